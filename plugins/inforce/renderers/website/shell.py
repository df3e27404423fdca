"""Shells: pages that the host's theme renders once, and that every controlled page is put into.

A shell carries a token for each slot. It is cut at the tokens once; a page is then its parts joined
with the values in between. A value that happens to look like a token is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape

from msgspec import Struct

from inforce.domain import address
from inforce.renderers.website.page import SitePage

_SLOT = re.compile("inforceslot(title-lang|description-lang|title|description|body|head|canonical)")
_STEP = "inforceslotpath"
_BLANK_LINES = re.compile(r"\n\s*\n")


class MissingSlotError(Exception):
    """The theme rendered a shell without a slot that every page needs."""


class ShellPlace(Struct, frozen=True, kw_only=True):
    """Where a shell stands: its name, and its address with a token for each free folder.

    Pages of one that ``defers`` leave it to another page to be found by search engines.
    """

    name: str
    address: str
    defers: bool = False

    @property
    def listing(self) -> bool:
        """Whether the shell is the page itself, so that navigation can lead to it."""
        return _STEP not in self.address

    @property
    def source(self) -> str:
        """The Markdown file that a host would render to this address."""
        return f"{self.address}index.md" if self.listing else f"{self.address[:-1]}.md"


PLACES = (
    ShellPlace(name="search", address=address.SEARCH),
    ShellPlace(name="products", address=address.PRODUCTS),
    ShellPlace(name="families", address=address.FAMILIES),
    ShellPlace(name="withdrawn", address=address.WITHDRAWN),
    ShellPlace(name="withdrawn-part", address=f"{address.WITHDRAWN}{_STEP}/"),
    ShellPlace(name="notices", address=address.NOTICES),
    ShellPlace(name="changes", address=address.CHANGES),
    ShellPlace(name="changes-part", address=f"{address.CHANGES}{_STEP}/"),
    ShellPlace(name="compare", address=address.COMPARE),
    ShellPlace(name="product", address=address.product(_STEP)),
    ShellPlace(name="revisions", address=address.revisions(_STEP), defers=True),
    ShellPlace(name="revision", address=address.revision(_STEP, _STEP), defers=True),
    ShellPlace(name="family", address=address.family(_STEP)),
    ShellPlace(name="family-part", address=f"{address.family(_STEP)}{_STEP}/"),
    ShellPlace(name="notices-part", address=f"{address.NOTICES}list/{_STEP}/"),
    ShellPlace(name="notice", address=address.notice(_STEP)),
    ShellPlace(name="notice-part", address=f"{address.notice(_STEP)}{_STEP}/"),
)


def token(slot: str) -> str:
    """Return the text that the host puts where ``slot`` is to be filled."""
    return f"inforceslot{slot}"


class Shell:
    """A rendered shell, cut at its slots; its text is encoded once for all pages."""

    def __init__(self, place: ShellPlace, html: str) -> None:
        """Cut ``html`` at the tokens; raise MissingSlotError where the body has no place in it."""
        parts: list[str] = []
        for index, piece in enumerate(_SLOT.split(_BLANK_LINES.sub("\n", html))):
            if index % 2:
                parts.append(piece)
            else:
                parts += _interleaved(piece.split(place.address), place)
        if "body" not in parts[1::2]:
            raise MissingSlotError(place.name)
        self._take(parts)

    def _take(self, parts: list[str]) -> None:
        self._parts = parts
        self._octets = [part.encode() for part in parts]
        self._slots = parts[1::2]

    @property
    def digest(self) -> bytes:
        """The SHA-256 of all that it puts around a page."""
        return sha256(repr(self._parts).encode()).digest()

    @classmethod
    def of(cls, parts: Iterable[str]) -> Shell:
        """Return the shell that has these ``parts``."""
        shell = cls.__new__(cls)
        shell._take([*parts])  # noqa: SLF001 - its own
        return shell

    @property
    def parts(self) -> tuple[str, ...]:
        """What it consists of: text and the name of a slot, in turn."""
        return tuple(self._parts)

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """Return the whole HTML of the page that has these ``values`` for the slots."""
        parts = self._octets.copy()
        parts[1::2] = [values[slot] for slot in self._slots]
        return b"".join(parts)


def slots(page: SitePage) -> Mapping[str, bytes]:
    """Return what ``page`` has for each slot; plain texts are escaped for text and attributes."""
    return {
        "title": escape(page.title).encode(),
        "description": escape(page.description).encode(),
        "title-lang": _lang(page.lang).encode(),
        "description-lang": _lang(page.description_lang).encode(),
        "body": page.body.encode(),
        "head": page.head.encode(),
        "address": page.address.encode(),
        "canonical": (page.canonical or page.address).encode(),
    }


def _lang(code: str) -> str:
    """Return the attribute that names a language, none where it is that of the page."""
    return f' lang="{escape(code)}"' if code else ""


def _interleaved(pieces: list[str], place: ShellPlace) -> list[str]:
    """Put the address slot between ``pieces``; a listing's own address stays as it is."""
    if place.listing:
        return [place.address.join(pieces)]
    woven = [pieces[0]]
    for piece in pieces[1:]:
        woven += ["address", piece]
    return woven
