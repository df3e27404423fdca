"""The revisions of a product that have been in force, as one audience saw them come and go."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.audience.circle import Circle
from inforce.domain.audience.projection import visible
from inforce.domain.editions.history import begun
from inforce.domain.items.content import ProductContent
from inforce.domain.items.product import Product
from inforce.domain.registers.register import day_of
from inforce.domain.standings.standing import Standing


class Reign(Struct, frozen=True):
    """A revision from its first day to the day before ``end``.

    ``start`` is None where no register noted the day: on a light site, and in a preview. ``end`` is
    None for what holds. ``product`` is None where the audience does not see it.
    """

    start: date | None
    end: date | None
    content: ProductContent
    product: Product | None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies within it."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def reigns(place: Standing, circle: Circle) -> tuple[Reign, ...]:
    """Return the reigns of the product at ``place``, oldest first; a page has none."""
    entries = begun(place)
    if not entries:
        content = place.content
        return (_reign(content, circle),) if isinstance(content, ProductContent) else ()
    starts = [max(entry.effective_from, day_of(entry)) for entry in entries]
    snapshots = circle.ledgers[place.id].snapshots
    kept = (snapshots.get(entry.revision) for entry in entries)
    contents = [None if snapshot is None else snapshot.content for snapshot in kept]
    return tuple(
        _reign(content, circle, start, end)
        for content, start, end in zip(contents, starts, [*starts[1:], None], strict=True)
        if isinstance(content, ProductContent)
    )


def _reign(
    content: ProductContent, circle: Circle, start: date | None = None, end: date | None = None
) -> Reign:
    product = content.product if visible(content, circle.sees) else None
    return Reign(start, end, content, product)
