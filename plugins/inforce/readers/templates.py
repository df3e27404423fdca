"""Templates of what ``inforce init`` and ``inforce new`` begin; a site's own go in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.items.page import PageKind
from inforce.domain.items.parse import ParseError, parse
from inforce.readers.pages import split
from inforce.readers.site import read_octets
from inforce.readers.yaml_reader import read_yaml

OWN = "site_config/templates/pages"
FALLBACK = "en"


class _Head(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    description: str | None = None
    covers: tuple[str, ...] = ()


class PageTemplate(Struct, frozen=True, kw_only=True):
    """A page to begin with, in the language ``locale``; ``covers`` counts in the default one."""

    locale: str
    title: str
    description: str | None
    covers: tuple[str, ...]
    body: str

    def filled(self, **words: str) -> str:
        """Return the body with ``$company`` and the like filled in; an unknown word stays."""
        return Template(self.body).safe_substitute(words)


def page_template(root: Path, kind: PageKind, locale: str) -> PageTemplate:
    """Return the template of ``kind`` in ``locale``, or else in English.

    ``site_config/templates/pages/<kind>.<locale>.md`` goes before what is shipped. Raise
    InforceError when it does not have the form of a template.
    """
    name = f"{kind.value}.{locale}.md"
    own = root / OWN / name
    if own.is_file():
        return _template(read_octets(own), f"{OWN}/{name}", locale)
    source = files("inforce") / "templates" / "pages" / name
    if locale == FALLBACK or source.is_file():
        return _template(source.read_bytes(), name, locale)
    return page_template(root, kind, FALLBACK)


def communication_template() -> str:
    """Return the standard list of what customers must be told."""
    source = files("inforce") / "templates" / "communication.yaml"
    return source.read_text(encoding="utf-8")


def site_template(*, example: bool) -> Mapping[str, str]:
    """Return the files of a new site by their paths, with a ``$word`` where something goes in.

    A page is there in each language, ``<name>.<locale>.md``. ``example`` adds a family of products.
    """
    folder = files("inforce") / "templates" / "site"
    parts = ("bare", "example") if example else ("bare",)
    return {path: text for part in parts for path, text in _below(folder / part, "")}


def _below(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file; a leading ``dot-`` stands for a dot."""
    for part in folder.iterdir():
        path = f"{above}{part.name.replace('dot-', '.', 1)}"
        if part.is_dir():
            yield from _below(part, f"{path}/")
        else:
            yield path, part.read_text(encoding="utf-8")


def _template(octets: bytes, path: str, locale: str) -> PageTemplate:
    head, body = split(octets.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    document = read_yaml(head.encode(), path)
    try:
        known = parse(document.data, _Head)
    except ParseError as error:
        raise InforceError(
            f"{path} is no template: it begins with title, description and covers ({error})"
        ) from error
    return PageTemplate(
        locale=locale,
        title=known.title,
        description=known.description,
        covers=known.covers,
        body=body,
    )
