"""Reviews as a calendar (RFC 5545): one all-day event an item, which moves when its day does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from inforce.domain.items.lifecycle import day_after
from inforce.domain.standings.status import StatusRow

_WEEK_BEFORE = timedelta(days=-7)
_MORNING = timedelta(hours=9)
_EVERY_DAY = timedelta(days=1)


def calendar(rows: Iterable[StatusRow], *, site: str, authority: str) -> str:
    """Return the due days of ``rows`` as a calendar to import or to subscribe to.

    ``authority`` makes the identifiers unique. Each event keeps its identifier from one review to
    the next, so that a new calendar moves it; its time stamp is the day of the last confirmation,
    so that the same register gives the same bytes. It reminds a week before and on the morning.
    """
    made = Calendar()
    made.add("prodid", "-//inforce//Review dates//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{site}: reviews")
    made.add("refresh-interval", _EVERY_DAY, parameters={"VALUE": "DURATION"})
    for row in rows:
        if row.review.due is not None:
            made.add_component(_event(row, row.review.due, authority))
    return str(made.to_ical(), "utf-8")


def _event(row: StatusRow, due: date, authority: str) -> Event:
    event = Event()
    event.add("uid", f"review-{row.id}@{authority}")
    event.add("dtstamp", datetime.combine(row.review.last or due, time(), UTC))
    event.add("dtstart", due)
    event.add("dtend", day_after(due) or due)
    event.add("summary", f"Review {row.id}: {row.title}")
    event.add("description", f"Owner: {row.owner}\nWhat to look at: inforce review {row.id}")
    event.add("categories", [row.owner or "no owner"])
    event.add("transp", "TRANSPARENT")
    for trigger in (_WEEK_BEFORE, _MORNING):
        event.add_component(_alarm(row, trigger))
    return event


def _alarm(row: StatusRow, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Review {row.id}")
    alarm.add("trigger", trigger)
    return alarm
