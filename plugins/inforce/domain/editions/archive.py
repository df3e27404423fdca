"""The past of items as one audience may read it: what each revision changed, and what it said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import final

from msgspec import Struct

from inforce.domain.audience.circle import Circle
from inforce.domain.audience.disclosure import Reserve, Sign, kept_back, reserve
from inforce.domain.audience.projection import project, told_to, visible
from inforce.domain.editions.edition import PastRevision, Step
from inforce.domain.editions.history import begun, first_step, former_codes, past, steps
from inforce.domain.items.content import Content, ProductContent
from inforce.domain.registers.register import Approved, Ledger
from inforce.domain.standings.standing import Standing


class Before(Struct, frozen=True, kw_only=True):
    """What an audience may read of a product's past.

    ``steps`` and ``past`` are its revisions, oldest first, the steps with the one in force;
    ``codes`` are its order codes that are no more.
    """

    steps: tuple[Step, ...] = ()
    past: tuple[PastRevision, ...] = ()
    codes: tuple[str, ...] = ()


_NOTHING = Before()


@final
class Archive:
    """Tells the past of products; almost all items of most sites have none."""

    def __init__(
        self, standing: Mapping[str, Standing], ids: frozenset[str], circle: Circle
    ) -> None:
        """Read from the ledgers of ``circle``; its audience sees the products ``ids``."""
        self._standing = standing
        self._ids = ids
        self._circle = circle
        self._kept_back: Mapping[str, set[Sign]] | None = None

    def of(self, place: Standing, whole: ProductContent, current: ProductContent) -> Before:
        """Return the past of a product.

        ``whole`` is what is in force of it, ``current`` what the audience sees of that.
        """
        circle = self._circle
        ledger = circle.ledgers.get(place.id)
        older = current.product.former_order_codes()
        entries = () if ledger is None else begun(place)
        if ledger is None or not entries:
            return Before(codes=tuple(dict.fromkeys(older))) if older else _NOTHING
        if len(entries) == 1:
            first = first_step(entries[0], whole, circle.today)
            return Before(steps=(first,), codes=tuple(dict.fromkeys(older)))
        kept = self._reserve(entries, ledger, whole)

        def sight_on(content: Content, day: date) -> ProductContent | None:
            if not isinstance(content, ProductContent) or not visible(content, circle.sees):
                return None
            return told_to(kept.over(content), circle.sees, day, self._ids)

        def sight(content: Content) -> ProductContent | None:
            return sight_on(content, circle.today)

        codes = former_codes(entries, ledger, sight, whole.product)
        return Before(
            steps=steps(entries, ledger, sight, circle.today),
            past=past(entries, ledger, sight_on, current),
            codes=tuple(dict.fromkeys((*codes, *older))),
        )

    def _reserve(
        self, entries: tuple[Approved, ...], ledger: Ledger, whole: ProductContent
    ) -> Reserve:
        snapshots = (ledger.snapshots.get(entry.revision) for entry in entries)
        contents = (one.content for one in snapshots if one is not None)
        revisions = tuple(one for one in contents if isinstance(one, ProductContent))
        families = {content.family.id for content in revisions}
        elsewhere = {sign for key in families for sign in self._elsewhere().get(key, ())}
        return reserve(revisions, whole, elsewhere, self._circle.sees)

    def _elsewhere(self) -> Mapping[str, set[Sign]]:
        """Return what products in force keep back, by family; looked up once, if at all."""
        if self._kept_back is None:
            contents = (place.content for place in self._standing.values())
            products = (one for one in contents if isinstance(one, ProductContent))
            self._kept_back = kept_back(products, self._circle.sees)
        return self._kept_back


def page_history(place: Standing, circle: Circle) -> tuple[Step, ...]:
    """Return the steps of a controlled page."""

    def sight(content: Content) -> Content | None:
        return project(content, circle.sees) if visible(content, circle.sees) else None

    ledger = circle.ledgers.get(place.id)
    entries = begun(place)
    return () if ledger is None or not entries else steps(entries, ledger, sight, circle.today)
