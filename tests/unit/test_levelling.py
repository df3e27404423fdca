from collections import Counter
from datetime import date, timedelta

import pytest

from inforce.domain.standings.forecast import week
from inforce.domain.standings.levelling import Due, Levelled, levelled

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def due(key: str, day: date, owner: str | None = "sales") -> Due:
    return Due(id=key, owner=owner, due=day)


def many(number: int, day: date, owner: str | None = "sales") -> list[Due]:
    return [due(f"{owner}-{day}-{index:03}", day, owner) for index in range(number)]


def weeks(found: Levelled, owner: str | None = "sales") -> list[int]:
    """Return how many reviews each week holds, oldest first."""
    days = (proposal.day for proposal in found.proposals if proposal.owner == owner)
    counted = Counter(week(day) for day in days)
    return [counted[monday] for monday in sorted(counted)]


def test_nothing_is_due() -> None:
    assert levelled([], FRIDAY) == Levelled(proposals=(), capacity={})


def test_a_single_review_keeps_its_day() -> None:
    (found,) = levelled([due("a", date(2026, 12, 9))], FRIDAY).proposals
    assert found.day == found.latest == date(2026, 12, 9)


def test_a_weekend_moves_to_the_friday_before() -> None:
    found = levelled([due("a", date(2026, 12, 12)), due("b", date(2026, 12, 13))], FRIDAY, most=2)
    assert {proposal.latest for proposal in found.proposals} == {date(2026, 12, 11)}
    assert [proposal.day for proposal in found.proposals] == [date(2026, 12, 9), date(2026, 12, 11)]


def test_a_full_week_flows_into_the_ones_before() -> None:
    found = levelled(many(10, date(2026, 12, 18)), MONDAY, most=4)
    assert weeks(found) == [2, 4, 4]
    assert found.capacity == {"sales": 4}
    assert [proposal.id for proposal in found.proposals] == [
        item.id for item in many(10, date(2026, 12, 18))
    ]


def test_the_least_that_can_be_held() -> None:
    found = levelled(many(10, date(2026, 12, 18)), MONDAY)
    assert found.capacity == {"sales": 3}
    assert weeks(found) == [1, 3, 3, 3]


def test_too_little_is_raised_to_what_can_be_held() -> None:
    found = levelled(many(10, date(2026, 12, 4)), MONDAY, most=2)
    assert found.capacity == {"sales": 5}
    assert weeks(found) == [5, 5]


def test_owners_are_levelled_apart() -> None:
    dues = [*many(4, date(2026, 12, 4)), *many(2, date(2026, 12, 4), None)]
    found = levelled(dues, MONDAY)
    assert found.capacity == {None: 1, "sales": 2}
    assert (weeks(found), weeks(found, None)) == ([2, 2], [1, 1])


def test_what_is_late_is_for_today() -> None:
    dues = [*many(3, date(2026, 11, 1)), *many(2, date(2026, 11, 27))]
    found = levelled(dues, FRIDAY)
    assert [proposal.day for proposal in found.proposals[:3]] == [FRIDAY] * 3
    assert found.capacity == {"sales": 2}


def test_no_working_day_is_left() -> None:
    saturday = date(2026, 11, 21)
    (found,) = levelled([due("a", date(2026, 11, 22))], saturday).proposals
    assert found.day == saturday


def test_holidays_are_no_working_days() -> None:
    christmas = frozenset(date(2026, 12, 21) + timedelta(days=number) for number in range(7))
    found = levelled(many(2, date(2026, 12, 24)), date(2026, 12, 14), holidays=christmas)
    assert [proposal.latest for proposal in found.proposals] == [date(2026, 12, 18)] * 2
    assert weeks(found) == [2]


@pytest.mark.parametrize(
    ("today", "day"), [(date.min, date.min), (date(9999, 12, 1), date.max), (date.max, date.max)]
)
def test_the_calendar_ends_there(today: date, day: date) -> None:
    (found,) = levelled([due("a", day)], today, holidays=frozenset({date.min})).proposals
    assert found.day == day


def test_what_is_far_away_stays() -> None:
    (found,) = levelled([due("a", date.max)], FRIDAY).proposals
    assert found.day == date.max


@pytest.mark.parametrize("most", [None, 1, 3, 100])
def test_days_of_a_week_are_used_evenly(most: int | None) -> None:
    found = levelled(many(5, date(2026, 11, 27)), MONDAY, most=most)
    assert [proposal.day for proposal in found.proposals] == [
        MONDAY + timedelta(days=number) for number in range(5)
    ]
