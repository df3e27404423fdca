from datetime import date, timedelta

import pytest

from inforce.domain.interval import Interval
from inforce.domain.site.policy import ReviewPolicy
from inforce.domain.standings.review import (
    ReviewStanding,
    ReviewState,
    review_standing,
    wants_review,
)

LAST = date(2025, 11, 20)
DUE = date(2026, 11, 20)
S = ReviewState


def stand(late: int, *, void: bool = False) -> ReviewStanding:
    return review_standing(
        last=LAST,
        interval=Interval("P12M"),
        void=void,
        policy=ReviewPolicy(),
        today=DUE + timedelta(days=late),
    )


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (-31, S.CURRENT),
        (-30, S.DUE_SOON),
        (0, S.DUE_SOON),
        (1, S.OVERDUE),
        (14, S.OVERDUE),
        (15, S.LAPSED),
    ],
)
def test_state_on_each_edge(late: int, state: ReviewState) -> None:
    found = stand(late)
    assert found.state is state
    assert found.due == DUE
    assert found.late == max(0, late)
    assert found.left == -late


@pytest.mark.parametrize(
    ("late", "state"),
    [(-31, S.VOID), (0, S.VOID), (1, S.OVERDUE), (15, S.LAPSED)],
)
def test_a_void_review_hides_no_delay(late: int, state: ReviewState) -> None:
    assert stand(late, void=True).state is state


@pytest.mark.parametrize(
    ("last", "interval"), [(None, Interval("P12M")), (LAST, None), (None, None)]
)
def test_without_a_start_or_an_interval_nothing_is_scheduled(
    last: date | None, interval: Interval | None
) -> None:
    found = review_standing(
        last=last, interval=interval, void=False, policy=ReviewPolicy(), today=DUE
    )
    assert found == ReviewStanding(state=S.UNSCHEDULED, last=last)


@pytest.mark.parametrize(
    ("state", "due", "wanted"),
    [
        (ReviewState.UNSCHEDULED, None, True),
        (ReviewState.VOID, date(2027, 1, 1), True),
        (ReviewState.CURRENT, date(2026, 12, 1), True),
        (ReviewState.CURRENT, date(2026, 12, 2), False),
    ],
)
def test_what_is_to_be_reviewed(state: ReviewState, due: date | None, *, wanted: bool) -> None:
    standing = ReviewStanding(state=state, due=due)
    assert wants_review(standing, date(2026, 12, 1)) is wanted
