"""The line of products that a product stands in: what it replaced, and what replaces it."""

from __future__ import annotations

from collections.abc import Callable

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductRef

Stages = tuple[tuple[ProductRef, ...], ...]


def line(product: EditionProduct, reading: Reading) -> Stages:
    """Return the products before, this one, and those after it, oldest stage first.

    A stage holds all products of the same distance. Nothing is returned for a product that neither
    replaced another nor is replaced.
    """
    before = _stages(product, lambda one: one.predecessors, reading)
    after = _stages(product, _heirs, reading)
    if not before and not after:
        return ()
    stages = (*reversed(before), (product.id,), *after)
    return tuple(tuple(reading.ref(key) for key in stage) for stage in stages)


def _heirs(product: EditionProduct) -> tuple[str, ...]:
    return tuple(heir.product for heir in product.content.product.lifecycle.replaced_by)


def _stages(
    product: EditionProduct, step: Callable[[EditionProduct], tuple[str, ...]], reading: Reading
) -> list[tuple[str, ...]]:
    """Return what is reached step by step, nearest stage first; a circle ends where it closes."""
    known = {product.id}
    stages: list[tuple[str, ...]] = []
    stage = step(product)
    while stage := tuple(dict.fromkeys(key for key in stage if key not in known)):
        known.update(stage)
        stages.append(stage)
        products = (reading.edition.products[key] for key in stage)
        stage = tuple(key for one in products for key in step(one))
    return stages
