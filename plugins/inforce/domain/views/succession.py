"""The line of products that a product stands in: what it replaced, and what replaces it."""

from __future__ import annotations

from inforce.domain.edition import EditionProduct
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductRef

Stages = tuple[tuple[ProductRef, ...], ...]


def line(product: EditionProduct, reading: Reading) -> Stages:
    """Return the products before, this one, and those after it, oldest stage first.

    A stage holds all products of the same distance. Nothing is returned for a product that neither
    replaced another nor is replaced.
    """
    before = _before(product, reading)
    after = tuple(dict.fromkeys((*heir.via, heir.product) for heir in product.successors))
    if not before and not after:
        return ()
    length = max(map(len, after), default=0)
    later = (
        tuple(dict.fromkeys(steps[place] for steps in after if place < len(steps)))
        for place in range(length)
    )
    stages = (*reversed(before), (product.id,), *later)
    return tuple(tuple(reading.ref(key) for key in stage) for stage in stages)


def _before(product: EditionProduct, reading: Reading) -> list[tuple[str, ...]]:
    """Return what came before, nearest stage first; a circle ends where it closes."""
    known = {product.id}
    stages: list[tuple[str, ...]] = []
    stage = product.predecessors
    while stage := tuple(key for key in stage if key not in known):
        known.update(stage)
        stages.append(stage)
        found = (before for key in stage for before in reading.edition.products[key].predecessors)
        stage = tuple(dict.fromkeys(found))
    return stages
