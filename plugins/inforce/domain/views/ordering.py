"""The key to order codes: an example taken apart, with what each segment means and can be.

It is shown only where it is proved: every order code shown is as the segments build it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from inforce.domain.editions.edition import EditionFamily, EditionProduct
from inforce.domain.items.family import Attribute
from inforce.domain.items.ordering_code import BuiltCode, Piece, Segment, proved
from inforce.domain.items.specs import Value
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import CodeValue, KeyPart, OrderingKey

# So many values of a segment are listed; further ones are counted.
_MOST = 24


def product_key(product: EditionProduct, reading: Reading) -> OrderingKey | None:
    """Return the key to the order codes of one product, with the values that it is made in.

    None where the family declares none, the codes are built otherwise, or the audience may not
    see an attribute that is part of them.
    """
    family = reading.edition.families.get(product.content.family.id)
    if family is None:
        return None
    return _key(family.ordering_code, (product,), product.content.family.attributes, reading)


def family_key(family: EditionFamily, reading: Reading) -> OrderingKey | None:
    """Return the key to the order codes of all products of ``family`` on sale, else None."""
    members = (reading.edition.products[key] for key in family.products)
    current = [member for member in members if not member.state.gone]
    return _key(family.ordering_code, current, family.attributes, reading)


def _key(
    segments: tuple[Segment, ...],
    members: Iterable[EditionProduct],
    attributes: Mapping[str, Attribute],
    reading: Reading,
) -> OrderingKey | None:
    built: list[BuiltCode] = []
    for member in members:
        content = member.content
        codes = proved(segments, content.product, content.family.attributes.keys())
        if not codes:
            return None
        built.extend(codes)
    if not built:
        return None
    example = max(built, key=lambda one: sum(bool(piece.code) for piece in one.pieces))
    parts = (_part(place, example, built, attributes, reading) for place in range(len(segments)))
    return OrderingKey(
        example=example.code,
        lead=reading.say("ordering.example", code=example.code),
        parts=tuple(parts),
    )


def _part(
    place: int,
    example: BuiltCode,
    built: Iterable[BuiltCode],
    attributes: Mapping[str, Attribute],
    reading: Reading,
) -> KeyPart:
    piece = example.pieces[place]
    segment = piece.segment
    attribute = attributes.get(segment.attribute or "")
    found = {one.pieces[place].name: one.pieces[place] for one in built}
    fixed = segment.text is not None
    values = () if fixed else _values(tuple(found.values()), attribute, reading)
    more = len(values) - _MOST
    return KeyPart(
        code=piece.code or "",
        label=_label(segment, attribute, reading),
        values=values[:_MOST],
        more=reading.say("change.more", count=str(more)) if more > 0 else "",
    )


def _label(segment: Segment, attribute: Attribute | None, reading: Reading) -> Phrase:
    if segment.label is not None or segment.text is not None:
        return reading.phrase(segment.label)
    if attribute is not None:
        return reading.phrase(attribute.label)
    return Phrase(reading.say("ordering.product"))


def _values(
    pieces: tuple[Piece, ...], attribute: Attribute | None, reading: Reading
) -> tuple[CodeValue, ...]:
    if attribute is None:
        return tuple(
            CodeValue(code=piece.code or "", text=reading.ref(piece.name).name) for piece in pieces
        )
    order = {choice: at for at, choice in enumerate(attribute.choices)}
    ranked = sorted(pieces, key=lambda piece: (order.get(piece.name, 0), _rank(piece.value)))
    return tuple(_value(piece, attribute, reading) for piece in ranked)


def _value(piece: Piece, attribute: Attribute, reading: Reading) -> CodeValue:
    cell = reading.cell(piece.value, attribute)
    return CodeValue(code=piece.code or "", text=Phrase(cell.text, cell.lang))


def _rank(value: Value | None) -> tuple[Decimal, Decimal]:
    """Return what figures and ranges are sorted by: ranges from zero by their upper end."""
    nothing = Decimal(0)
    if value is None or value.figure is not None:
        return (nothing, nothing if value is None or value.figure is None else value.figure)
    return (-(value.minimum or nothing), value.maximum or nothing)
