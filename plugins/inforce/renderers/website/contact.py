"""The ways to write to the maker from a page, with what the reader looks at already filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import final
from urllib.parse import quote

from msgspec import Struct, structs

from inforce.domain.views.reading import Reading

_BREAK = "%0D%0A"
# No text has this character.
_MARK = "\0"
_QUOTED_MARK = quote(_MARK)
_PLACE = re.compile(f"{_QUOTED_MARK}([a-z]+){_QUOTED_MARK}")
# What stands in an address as it is: most codes.
_SAFE = re.compile(r"[A-Za-z0-9_.~-]*")


class Subject(Struct, frozen=True, kw_only=True):
    """What a message is about: an item as it stands on a page.

    ``part`` is its part number where it has a single one, else its id; ``revision`` is empty on a
    light site, ``page`` is the absolute address where the site has one.
    """

    item: str
    name: str
    part: str
    revision: str
    digest: str
    page: str


@final
class Correspondence:
    """Where a reader of one locale writes to the maker: a form or a letter, empty without either.

    Thousands of letters differ in a few words: each kind is written once, with marks in their
    places.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def enquiry(self, subject: Subject) -> str:
        """Return where a question about ``subject`` goes."""
        return self._way(subject, "enquiry", self._reading.edition.brand.contact.enquiry_form)

    def enquiries(self, subject: Subject, parts: Iterable[str]) -> dict[str, str]:
        """Return where a question about each of the ``parts`` of ``subject`` goes."""
        pieces = self.enquiry(structs.replace(subject, part=_MARK)).split(_QUOTED_MARK)
        return {part: _quoted(part).join(pieces) for part in parts}

    def correction(self, subject: Subject) -> str:
        """Return where to say that a page about ``subject`` is wrong (ISO 9001, 8.2.1 c)."""
        return self._way(subject, "correction", self._reading.edition.brand.contact.correction_form)

    def _way(self, subject: Subject, kind: str, form: str | None) -> str:
        if form is not None:
            return _filled(form, subject, self._reading.locale)
        email = self._reading.edition.brand.contact.email
        return self._letter(email, subject, kind) if email is not None else ""

    def _letter(self, email: str, subject: Subject, kind: str) -> str:
        told = structs.asdict(subject)
        told_of = tuple(key for key, value in told.items() if value)
        known = self._known.get((kind, told_of))
        if known is None:
            marks = {key: f"{_MARK}{key}{_MARK}" if value else "" for key, value in told.items()}
            known = _PLACE.split(_letter(email, Subject(**marks), self._reading, kind))
            self._known[kind, told_of] = known
        parts = known.copy()
        parts[1::2] = [_quoted(told[key]) for key in parts[1::2]]
        return "".join(parts)


def _filled(form: str, subject: Subject, locale: str) -> str:
    """Put ``subject`` into the places of a form's address."""
    values = {
        "item": subject.item,
        "part": subject.part,
        "revision": subject.revision,
        "page": subject.page,
        "locale": locale,
    }
    for name, value in values.items():
        form = form.replace(f"{{{name}}}", quote(value, safe=""))
    return form


def _letter(email: str, subject: Subject, reading: Reading, kind: str) -> str:
    """Return a mailto address (RFC 6068) with a subject and the first lines of a letter."""
    facts = [
        ("product", subject.name),
        ("part", subject.part),
        ("revision", subject.revision),
        ("digest", subject.digest),
        ("page", subject.page),
    ]
    lines = [
        quote(f"{reading.say(f'contact.{key}')}: {value}", safe="") for key, value in facts if value
    ]
    lines += ["", quote(reading.say(f"contact.{kind}_ask"), safe=""), ""]
    title = reading.say(f"contact.{kind}_subject", name=subject.name, part=subject.part)
    if subject.revision:
        title += f", {reading.say('contact.at_revision', revision=subject.revision)}"
    body = _BREAK.join(lines)
    return f"mailto:{quote(email, safe='@')}?subject={quote(title, safe='')}&body={body}"


@lru_cache(maxsize=1024)  # the letters of a page have most of their lines in common
def _quoted(text: str) -> str:
    return text if _SAFE.fullmatch(text) else quote(text, safe="")
