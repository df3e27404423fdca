"""Reviews as an Atom feed (RFC 4287): an entry rises again when its clock enters a new state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from inforce.domain.interval import Interval
from inforce.domain.site.policy import ReviewPolicy
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.status import StatusRow
from inforce.renderers.xml_text import writable

_ATOM = "http://www.w3.org/2005/Atom"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def feed(
    rows: Iterable[StatusRow],
    *,
    site: str,
    authority: str,
    owner: str | None,
    policy: ReviewPolicy,
    as_of: date,
) -> str:
    """Return ``rows`` as a feed of what is to be reviewed, the newest state first.

    ``authority`` makes the identifiers (RFC 4151) unique. An entry was updated on the day its clock
    came into the state it is in: that is told by the data, so that the same day gives the same
    bytes.
    """
    dated = sorted(
        ((_since(row, policy), row) for row in rows if not row.review.ended), key=_newest
    )
    whose = f" ({owner})" if owner else ""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", _tag(authority, f"reviews/{owner or 'all'}"))
    _add(root, "title", f"{site}: reviews{whose}")
    _add(root, "updated", _instant(max((day for day, _ in dated), default=as_of)))
    author = ET.SubElement(root, "author")
    _add(author, "name", site)
    _add(root, "generator", "inforce")
    for day, row in dated:
        _entry(root, row, day, authority)
    ET.indent(root)
    return _HEAD + writable(ET.tostring(root, encoding="unicode")) + "\n"


def _entry(root: ET.Element, row: StatusRow, since: date, authority: str) -> None:
    entry = ET.SubElement(root, "entry")
    due = row.review.due
    when = "never scheduled" if due is None else f"due {due}"
    state = row.review.state.value.replace("_", " ")
    _add(entry, "id", _tag(authority, f"review/{row.id}/{row.review.last or 'never'}"))
    _add(entry, "title", f"{row.id}: {row.title} ({when})")
    _add(entry, "updated", _instant(since))
    ET.SubElement(entry, "category", term=row.owner or "no-owner")
    words = f"Review {state}, {when}. Owner: {row.owner or 'nobody'}. "
    _add(entry, "content", f"{words}What to look at: inforce review {row.id}").set("type", "text")


def _newest(pair: tuple[date, StatusRow]) -> tuple[int, str]:
    day, row = pair
    return -day.toordinal(), row.id


def _since(row: StatusRow, policy: ReviewPolicy) -> date:
    """Return the day on which the review clock came into the state it is in."""
    due = row.review.due
    match row.review.state:
        case ReviewState.DUE_SOON if due is not None:
            return Interval(f"P{policy.due_soon}D").before(due)
        case ReviewState.OVERDUE if due is not None:
            return due + timedelta(days=1)
        case ReviewState.LAPSED if due is not None:
            return due + timedelta(days=policy.grace + 1)
        case _:
            return row.review.last or date(1970, 1, 1)


def _tag(authority: str, name: str) -> str:
    return f"tag:{authority},2020:{name}"


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element
