"""How the products of an edition stand to each other, beyond what each of them states itself."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain.edition import EditionFamily, EditionProduct, Kin
from inforce.domain.neighbours import MOST, neighbours
from inforce.domain.product import Relation, RelationType

# What one product is to another is worth telling there too; a step up, read backwards, is not.
_TOLD_BACK = frozenset(
    {
        RelationType.ACCESSORY,
        RelationType.SPAREPART,
        RelationType.CONSISTS_OF,
        RelationType.MANDATORY,
    }
)
_Products = Mapping[str, EditionProduct]


def kinship(families: Mapping[str, EditionFamily], products: _Products) -> dict[str, Kin]:
    """Return what others say of each product and what is like it, of those that have either.

    Where its editors named nothing similar, that is what calls the product similar, and then its
    neighbours in the family. What has left the lists is not offered as similar, nor offered
    anything: it has its replacement.
    """
    named = _named(products)
    near = _near(families, products)
    found = {}
    for key, product in products.items():
        told = named.get(key, ())
        kin = Kin(
            named_by=tuple(link for link in told if link.type in _TOLD_BACK),
            similar=() if product.state.gone or _answered(product) else _like(told, near, key),
        )
        if kin.named_by or kin.similar:
            found[key] = kin
    return found


def _named(products: _Products) -> dict[str, tuple[Relation, ...]]:
    """Return by product the relations that lead to it, each with the product that states it."""
    found: dict[str, list[Relation]] = {}
    for key, product in products.items():
        for link in product.content.product.relations:
            if link.type is not RelationType.SIMILAR or not product.state.gone:
                back = Relation(type=link.type, product=key, quantity=link.quantity)
                found.setdefault(link.product, []).append(back)
    return {key: tuple(links) for key, links in found.items()}


def _answered(product: EditionProduct) -> bool:
    relations = product.content.product.relations
    return any(link.type is RelationType.SIMILAR for link in relations)


def _like(
    told: tuple[Relation, ...], near: Mapping[str, tuple[str, ...]], key: str
) -> tuple[str, ...]:
    mutual = (link.product for link in told if link.type is RelationType.SIMILAR)
    return tuple(dict.fromkeys((*mutual, *near.get(key, ()))))[:MOST]


def _near(families: Mapping[str, EditionFamily], products: _Products) -> dict[str, tuple[str, ...]]:
    near: dict[str, tuple[str, ...]] = {}
    for family in families.values():
        members = {
            key: products[key].content.product.specs
            for key in family.products
            if not products[key].state.gone
        }
        near |= neighbours(family.attributes, members)
    return near
