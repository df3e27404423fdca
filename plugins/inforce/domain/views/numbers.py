"""What a product is found by without any search in texts: its numbers, ids and designations.

However a number is written, its key is the same: ``RN-40/2``, ``rn402``, ``RN 40 2``.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from inforce.domain.editions.edition import Edition, EditionProduct
from inforce.domain.prose.designations import joined, type_designation


class NumberKind(Enum):
    """What a number is to its product, the one that says most first."""

    CODE = "code"
    GTIN = "gtin"
    ID = "id"
    NAME = "name"
    FORMER = "former"


class Number(Struct, frozen=True, kw_only=True):
    """A number as it is ``written``, and the ``key`` under which all its spellings are found."""

    key: str
    written: str
    kind: NumberKind
    product: str


_RANK = {kind: rank for rank, kind in enumerate(NumberKind)}


def numbers(edition: Edition) -> tuple[Number, ...]:
    """Return the numbers of all products, by key; present ones before former ones.

    One that says the same of a product as another is left out.
    """
    found = [one for product in edition.products.values() for one in _of(product)]
    found.sort(key=lambda one: (one.key, _RANK[one.kind], one.product))
    first: dict[tuple[str, str], Number] = {}
    for one in found:
        first.setdefault((one.key, one.product), one)
    return tuple(first.values())


def _of(product: EditionProduct) -> Iterator[Number]:
    for kind, written in _written(product):
        key = joined(written)
        if key:
            yield Number(key=key, written=written, kind=kind, product=product.id)


def _written(product: EditionProduct) -> Iterator[tuple[NumberKind, str]]:
    shown = product.content.product
    yield from ((NumberKind.CODE, code) for code in shown.order_codes())
    yield from ((NumberKind.GTIN, gtin) for gtin in shown.article_numbers())
    yield NumberKind.ID, product.id
    for _, name in shown.name.items():  # noqa: PERF102 - a text is no dict
        yield NumberKind.NAME, name
        designation = type_designation(name)
        if designation:
            yield NumberKind.NAME, designation
    yield from ((NumberKind.FORMER, code) for code in product.former_codes)
    yield from ((NumberKind.FORMER, gtin) for gtin in product.former_gtins())
    yield from ((NumberKind.FORMER, former) for former in shown.former_ids)
