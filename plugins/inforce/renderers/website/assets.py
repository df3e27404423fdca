"""The website's own style sheet, script and fonts, under names that change with their bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from msgspec import Struct

from inforce.domain.site.policy import Colours
from inforce.renderers.website.woff import woff

FOLDER = "assets/inforce/"
# Later sheets overrule earlier ones: what holds everywhere first, narrow windows and paper last.
_SHEETS = (
    *("foundation", "header", "search", "parts", "banner", "paper", "recall", "product", "safety"),
    *(
        "tables",
        "key",
        "units",
        "sections",
        "related",
        "history",
        "stamp",
        "lists",
        "choice",
        "compare",
    ),
    *("home", "written", "footer"),
    *("narrow", "print"),
)
# Each looks for what it serves and does nothing on other pages; ``words`` comes first.
_SCRIPTS = (
    *("words", "menu", "search/numbers", "search/engine", "search/rows", "search/keys"),
    *("search/facets", "search/dialog", "search/page", "copy", "gallery"),
    *(
        "compare/selection",
        "compare/pick",
        "compare/tray",
        "units",
        "variants",
        "tongues",
        "scroll",
    ),
    "lost",
    "edition",
)
# What only some pages need, by the name of their shell; it comes after the others.
_FAMILY = ("family/rows", "family/filter", "family/questions", "family/table")
_PLACES = {"family": _FAMILY, "family-part": _FAMILY, "compare": ("compare/page", "compare/choose")}
_FACES = (("Regular", 400), ("Medium", 500), ("Bold", 700))
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_FACE = Template(
    '@font-face{font-family:"Roboto";font-style:normal;font-weight:$weight;font-display:swap;'
    'src:url("$file") format("woff")}\n'
)
_BRAND = Template(
    ":root{--inf-primary:$primary;--inf-accent:$accent;--inf-ink:$ink;--inf-paper:$paper}\n"
)
_ICON = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="6" fill="$primary"/>'
    '<rect x="6" y="25" width="20" height="3" fill="$accent"/>'
    '<text x="16" y="22" text-anchor="middle" font-family="Roboto,Arial,sans-serif" '
    'font-weight="700" font-size="20" fill="#fff">$initial</text></svg>\n'
)


class Assets(Struct, frozen=True, kw_only=True):
    """The files to write by path from the site's root, and the paths that pages name.

    ``scripts`` are those of some pages alone, by the name of their shell.
    ``search`` is the folder of the search index, empty without search.
    """

    files: Mapping[str, bytes]
    style: str
    script: str
    scripts: Mapping[str, str]
    icon: str
    logo: str
    logo_dark: str
    search: str


def assets(
    colours: Colours,
    initial: str,
    logos: Mapping[str, tuple[str, bytes]],
    *,
    search: str = "",
) -> Assets:
    """Return the assets for a brand.

    ``logos`` holds name and bytes of ``logo`` and ``logo_dark``; ``initial`` stands in the icon;
    ``search`` is the folder of the search index.
    """
    written: dict[str, bytes] = {}
    faces = ""
    for name, weight in _FACES:
        path = _put(written, f"roboto-{name.lower()}.woff", _face(name))
        faces += _FACE.substitute(weight=weight, file=path.rpartition("/")[2])
    sheet = faces + _coloured(_BRAND, colours) + _joined("styles", _SHEETS, "css")
    paths = {key: _put(written, name, data) for key, (name, data) in logos.items()}
    return Assets(
        style=_put(written, "site.css", sheet.encode()),
        script=_put(written, "site.js", _joined("scripts", _SCRIPTS, "js").encode()),
        scripts={
            place: _put(
                written,
                f"{names[0].partition('/')[0]}.js",
                _joined("scripts", names, "js").encode(),
            )
            for place, names in _PLACES.items()
        },
        icon=_put(written, "icon.svg", _icon(colours, initial)),
        logo=paths.get("logo", ""),
        logo_dark=paths.get("logo_dark", paths.get("logo", "")),
        search=search,
        files=written,
    )


@cache
def _face(name: str) -> bytes:
    return woff((files("font_roboto") / "files" / f"Roboto-{name}.ttf").read_bytes())


def _put(written: dict[str, bytes], name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    path = f"{FOLDER}{stem}-{sha256(data).hexdigest()[:8]}.{ending}"
    written[path] = data
    return path


def _joined(folder: str, names: tuple[str, ...], ending: str) -> str:
    static = files("inforce.renderers.website") / "static" / folder
    return "\n".join((static / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


def _icon(colours: Colours, initial: str) -> bytes:
    return _coloured(_ICON, colours, initial=escape(initial)).encode()


def _coloured(template: Template, colours: Colours, **texts: str) -> str:
    """Fill a template with the brand's colours; what is no hex colour gives way to the default."""
    plain = Colours()
    values = {
        key: value if _HEX.fullmatch(value := getattr(colours, key)) else getattr(plain, key)
        for key in ("primary", "accent", "ink", "paper")
    }
    return template.substitute(values, **texts)
