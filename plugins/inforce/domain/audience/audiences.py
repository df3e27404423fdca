"""Which audience every part of an item is for, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.items.family import Family
from inforce.domain.items.product import PUBLIC, Certificate, Document, Evidence, Product
from inforce.domain.site.texts import own_attributes

Place = tuple[str, str]


def product_audiences(product: Product) -> Iterator[Place]:
    """Yield (JSON Pointer, audience) for what is not public in a product."""
    if product.audience != PUBLIC:
        yield "/audience", product.audience
    for index, variant in enumerate(product.variants.items):
        if variant.audience != PUBLIC:
            yield f"/variants/items/{index}/audience", variant.audience
    if product.documents or product.certificates or product.evidence:
        yield from _part_audiences(product)


def _part_audiences(product: Product) -> Iterator[Place]:
    lists: tuple[tuple[str, tuple[Document | Certificate | Evidence, ...]], ...] = (
        ("documents", product.documents),
        ("certificates", product.certificates),
        ("evidence", product.evidence),
    )
    for key, parts in lists:
        for index, part in enumerate(parts):
            if part.audience != PUBLIC:
                yield f"/{key}/{index}/audience", part.audience


def family_audiences(family: Family, families: Mapping[str, Family]) -> Iterator[Place]:
    """Yield (JSON Pointer, audience) for what is not public in a family's own file."""
    parent = families.get(family.parent or "")
    if family.audience not in {PUBLIC, None if parent is None else parent.audience}:
        yield "/audience", family.audience
    for key, attribute in own_attributes(family, families):
        if attribute.audience != PUBLIC:
            yield f"/attributes/{key}/audience", attribute.audience
