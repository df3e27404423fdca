from datetime import date
from decimal import Decimal

import pytest

from inforce.domain.evidence.figure import (
    Figure,
    Part,
    Period,
    Source,
    Unit,
    count,
    longest,
    median,
    share,
    shortest,
)
from inforce.domain.evidence.pack import year_before

ONE, TWO, THREE = (Source(item) for item in ("a", "b", "c"))


def test_a_count_is_the_sum_of_what_its_sources_bring() -> None:
    figure = count("variants", [ONE, Source("b", weight=4)])
    assert (figure.value, figure.whole, figure.percent) == (5, None, None)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.7"), (3, 3, "100.0"), (1999, 2000, "99.9")],
)
def test_a_share_is_not_whole_before_it_is(part: int, whole: int, percent: str) -> None:
    figure = share("kept", [Source("a", weight=part)], whole)
    assert figure.percent == Decimal(percent)


def test_a_share_of_nothing_says_nothing() -> None:
    assert share("kept", [], 0).percent is None
    assert Figure(key="kept", unit=Unit.SHARE, value=None, whole=3).percent is None


@pytest.mark.parametrize(
    ("lengths", "middle"), [([], None), ([5], 5), ([9, 1, 5], 5), ([1, 2, 3, 9], 3)]
)
def test_the_median_is_a_length_that_occurs(lengths: list[int], middle: int | None) -> None:
    figure = median("age", [(length, Source(str(length))) for length in lengths])
    assert figure.value == middle
    assert [source.item for source in figure.sources] == [str(one) for one in sorted(lengths)]


def test_an_extreme_names_all_that_reach_it() -> None:
    lengths = [(3, ONE), (7, TWO), (7, THREE)]
    assert longest("age", lengths).sources == (TWO, THREE)
    assert (shortest("age", lengths).value, shortest("age", lengths).sources) == (3, (ONE,))
    assert longest("age", []).value is shortest("age", []).value is None


@pytest.mark.parametrize(
    ("source", "anchor"),
    [
        (ONE, "item"),
        (Source("a", Part.ENTRY, 3), "entry-3"),
        (Source("", Part.WAIVER, 1), "waiver-1"),
    ],
)
def test_the_place_of_a_source(source: Source, anchor: str) -> None:
    assert source.anchor == anchor


def test_both_ends_of_a_period_are_in_it() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert [day in period for day in (period.since, period.until, date(2026, 2, 1), None)] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 20), date(2025, 11, 21)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date.min, date.min),
    ],
)
def test_twelve_months_end_with_the_day(day: date, first: date) -> None:
    assert year_before(day) == first
