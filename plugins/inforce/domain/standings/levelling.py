"""Review days that spread the load: pulled forward where a week is too full, never put off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from inforce.domain.items.lifecycle import day_after
from inforce.domain.standings.forecast import week

_SATURDAY = 5
_FAR = timedelta(days=3660)


class Due(Struct, frozen=True, kw_only=True):
    """A review that is due."""

    id: str
    owner: str | None
    due: date


class Proposal(Struct, frozen=True, kw_only=True):
    """The day proposed for a review; ``latest`` is the last working day on which it is in time."""

    id: str
    owner: str | None
    due: date
    latest: date
    day: date


class Levelled(Struct, frozen=True, kw_only=True):
    """The proposals by day, and how many reviews a week each owner needs to hold for that."""

    proposals: tuple[Proposal, ...]
    capacity: Mapping[str | None, int]


def levelled(
    dues: Iterable[Due],
    today: date,
    *,
    most: int | None = None,
    holidays: frozenset[date] = frozenset(),
) -> Levelled:
    """Return a day for each review so that no owner has more than ``most`` in a week.

    Where that cannot be held, or ``most`` is None, the least number that can be held is taken; it
    is never more than the fullest week has without levelling. A day is a working day from today on
    and not later than the due day. Only what is late, or has no working day left, is for today,
    beside that number, and what it fills of this week is not filled twice. As little as possible is
    pulled forward, and what is due first comes first.
    What is due in more than ten years stays where it is.
    """
    by_owner: defaultdict[str | None, list[Due]] = defaultdict(list)
    for due in sorted(set(dues), key=lambda due: (due.due, due.id)):
        by_owner[due.owner].append(due)
    capacity: dict[str | None, int] = {}
    proposals: list[Proposal] = []
    for owner, own in sorted(by_owner.items(), key=lambda pair: pair[0] or ""):
        calendar = _Calendar(own, today, holidays)
        capacity[owner] = max(calendar.least(), most or 0)
        proposals += calendar.proposals(capacity[owner])
    proposals.sort(key=lambda proposal: (proposal.day, proposal.due, proposal.id))
    return Levelled(proposals=tuple(proposals), capacity=capacity)


class _Calendar:
    """One owner's reviews, by the week of the last day on which each is in time."""

    def __init__(self, dues: Sequence[Due], today: date, holidays: frozenset[date]) -> None:
        self._today = today
        self._holidays = holidays
        self._fixed: list[Proposal] = []
        self._latest: dict[Due, date] = {}
        self._weeks: defaultdict[date, list[Due]] = defaultdict(list)
        for due in dues:
            latest = self._last_working_day(due.due)
            if latest is None:
                self._fixed.append(_proposal(due, today, today))
            elif due.due - today > _FAR:
                self._fixed.append(_proposal(due, latest, latest))
            else:
                self._latest[due] = latest
                self._weeks[week(latest)].append(due)
        self._days = self._working_weeks(max(self._weeks, default=week(today)))

    def least(self) -> int:
        """Return the least number a week with which every review is in time.

        The first week holds what is due in it, and of what is pulled forward only as much as the
        number leaves beside that and beside what is late.
        """
        first, *later = self._days or [week(self._today)]
        due = most = len(self._weeks.get(first, ()))
        held = due + sum(week(proposal.day) == first for proposal in self._fixed)
        total = 0
        for number, monday in enumerate(later, start=1):
            total += len(self._weeks.get(monday, ()))
            without = -(-total // number)
            beside = max(held, -(-(held + total) // (number + 1)))
            most = max(most, min(without, beside))
        return most

    def proposals(self, capacity: int) -> list[Proposal]:
        """Return a day for each review; ``capacity`` is not less than ``least``."""
        made = list(self._fixed)
        waiting: list[Due] = []
        for monday in reversed(self._days):
            waiting = [*waiting, *self._weeks.get(monday, ())]
            waiting.sort(key=lambda due: (due.due, due.id))
            cut = max(0, len(waiting) - capacity)
            waiting, kept = waiting[:cut], waiting[cut:]
            made += self._spread(kept, self._days[monday])
        return made

    def _spread(self, dues: Sequence[Due], days: Sequence[date]) -> list[Proposal]:
        """Return the reviews of one week, spread over its days from the last one back."""
        spread = []
        for later, due in enumerate(reversed(dues)):
            day = days[len(days) - 1 - later * len(days) // len(dues)]
            latest = self._latest[due]
            spread.append(_proposal(due, min(day, latest), latest))
        return spread

    def _working_weeks(self, last: date) -> dict[date, list[date]]:
        """Return the working days from today to the week that begins on ``last``, by week."""
        weeks: dict[date, list[date]] = {}
        day: date | None = self._today
        while day is not None and week(day) <= last:
            if self._works(day):
                weeks.setdefault(week(day), []).append(day)
            day = day_after(day)
        return weeks

    def _last_working_day(self, due: date) -> date | None:
        for left in range((due - self._today).days, -1, -1):
            day = self._today + timedelta(days=left)
            if self._works(day):
                return day
        return None

    def _works(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self._holidays


def _proposal(due: Due, day: date, latest: date) -> Proposal:
    return Proposal(id=due.id, owner=due.owner, due=due.due, latest=latest, day=day)
