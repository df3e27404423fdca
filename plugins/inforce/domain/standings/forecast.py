"""How many reviews fall to each owner, week by week or month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from inforce.domain.standings.status import StatusRow

_WEEKS = timedelta(weeks=16)


class Load(Struct, frozen=True, kw_only=True):
    """The items that fall to one owner in the period that begins on ``start``."""

    owner: str | None
    period: str
    start: date
    items: tuple[str, ...]


def forecast(rows: Iterable[StatusRow], today: date, until: date) -> tuple[Load, ...]:
    """Return what falls due from ``today`` until ``until``, by owner, then by period.

    What is late already falls to the first period. Periods are weeks (ISO 8601) where the time is
    16 weeks or less, else months; those in which nothing falls due are told too, up to the last.
    """
    weekly = until - today <= _WEEKS
    due: defaultdict[str | None, defaultdict[date, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        if row.review.due is not None and row.review.due <= until:
            day = max(row.review.due, today)
            due[row.owner][_start(day, weekly=weekly)].append(row.id)
    first = _start(today, weekly=weekly)
    last = max((start for starts in due.values() for start in starts), default=first)
    return tuple(
        Load(
            owner=owner,
            period=period(start, weekly=weekly),
            start=start,
            items=tuple(due[owner].get(start, ())),
        )
        for owner in sorted(due, key=lambda name: name or "")
        for start in _starts(first, last, weekly=weekly)
    )


def week(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def period(start: date, *, weekly: bool = True) -> str:
    """Return what a period is called: ``2026-W48`` or ``2026-11``."""
    if not weekly:
        return f"{start:%Y-%m}"
    year, number, _ = start.isocalendar()
    return f"{year}-W{number:02}"


def _start(day: date, *, weekly: bool) -> date:
    return week(day) if weekly else day.replace(day=1)


def _starts(first: date, last: date, *, weekly: bool) -> Iterator[date]:
    start = first
    while start < last:
        yield start
        start = _start(start + timedelta(days=7 if weekly else 31), weekly=weekly)
    yield last
