"""Where the offering list and what customers see disagree on what can be ordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from msgspec import Struct

from inforce.domain.items.content import ProductContent
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.offering import Offered
from inforce.domain.nearest import Names
from inforce.domain.standings.standing import Standing


class Disagreement(Enum):
    """What is wrong between the list and the catalogue."""

    NOT_SHOWN = "sold, but not shown"
    NOT_ON_SALE = "sold, but not shown as on sale"
    NOT_SOLD = "shown as on sale, but not sold"


class OfferDifference(Struct, frozen=True, kw_only=True):
    """One order code on which they differ.

    ``row`` is what the list says of it, None where it is silent; ``item`` the product that shows
    it in force, ``state`` its life; ``near`` what may have been meant by an unknown code.
    """

    kind: Disagreement
    code: str
    row: Offered | None = None
    item: str | None = None
    state: LifecycleState | None = None
    near: str = ""


def offer_differences(
    rows: Iterable[Offered], where: Mapping[str, Standing]
) -> Iterator[OfferDifference]:
    """Yield the differences between the list and what is in force, for the widest audience.

    First the list's codes in its order, then the shown ones that it lacks, by product. A code that
    stands in several rows is on sale where one of them says so.
    """
    listed = _listed(rows)
    shown = dict(_shown(where))
    names = Names(shown)
    for code, row in listed.items():
        if row.on_sale and code not in shown:
            near = names.expected(code, "")
            yield OfferDifference(kind=Disagreement.NOT_SHOWN, code=code, row=row, near=near)
    for code, (item, state) in shown.items():
        told = listed.get(code)
        on_sale = told is not None and told.on_sale
        if on_sale is not state.available:
            kind = Disagreement.NOT_ON_SALE if on_sale else Disagreement.NOT_SOLD
            yield OfferDifference(kind=kind, code=code, row=told, item=item, state=state)


def _listed(rows: Iterable[Offered]) -> Mapping[str, Offered]:
    listed: dict[str, Offered] = {}
    for row in rows:
        before = listed.get(row.code)
        if before is None or (row.on_sale and not before.on_sale):
            listed[row.code] = row
    return listed


def _shown(where: Mapping[str, Standing]) -> Iterator[tuple[str, tuple[str, LifecycleState]]]:
    for key, place in where.items():
        if isinstance(place.content, ProductContent) and place.lifecycle is not None:
            for code in place.content.product.order_codes():
                yield code, (key, place.lifecycle)
