"""What a host asks of an edition for pages of its own, so that it can be asked again.

Where all answers are what they were, the pages are too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from hashlib import sha256
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.editions.lookups import Lookup, Lookups
from inforce.renderers.website.inserted import Gap
from inforce.renderers.website.site import LocaleSite


class Kind(Enum):
    """What is asked: to fill a text, to lead its links to products, or for the home page."""

    TEXT = "text"
    LINKS = "links"
    HOME = "home"


class Question(Struct, frozen=True):
    """What is asked for a page of a locale, at its address, and the text that it is asked with."""

    kind: Kind
    locale: str
    at: str
    text: str


class Answered(Struct, frozen=True):
    """A question, and the SHA-256 of its answer."""

    question: Question
    answer: bytes


@final
class Asked:
    """Answers for the ``sites`` of an edition by their locales, and notes what was asked.

    ``lookups`` watch over the edition: an answer stands for what it looked up.
    """

    def __init__(self, sites: Mapping[str, LocaleSite], lookups: Lookups, *, search: bool) -> None:
        """``search`` says whether the home page has one."""
        self._sites = sites
        self._lookups = lookups
        self._search = search
        self._looked: set[Lookup] = set()
        self._noted: list[Answered] = []

    def filled(self, locale: str, text: str, at: str) -> tuple[str, tuple[Gap, ...]]:
        """Return the Markdown of a page with what it takes from the data, and what is missing."""
        return self._told(Question(Kind.TEXT, locale, at, text))

    def linked(self, locale: str, html: str, at: str) -> str:
        """Return the HTML of a page whose links to products lead there."""
        return self._told(Question(Kind.LINKS, locale, at, html))[0]

    def home(self, locale: str, html: str) -> str:
        """Return the article of the home page around its hand-written part."""
        return self._told(Question(Kind.HOME, locale, "", html))[0]

    @property
    def noted(self) -> tuple[Answered, ...]:
        """What was asked, but for texts that take nothing from the data."""
        return tuple(self._noted)

    @property
    def looked(self) -> tuple[Lookup, ...]:
        """What was looked up until now beside the answers, sorted."""
        self._looked.update(self._lookups.taken())
        return tuple(sorted(self._looked))

    def answers_still(self, noted: Iterable[Answered]) -> bool:
        """Whether all that was asked another time has the same answers now; it is not noted."""
        return all(_digest(*self._answer(one.question)) == one.answer for one in noted)

    def _told(self, question: Question) -> tuple[str, tuple[Gap, ...]]:
        words, gaps = self._answer(question)
        if words != question.text:
            self._noted.append(Answered(question, _digest(words, gaps)))
        return words, gaps

    def _answer(self, question: Question) -> tuple[str, tuple[Gap, ...]]:
        """Return an answer; what is looked up for it counts by that alone."""
        self._looked.update(self._lookups.taken())
        answer = self._of_site(question)
        self._lookups.taken()
        return answer

    def _of_site(self, question: Question) -> tuple[str, tuple[Gap, ...]]:
        site = self._sites[question.locale]
        match question.kind:
            case Kind.TEXT:
                return site.inserter.fill(question.text, question.at)
            case Kind.LINKS:
                return site.inserter.link(question.text, question.at), ()
            case Kind.HOME:
                return site.home(question.text, search=self._search), ()


def _digest(words: str, gaps: tuple[Gap, ...]) -> bytes:
    return sha256(msgspec.msgpack.encode((words, gaps))).digest()
