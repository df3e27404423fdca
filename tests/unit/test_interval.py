from datetime import date

import pytest

from inforce.domain.interval import Interval


@pytest.mark.parametrize(
    ("written", "start", "after"),
    [
        ("P12M", date(2026, 1, 31), date(2027, 1, 31)),
        ("P1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("P1M", date(2028, 1, 31), date(2028, 2, 29)),
        ("P1Y", date(2028, 2, 29), date(2029, 2, 28)),
        ("P2W", date(2026, 12, 25), date(2027, 1, 8)),
        ("P90D", date(2026, 1, 1), date(2026, 4, 1)),
        ("P1Y2M3W4D", date(2026, 1, 1), date(2027, 3, 26)),
        ("P0D", date(2026, 1, 1), date(2026, 1, 1)),
        ("P999Y", date(9000, 1, 1), date(9999, 1, 1)),
        ("P999Y", date(9001, 1, 1), date.max),
        ("P99999D", date(9999, 1, 1), date.max),
    ],
)
def test_day_after(written: str, start: date, after: date) -> None:
    assert Interval(written).after(start) == after


@pytest.mark.parametrize(
    ("written", "end", "before"),
    [
        ("P12M", date(2026, 11, 20), date(2025, 11, 20)),
        ("P1Y", date(2028, 2, 29), date(2027, 2, 28)),
        ("P1M2D", date(2026, 3, 31), date(2026, 2, 26)),
        ("P12M", date(1, 6, 1), date.min),
        ("P400D", date(2, 1, 1), date.min),
    ],
)
def test_day_before(written: str, end: date, before: date) -> None:
    assert Interval(written).before(end) == before


@pytest.mark.parametrize(
    "written", ["", "P", "12M", "P12", "PT1H", "P-1M", "P1.5Y", "P1M1Y", "p1m"]
)
def test_other_forms_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 duration"):
        Interval(written)


def test_equal_by_length_not_by_writing() -> None:
    assert Interval("P1Y") == Interval("P12M")
    assert hash(Interval("P1Y")) == hash(Interval("P12M"))
    assert Interval("P1M") != Interval("P30D")
    assert Interval("P1M") != "P1M"
    assert repr(Interval("P1Y")) == "Interval('P1Y')"
