"""Telephone numbers and addresses in a plain text, as the links by which a maker is reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_GAP = r"[ \N{NO-BREAK SPACE}()/–-]*"
# Neither a day nor a postal code, which has six digits in many countries, is a telephone number.
_PLACES = re.compile(
    rf"""
    (?P<web>(?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)])
    | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?<!\d)(?<!\d-)(?!\d{{4}}-\d\d-\d\d(?!\d))(?!\d{{6}}(?!{_GAP}\d))
      (?P<tel>\+?\d(?:{_GAP}\d){{5,}})
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Stretch(Struct, frozen=True):
    """A piece of a text; ``href`` is where it leads, empty where it leads nowhere."""

    text: str
    href: str = ""


def stretches(text: str) -> tuple[Stretch, ...]:
    """Return ``text`` cut at its telephone numbers and addresses; joined they are the text."""
    return tuple(stretch for stretch in _stretches(text) if stretch.text)


def answers_at_once(text: str) -> bool:
    """Whether ``text`` names a telephone number or an address on the web."""
    return any(found.lastgroup != "mail" for found in _PLACES.finditer(text))


def _stretches(text: str) -> Iterator[Stretch]:
    end = 0
    for found in _PLACES.finditer(text):
        yield Stretch(text[end : found.start()])
        yield Stretch(found[0], _href(found))
        end = found.end()
    yield Stretch(text[end:])


def _href(found: re.Match[str]) -> str:
    said = found[0]
    if found.lastgroup == "tel":
        return f"tel:{re.sub(r'[^+0-9]', '', said)}"
    if found.lastgroup == "mail":
        return f"mailto:{said}"
    return f"https://{said}" if said.lower().startswith("www.") else said
