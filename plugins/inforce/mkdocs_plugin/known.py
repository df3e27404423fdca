"""Whether all is known that decides what MkDocs makes of a site, and the digest of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from inforce.readers.sources import folder_digest

_PLUGINS = frozenset({"inforce"})
# Extensions of Markdown whose result is decided by the page alone.
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


def resting(config: MkDocsConfig) -> bytes | None:
    """Return the SHA-256 of settings, theme and pages; the program's libraries are not among them.

    None where the settings name hooks, plugins or extensions that may write what they like.
    """
    if config.hooks or not _PLUGINS.issuperset(config.plugins):
        return None
    if not all(map(_is_known, config.markdown_extensions)):
        return None
    with Path(config.config_file_path).open("rb") as file:
        settings = yaml_load(file)  # with what it inherits, and what it takes from the environment
    try:
        whole = sha256(msgspec.json.encode(settings, order="sorted", enc_hook=_named))
    except TypeError:
        return None
    for folder in _folders(config):
        whole.update(folder_digest(folder))
    return whole.digest()


def _is_known(extension: str) -> bool:
    if extension in _READERS:
        return False
    return extension in _SHORT or extension.startswith(_EXTENSIONS)


def _folders(config: MkDocsConfig) -> Iterable[Path]:
    """Yield where pages and templates lie that are no part of an installed theme."""
    yield Path(config.docs_dir)
    own = config.theme.custom_dir
    if own is not None:
        yield Path(own)


def _named(value: Any) -> str:  # noqa: ANN401 - what a YAML file may name
    """Return the name of a function that settings give, as those of icons."""
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    message = f"{type(value).__name__} has no name"
    raise TypeError(message)
