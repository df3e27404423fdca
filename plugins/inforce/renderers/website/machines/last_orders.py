"""The days on which products end, as a calendar (RFC 5545) to subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.items.lifecycle import LifecycleState, day_after
from inforce.domain.views.banner import heirs
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.entries import authority
from inforce.renderers.website.machines.places import Places

if TYPE_CHECKING:
    from icalendar import Event

_KINDS = ("last_order", "last_delivery", "support_until")
# What was pulled at once has no last orders.
_PULLED = frozenset({LifecycleState.RECALLED, LifecycleState.WITHDRAWN})
_DAY = timedelta(days=1)
# Days that passed stay for a while, so that nobody's calendar loses them overnight.
_KEPT = timedelta(days=365)


def last_orders(reading: Reading, origin: str = "") -> bytes:
    """Return last order, last delivery and end of support of products that are being discontinued.

    Each is an event of its own, for the whole day, in the order of days. It keeps its identifier
    when a new revision moves it. Its time stamp is the day of the revision, so that the same
    edition gives the same bytes.
    """
    from icalendar import Calendar

    brand = reading.phrase(reading.edition.brand.name).text
    made = Calendar()
    made.add("prodid", "-//inforce//Last orders//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{reading.say('calendar.title')} · {brand}")
    made.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    for day, kind, product in sorted(_days(reading), key=lambda one: (one[0], one[1], one[2].id)):
        made.add_component(_event(day, kind, product, reading, origin))
    return bytes(made.to_ical())


def _days(reading: Reading) -> Iterator[tuple[date, str, EditionProduct]]:
    for product in reading.edition.products.values():
        life = product.content.product.lifecycle
        if life.announced_on is not None and product.state not in _PULLED:
            for kind in _KINDS:
                day = getattr(life, kind)
                if isinstance(day, date) and reading.edition.as_of - day <= _KEPT:
                    yield day, kind, product


def _event(day: date, kind: str, product: EditionProduct, reading: Reading, origin: str) -> Event:
    from icalendar import Event

    shown, stamp = product.content.product, product.stamp
    label = reading.say(f"date.{kind}")
    event = Event()
    place = f"{reading.edition.audience}.{reading.locale}.{authority(origin)}"
    event.add("uid", f"{kind}-{product.id}@{place}")
    event.add("dtstamp", datetime.combine(stamp.effective_from or day, time(), UTC))
    event.add("sequence", stamp.revision or 0)
    event.add("dtstart", day)
    event.add("dtend", day_after(day) or day)
    event.add("summary", f"{label}: {reading.phrase(shown.name).text}")
    event.add("description", "\n".join(_told(product, reading)))
    event.add("categories", [label])
    event.add("transp", "TRANSPARENT")
    url = Places(reading, origin).page(address.product(product.id))
    if url:
        event.add("url", url)
    return event


def _told(product: EditionProduct, reading: Reading) -> Iterator[str]:
    shown = product.content.product
    codes = ", ".join(shown.order_codes())
    if codes:
        yield f"{reading.say('site.part_numbers')}: {codes}"
    for heir in heirs(product, reading):
        yield f"{reading.say('site.replaced_by')}: {heir.product.name.text}. {heir.fit}"
    if shown.lifecycle.notice:
        yield f"{reading.say('site.notice')}: {shown.lifecycle.notice}"
