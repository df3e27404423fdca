"""The body of a page compared passage by passage, so that nobody gets a wall of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct

from inforce.domain.text import Text

_GAP = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph, a list or a heading of a page in one locale, below its nearest heading."""

    locale: str
    heading: str
    text: str


Step = tuple[Passage | None, Passage | None]


def compared(before: Text, after: Text) -> Iterator[Step]:
    """Yield (before, after) for every passage that differs, in the order of the text.

    A locale that came or went is one passage without text; so is a text of which only the space
    between passages changed.
    """
    old, new = dict(before.items()), dict(after.items())
    for locale in dict.fromkeys([*old, *new]):
        whole = Passage(locale=locale, heading="", text="")
        if locale not in old:
            yield None, whole
        elif locale not in new:
            yield whole, None
        elif old[locale] != new[locale]:
            steps = tuple(_steps(_split(old[locale], locale), _split(new[locale], locale)))
            yield from steps or ((whole, whole),)


def _split(body: str, locale: str) -> list[Passage]:
    found: list[Passage] = []
    heading = ""
    for part in _GAP.split(body):
        text = part.strip()
        mark = _HEADING.match(text)
        heading = heading if mark is None else mark[1]
        if text:
            found.append(Passage(locale=locale, heading=heading, text=text))
    return found


def _steps(before: list[Passage], after: list[Passage]) -> Iterator[Step]:
    old, new = [part.text for part in before], [part.text for part in after]
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[low:high], after[start:end])
