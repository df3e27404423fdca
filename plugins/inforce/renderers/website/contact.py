"""The ways to write to the maker from a page, with what the reader looks at already filled in."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from inforce.domain.views.reading import Reading

_BREAK = "%0D%0A"


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


def enquiry(subject: Subject, reading: Reading) -> str:
    """Return where a question about ``subject`` goes: a form or a letter, empty without either."""
    return _way(subject, reading, "enquiry", reading.edition.brand.contact.enquiry_form)


def correction(subject: Subject, reading: Reading) -> str:
    """Return where to say that a page about ``subject`` is wrong (ISO 9001, 8.2.1 c)."""
    return _way(subject, reading, "correction", reading.edition.brand.contact.correction_form)


def _way(subject: Subject, reading: Reading, kind: str, form: str | None) -> str:
    if form is not None:
        return _filled(form, subject, reading.locale)
    email = reading.edition.brand.contact.email
    return _letter(email, subject, reading, kind) if email is not None else ""


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
        _quoted(f"{reading.say(f'contact.{key}')}: ") + _quoted(value)
        for key, value in facts
        if value
    ]
    lines += ["", _quoted(reading.say(f"contact.{kind}_ask")), ""]
    title = reading.say(f"contact.{kind}_subject", name=subject.name, part=subject.part)
    if subject.revision:
        title += f", {reading.say('contact.at_revision', revision=subject.revision)}"
    body = _BREAK.join(lines)
    return f"mailto:{quote(email, safe='@')}?subject={quote(title, safe='')}&body={body}"


@lru_cache(maxsize=1024)  # the letters of a page have most of their lines in common
def _quoted(text: str) -> str:
    return quote(text, safe="")
