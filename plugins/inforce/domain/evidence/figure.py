"""A figure and the entries it came from: none stands in the pack without its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from msgspec import Struct


class Part(Enum):
    """What of the record a source is: an item as it stands, or one thing said about it."""

    ITEM = "item"
    ENTRY = "entry"
    FINDING = "finding"
    WAIVER = "waiver"
    FEEDBACK = "feedback"
    OFFER = "offer"


class Source(Struct, frozen=True):
    """Where a figure comes from: the ``number``-th of what ``part`` names, counted from 1.

    ``item`` is empty for what concerns no single item; ``seal`` is the register entry's.
    ``weight`` is how much of a count it brings.
    """

    item: str
    part: Part = Part.ITEM
    number: int = 0
    seal: str = ""
    weight: int = 1

    @property
    def anchor(self) -> str:
        """Its place on the page it stands on."""
        return f"{self.part.value}-{self.number}" if self.number else self.part.value


class Unit(Enum):
    """What a figure counts."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


class Figure(Struct, frozen=True, kw_only=True):
    """A figure: a count, a count out of ``whole``, or days; None where nothing can be said.

    Of a count and a share, ``value`` is the sum of the weights of ``sources``.
    """

    key: str
    unit: Unit
    value: int | None
    whole: int | None = None
    sources: tuple[Source, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """The share in hundredths with one decimal, None of nothing."""
        if not self.whole or self.value is None:
            return None
        exact = Decimal(100) * self.value / self.whole
        shown = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return shown if self.value == self.whole else min(shown, Decimal("99.9"))


class Row(Struct, frozen=True, kw_only=True):
    """A row of a grid; ``name`` is a word of the pack, an id, a role or a day, by ``Grid.rows``."""

    name: str
    cells: tuple[Figure, ...]


class Naming(Enum):
    """What the rows of a grid are named by."""

    WORD = "word"
    FAMILY = "family"
    ROLE = "role"
    PERSON = "person"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    CODE = "code"
    REQUIREMENT = "requirement"


class Grid(Struct, frozen=True, kw_only=True):
    """Figures in rows and named columns, to be shown as a table, some of them as a chart too."""

    key: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    naming: Naming = Naming.WORD

    def figures(self) -> Iterator[Figure]:
        """Yield every figure in it."""
        for row in self.rows:
            yield from row.cells


class Period(Struct, frozen=True):
    """The days from ``since`` to ``until``, both among them."""

    since: date
    until: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


def count(key: str, sources: Iterable[Source]) -> Figure:
    """Return how much ``sources`` bring."""
    found = tuple(sources)
    return Figure(key=key, unit=Unit.COUNT, value=total(found), sources=found)


def share(key: str, sources: Iterable[Source], whole: int) -> Figure:
    """Return how much of ``whole`` the ``sources`` bring."""
    found = tuple(sources)
    return Figure(key=key, unit=Unit.SHARE, value=total(found), whole=whole, sources=found)


def median(key: str, lengths: Iterable[tuple[int, Source]]) -> Figure:
    """Return the middle of some lengths in days, the longer of two, and what they come from."""
    ordered = sorted(lengths, key=_length)
    value = ordered[len(ordered) // 2][0] if ordered else None
    sources = tuple(source for _, source in ordered)
    return Figure(key=key, unit=Unit.DAYS, value=value, sources=sources)


def longest(key: str, lengths: Iterable[tuple[int, Source]]) -> Figure:
    """Return the greatest of some lengths in days, and all that reach it."""
    found = tuple(lengths)
    return _reaching(key, found, max((length for length, _ in found), default=None))


def shortest(key: str, lengths: Iterable[tuple[int, Source]]) -> Figure:
    """Return the smallest of some lengths in days, and all that are no longer."""
    found = tuple(lengths)
    return _reaching(key, found, min((length for length, _ in found), default=None))


def total(sources: Iterable[Source]) -> int:
    """Return the sum of the weights."""
    return sum(source.weight for source in sources)


def _reaching(key: str, lengths: tuple[tuple[int, Source], ...], value: int | None) -> Figure:
    sources = tuple(source for length, source in lengths if length == value)
    return Figure(key=key, unit=Unit.DAYS, value=value, sources=sources)


def _length(pair: tuple[int, Source]) -> tuple[int, str, int]:
    return pair[0], pair[1].item, pair[1].number
