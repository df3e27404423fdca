"""How the products of an edition stand to each other, beyond what each of them states itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256

import msgspec

from inforce.domain.editions.edition import EditionFamily, EditionProduct, Kin
from inforce.domain.items.neighbours import MOST, neighbours
from inforce.domain.items.product import Relation, RelationType
from inforce.domain.known import Known
from inforce.domain.registers.digest import plain_part

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
_KIND = b"near\0"
_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)
_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]])


def kinship(
    families: Mapping[str, EditionFamily], products: _Products, known: Known
) -> dict[str, Kin]:
    """Return what others say of each product and what is like it, of those that have either.

    Where its editors named nothing similar, that is what calls the product similar, and then its
    neighbours in the family. What has left the lists is not offered as similar, nor offered
    anything: it has its replacement.
    """
    named, answered = _named(products)
    near = _near(families, products, known)
    found = {}
    for key, product in products.items():
        told = named.get(key, ())
        back = tuple([link for link in told if link.type in _TOLD_BACK]) if told else ()
        like = () if key in answered or product.state.gone else _like(told, near, key)
        if back or like:
            found[key] = Kin(named_by=back, similar=like)
    return found


def _named(products: _Products) -> tuple[Mapping[str, Sequence[Relation]], set[str]]:
    """Return by product the relations that lead to it, each with the product that states it.

    Beside them stand the products that name something similar themselves.
    """
    found: dict[str, list[Relation]] = {}
    answered: set[str] = set()
    for key, product in products.items():
        for link in product.content.product.relations:
            if link.type is RelationType.SIMILAR:
                answered.add(key)
            if link.type is not RelationType.SIMILAR or not product.state.gone:
                back = Relation(type=link.type, product=key, quantity=link.quantity)
                found.setdefault(link.product, []).append(back)
    return found, answered


def _like(
    told: Sequence[Relation], near: Mapping[str, tuple[str, ...]], key: str
) -> tuple[str, ...]:
    mutual = [link.product for link in told if link.type is RelationType.SIMILAR]
    like = near.get(key, ())
    return tuple(dict.fromkeys((*mutual, *like)))[:MOST] if mutual else like


def _near(
    families: Mapping[str, EditionFamily], products: _Products, known: Known
) -> dict[str, tuple[str, ...]]:
    near: dict[str, tuple[str, ...]] = {}
    for family in families.values():
        its = (products[key] for key in family.products)
        members = [product for product in its if not product.state.gone]
        made = partial(_neighbours, family, members)
        near |= _DECODER.decode(known.get(_rests(family, members), made))
    return near


def _neighbours(family: EditionFamily, members: Iterable[EditionProduct]) -> bytes:
    specs = {product.id: product.content.product.specs for product in members}
    return _ENCODER.encode(neighbours(family.attributes, specs))


def _rests(family: EditionFamily, members: Iterable[EditionProduct]) -> bytes:
    """Return the digest of what decides who is near to whom in a family."""
    told = [one.origin or (one.id, one.content.product.specs) for one in members]
    return sha256(_KIND + _ENCODER.encode((family.attributes, told))).digest()
