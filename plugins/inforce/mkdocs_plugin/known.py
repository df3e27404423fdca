"""Whether all is known that decides what MkDocs makes of a site, and the digest of it.

The settings are taken as they are written: MkDocs itself, which takes its time to start, is asked
only for what is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from inforce.readers.sources import folder_digest, is_source, may_hold_products

SETTINGS = "mkdocs.yml"
# What MkDocs and others end in where settings have values of another kind, or hold themselves.
ODD = (AttributeError, TypeError, ValueError, RecursionError)
_PLUGINS = frozenset({"inforce"})
# Modules of the extensions whose result is decided by the page alone, and these extensions.
_MODULES = ("markdown.", "material.", "pymdownx.")
_EXTENSIONS = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_SHORT = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        "wikilinks",
    }
)
# These put other files into it.
_READERS = frozenset({"pymdownx.snippets", "pymdownx.b64", "pymdownx.extra_snippets"})
# Its own pictures are looked for where the program is started.
_EMOJI = "pymdownx.emoji"


def resting(root: Path) -> bytes | None:
    """Return the SHA-256 of settings, theme and pages, but for the site's sources among them.

    The program's libraries are left out too. None where the settings name hooks, plugins or
    extensions that may write what they like, and where they cannot be read: whoever builds tells
    why.
    """
    try:
        with (root / SETTINGS).open("rb") as file:
            settings = yaml_load(file)  # with what it inherits, and what the environment gives
        if settings.get("hooks") or not _PLUGINS.issuperset(_names(settings.get("plugins"))):
            return None
        if not all(map(_is_known, _names(settings.get("markdown_extensions")))):
            return None
        whole = sha256(msgspec.json.encode(settings, order="sorted", enc_hook=_named))
        for folder in _folders(root, settings):
            if not is_source(root, folder) or may_hold_products(root, folder):
                whole.update(folder_digest(folder))
    except (OSError, YAMLError, MkDocsException, *ODD):
        return None
    return whole.digest()


def _names(listed: Any) -> Iterator[str]:  # noqa: ANN401 - what a YAML file has there
    """Yield the names of what is listed, each alone or with settings of its own."""
    for one in listed or ():
        yield from one if isinstance(one, dict) else (one,)


def _is_known(extension: str) -> bool:
    if extension in _READERS:
        return False
    return extension in _SHORT or extension.startswith(_EXTENSIONS)


def _folders(root: Path, settings: dict[str, Any]) -> Iterator[Path]:
    """Yield where pages, templates and icons lie that are no part of an installed theme."""
    yield root / settings.get("docs_dir", "docs")
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    if own:
        yield root / own
    listed = settings.get("markdown_extensions") or ()
    for one in (listed,) if isinstance(listed, dict) else listed:
        emoji = one.get(_EMOJI) if isinstance(one, dict) else None
        if emoji:
            yield from map(Path, emoji.get("options", {}).get("custom_icons", ()))


def _named(value: Any) -> str:  # noqa: ANN401 - what a YAML file may name
    """Return the name of an installed function that settings give, as those of icons.

    One of another module may do what it likes, and in another way after an edit.
    """
    if callable(value) and value.__module__.startswith(_MODULES):
        return f"{value.__module__}.{value.__qualname__}"
    message = f"{type(value).__name__} has no name"
    raise TypeError(message)
