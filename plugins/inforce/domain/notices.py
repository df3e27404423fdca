"""Notices, derived: the products whose lifecycle carries the same notice number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inforce.domain.edition import EditionProduct, Notice, NoticeKind


def notices(products: Mapping[str, EditionProduct]) -> tuple[Notice, ...]:
    """Return the notices of an edition, newest first, then by number.

    An end not yet announced has no notice: the edition does not hold it.
    """
    members: dict[tuple[str, NoticeKind], list[tuple[date, str]]] = {}
    for product in products.values():
        for number, kind, day in _announced(product):
            members.setdefault((number, kind), []).append((day, product.id))
    found = [
        Notice(
            number=number,
            kind=kind,
            issued_on=min(day for day, _ in told),
            products=tuple(sorted(key for _, key in told)),
        )
        for (number, kind), told in members.items()
    ]
    return tuple(sorted(found, key=lambda notice: (-notice.issued_on.toordinal(), notice.number)))


def _announced(product: EditionProduct) -> list[tuple[str, NoticeKind, date]]:
    told: list[tuple[str, NoticeKind, date]] = []
    recall = product.content.product.recall
    if recall is not None:
        told.append((recall.notice, NoticeKind.RECALL, recall.date))
    life = product.content.product.lifecycle
    day = life.announced_on or life.withdrawn_on
    if life.notice is not None and day is not None:
        pulled = life.withdrawn_on is not None
        kind = NoticeKind.WITHDRAWAL if pulled else NoticeKind.DISCONTINUANCE
        told.append((life.notice, kind, day))
    return told
