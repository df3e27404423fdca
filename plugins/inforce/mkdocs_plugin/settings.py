"""MkDocs' settings for one locale's site: names, language, a theme without its default look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from inforce.domain.errors import InforceError
from inforce.domain.views.reading import Reading
from inforce.mkdocs_plugin.theme_files import list_no_icons
from inforce.readers.pages import FOLDER as PAGES
from inforce.readers.real_path import real

THEME = Path(__file__).parent / "theme"
# By this the theme is known on which the pages are built, whatever its name.
_ICON = ".icons/material/magnify.svg"
_STANDARD_ICON = "assets/images/favicon.png"
# Of the theme's files: its own search and icon, the host's sitemap, for which this site has others.
_UNUSED = (
    "assets/images/favicon.png",
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "sitemap.xml",
)


def require_theme(config: MkDocsConfig) -> None:
    """Raise InforceError for another theme than Material, or one that is made of it."""
    if not any(Path(folder, _ICON).is_file() for folder in config.theme.dirs):
        raise InforceError(f"mkdocs.yml: theme: {config.theme.name} will not do; name material")


def require_pages(config: MkDocsConfig, root: Path) -> None:
    """Raise InforceError where MkDocs takes pages from elsewhere: nobody checks what is there."""
    if real(Path(config.docs_dir)) != real(root / PAGES):
        raise InforceError(f"mkdocs.yml: docs_dir: {config.docs_dir} will not do; name {PAGES}")


def apply(config: MkDocsConfig, reading: Reading, *, favicon: str, origin: str) -> None:
    """Set ``config`` up for readers of ``reading``.

    ``favicon`` is a path from the locale's root, ``origin`` the address of the whole site's.
    """
    say = reading.say
    config.use_directory_urls = True
    config.site_name = reading.phrase(reading.edition.brand.name).text or config.site_name
    config.site_description = reading.phrase(reading.edition.brand.tagline).text
    # All locales share what a reader chose, such as dark colours.
    config.extra["scope"] = urlsplit(origin).path or "/"
    theme = config.theme
    theme.dirs.insert(0 if theme.custom_dir is None else 1, str(THEME))
    theme.static_templates.discard("sitemap.xml")
    list_no_icons(theme)
    theme["language"] = theme_language(reading.locale, theme.dirs)
    theme["direction"] = reading.wording.direction
    theme["font"] = False
    if theme.get("favicon") == _STANDARD_ICON:
        theme["favicon"] = favicon
    theme["palette"] = [
        _palette("light", "default", say("site.theme_dark"), "weather-night"),
        _palette("dark", "slate", say("site.theme_light"), "weather-sunny"),
    ]


def theme_language(locale: str, folders: Iterable[str]) -> str:
    """Return the language nearest to ``locale`` that the theme in ``folders`` has texts for."""
    files = [Path(folder) / "partials" / "languages" for folder in folders]
    for language in (locale, locale.partition("-")[0]):
        if any((file / f"{language}.html").is_file() for file in files):
            return language
    return "en"


def unused(path: str) -> bool:
    """Whether a file of the theme is of no use to this site."""
    return path.startswith(_UNUSED) or path.endswith(".map")


def _palette(lightness: str, scheme: str, switch: str, icon: str) -> dict[str, object]:
    return {
        "media": f"(prefers-color-scheme: {lightness})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/{icon}", "name": switch},
    }
