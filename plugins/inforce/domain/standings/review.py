"""Whether an item's information was confirmed in time."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.interval import Interval
from inforce.domain.site.policy import ReviewPolicy


class ReviewState(Enum):
    """The states of the review clock."""

    CURRENT = "current"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    VOID = "void"
    UNSCHEDULED = "unscheduled"


class ReviewStanding(Struct, frozen=True, kw_only=True):
    """Where the clock stands: ``last`` confirmation, ``due`` day, ``late`` in days (0 in time)."""

    state: ReviewState
    last: date | None = None
    due: date | None = None
    late: int = 0
    left: int | None = None

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to confirm: the clock stands still, and none is missing."""
        return self.state is ReviewState.CURRENT and self.due is None


def review_standing(
    *, last: date | None, interval: Interval | None, void: bool, policy: ReviewPolicy, today: date
) -> ReviewStanding:
    """Return the review state on ``today``.

    ``last`` is the last valid review or the approval's effective date; the due day itself is in
    time (design page 3). ``void`` says that the newest review was made on another digest: the
    clock then runs from the approval, and an item that is still in time shows as void.
    """
    if last is None or interval is None:
        return ReviewStanding(state=ReviewState.UNSCHEDULED, last=last)
    due = interval.after(last)
    left = (due - today).days
    late = max(0, -left)
    state = _clock(left, policy)
    if void and state in {ReviewState.CURRENT, ReviewState.DUE_SOON}:
        state = ReviewState.VOID
    return ReviewStanding(state=state, last=last, due=due, late=late, left=left)


def wants_review(review: ReviewStanding, until: date) -> bool:
    """Whether it falls due on or before ``until``, is void, or cannot be told."""
    if review.due is None or review.state is ReviewState.VOID:
        return not review.ended
    return review.due <= until


def _clock(left: int, policy: ReviewPolicy) -> ReviewState:
    if left > policy.due_soon:
        return ReviewState.CURRENT
    if left >= 0:
        return ReviewState.DUE_SOON
    return ReviewState.OVERDUE if -left <= policy.grace else ReviewState.LAPSED
