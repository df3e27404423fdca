"""Templates of the files that ``inforce new`` begins: shipped ones, and the site's own in front."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.page import PageKind
from inforce.domain.parse import ParseError, parse
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
