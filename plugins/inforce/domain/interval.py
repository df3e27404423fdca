"""Calendar intervals such as P12M, as ISO 8601 writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import final

_FORM = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,3})W)?(?:(\d{1,5})D)?")
_IN_EVERY_MONTH = 28


@final
class Interval:
    """A length of time in whole months and days, written ``PnYnMnWnD`` (ISO 8601-1, 5.5.2.2)."""

    __slots__ = ("days", "months", "written")

    def __init__(self, written: str) -> None:
        """Read ``written``; raise ValueError when it is not a duration of whole days."""
        match = _FORM.fullmatch(written)
        if match is None:
            message = f"{written!r} is not an ISO 8601 duration such as P12M or P90D"
            raise ValueError(message)
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        self.written = written
        self.months = 12 * years + months
        self.days = 7 * weeks + days

    def after(self, start: date) -> date:
        """Return the day this long after ``start``; a day past the month's end becomes its last.

        A result beyond the calendar is the calendar's last day.
        """
        index = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(index, 12)
        if year > date.max.year:
            return date.max
        moved = _day(year, month + 1, start.day)
        if self.days > (date.max - moved).days:
            return date.max
        return moved + timedelta(days=self.days)

    def before(self, end: date) -> date:
        """Return the day this long before ``end``; a day past the month's end becomes its last.

        A result before the calendar is the calendar's first day.
        """
        index = end.year * 12 + end.month - 1 - self.months
        year, month = divmod(index, 12)
        if year < date.min.year:
            return date.min
        moved = _day(year, month + 1, end.day)
        if self.days > (moved - date.min).days:
            return date.min
        return moved - timedelta(days=self.days)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Interval) and (self.months, self.days) == (
            other.months,
            other.days,
        )

    def __hash__(self) -> int:
        return hash((self.months, self.days))

    def __repr__(self) -> str:
        return f"Interval({self.written!r})"


def _day(year: int, month: int, day: int) -> date:
    """Return that day, or the last one of the month where it has fewer."""
    return date(
        year, month, day if day <= _IN_EVERY_MONTH else min(day, monthrange(year, month)[1])
    )
