"""Levelling keeps every interval, whatever is due and whenever it is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.standings.forecast import week
from inforce.domain.standings.levelling import Due, levelled

START = date(2026, 11, 16)
TODAYS = st.integers(0, 20).map(lambda number: START + timedelta(days=number))
DAYS = st.integers(-10, 120).map(lambda number: START + timedelta(days=number))
DUES = st.lists(
    st.builds(
        Due,
        id=st.integers(0, 999).map(str),
        owner=st.sampled_from([None, "sales", "engineering"]),
        due=DAYS,
    ),
    max_size=60,
    unique_by=lambda due: due.id,
)
MOST = st.none() | st.integers(1, 20)
HOLIDAYS = st.frozensets(DAYS, max_size=30)


def fullest(days: Sequence[tuple[str | None, date]]) -> Mapping[str | None, int]:
    """Return the number of reviews in each owner's fullest week."""
    counted = Counter((owner, week(day)) for owner, day in days)
    most: dict[str | None, int] = {}
    for (owner, _), number in counted.items():
        most[owner] = max(most.get(owner, 0), number)
    return most


@given(DUES, TODAYS, MOST, HOLIDAYS)
def test_no_day_is_later_than_due_or_before_today(
    dues: list[Due], today: date, most: int | None, holidays: frozenset[date]
) -> None:
    for proposal in levelled(dues, today, most=most, holidays=holidays).proposals:
        assert today <= proposal.day <= max(today, proposal.due)
        assert proposal.day <= proposal.latest


@given(DUES, TODAYS, MOST, HOLIDAYS)
def test_every_review_is_there_once(
    dues: list[Due], today: date, most: int | None, holidays: frozenset[date]
) -> None:
    found = levelled(dues, today, most=most, holidays=holidays).proposals
    assert sorted((item.id, item.owner, item.due) for item in found) == sorted(
        (item.id, item.owner, item.due) for item in dues
    )


@given(DUES, TODAYS, MOST, HOLIDAYS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_due_changes_nothing(
    dues: list[Due],
    today: date,
    most: int | None,
    holidays: frozenset[date],
    chance: Random,
) -> None:
    mixed = list(dues)
    chance.shuffle(mixed)
    found = levelled(dues, today, most=most, holidays=holidays)
    assert found == levelled(mixed, today, most=most, holidays=holidays)


@given(DUES, TODAYS, MOST, HOLIDAYS)
def test_the_fullest_week_is_never_fuller_than_before(
    dues: list[Due], today: date, most: int | None, holidays: frozenset[date]
) -> None:
    found = levelled(dues, today, most=most, holidays=holidays).proposals
    before = fullest([(item.owner, item.latest) for item in found])
    after = fullest([(item.owner, item.day) for item in found])
    assert all(after[owner] <= before[owner] for owner in after)


@given(DUES, TODAYS, MOST, HOLIDAYS)
def test_a_working_day_is_proposed_wherever_there_is_one(
    dues: list[Due], today: date, most: int | None, holidays: frozenset[date]
) -> None:
    for proposal in levelled(dues, today, most=most, holidays=holidays).proposals:
        works = proposal.day.weekday() < 5 and proposal.day not in holidays
        assert works or proposal.day == proposal.latest == today


@given(DUES, TODAYS, st.integers(1, 20))
def test_the_capacity_is_held_beside_what_is_for_today(
    dues: list[Due], today: date, most: int
) -> None:
    found = levelled(dues, today, most=most)
    planned = [item for item in found.proposals if not (item.latest == today == item.day)]
    for owner, number in fullest([(item.owner, item.day) for item in planned]).items():
        assert number <= found.capacity[owner]
