"""Notices, derived: products that leave under one number, and the changes of revisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inforce.domain.editions.edition import (
    ChangeNotice,
    EditionPage,
    EditionProduct,
    Lifted,
    Notice,
    NoticeKind,
)
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.product import Product


def notices(products: Mapping[str, EditionProduct], today: date) -> tuple[Notice, ...]:
    """Return the notices of an edition, newest first, then by number.

    A notice that was lifted keeps its number and tells of the return, and what it was.
    An end not yet announced has no notice: the edition does not hold it.
    """
    members: dict[tuple[str, NoticeKind], list[tuple[date, str]]] = {}
    for product in products.values():
        for number, kind, day in issued(product, today):
            members.setdefault((number, kind), []).append((day, product.id))
    found = [
        Notice(
            number=number,
            kind=kind,
            issued_on=min(day for day, _ in told),
            products=tuple(sorted(key for _, key in told)),
            lifted=_lifted(number, [products[key] for _, key in told])
            if kind is NoticeKind.REINSTATEMENT
            else None,
        )
        for (number, kind), told in members.items()
    ]
    return tuple(sorted(found, key=lambda notice: (-notice.issued_on.toordinal(), notice.number)))


def issued(product: EditionProduct, today: date) -> list[tuple[str, NoticeKind, date]]:
    """Return the notices that customers have of a product: number, kind, day of issue.

    What begins after ``today`` is told by the first revision in force that carries its number, and
    on a site without revisions on its own day.
    """
    told: list[tuple[str, NoticeKind, date]] = []
    for number, kind, day in announced(product.content.product):
        since = day if day <= today else _carried_since(product, number)
        if since is not None:
            told.append((number, kind, since))
    return told


def _carried_since(product: EditionProduct, number: str) -> date | None:
    carried = (
        past.effective_from
        for past in product.past
        if any(number == one for one, _, _ in announced(past.content.product))
    )
    return next(carried, product.stamp.effective_from)


def _lifted(number: str, products: Iterable[EditionProduct]) -> Lifted | None:
    """Return what the first of the revisions of ``products`` with this number said of it."""
    found = [
        (max(day, past.effective_from), kind)
        for product in products
        for past in product.past
        for one, kind, day in announced(past.content.product)
        if one == number and kind is not NoticeKind.REINSTATEMENT and day <= past.until
    ]
    if not found:
        return None
    day, kind = min(found, key=lambda one: one[0])
    return Lifted(kind, day)


def changes(items: Mapping[str, EditionProduct | EditionPage]) -> tuple[ChangeNotice, ...]:
    """Return the steps in which something visible changed, newest first, then by item."""
    found = [
        ChangeNotice(item=key, step=step)
        for key, item in items.items()
        for step in item.history
        if step.changes
    ]
    return tuple(sorted(found, key=_newest_first))


def _newest_first(notice: ChangeNotice) -> tuple[int, str, int]:
    return -notice.step.told_on.toordinal(), notice.item, -notice.step.revision


def announced(product: Product) -> list[tuple[str, NoticeKind, date]]:
    """Return the notices that a product carries: number, kind, day of issue."""
    told: list[tuple[str, NoticeKind, date]] = []
    recall = product.recall
    if recall is not None:
        told.append((recall.notice, NoticeKind.RECALL, recall.date))
    life = product.lifecycle
    if life.notice is not None:
        told += [(life.notice, kind, day) for kind, day in events(life)[:1]]
    back = life.reinstated
    if back is not None:
        numbers = (back.notice, *((back.lifts,) if back.lifts is not None else ()))
        told += [(number, NoticeKind.REINSTATEMENT, back.date) for number in numbers]
    return told


def events(life: Lifecycle) -> list[tuple[NoticeKind, date]]:
    """Return what a notice number can stand for, gravest first."""
    pulled, ending = life.withdrawn_on, life.announced_on
    days = (
        (NoticeKind.WITHDRAWAL, ending or pulled if pulled is not None else None),
        (NoticeKind.DISCONTINUANCE, ending),
        (NoticeKind.NOT_RECOMMENDED, life.not_recommended_from),
    )
    return [(kind, day) for kind, day in days if day is not None]
