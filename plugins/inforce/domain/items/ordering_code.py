"""How the order codes of a family are built: the segments, and what each says in one code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from inforce.domain.items.product import Product, Variant
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text

_SEPARATORS = re.compile(r"[-._]")


class Segment(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of an order code: a fixed ``text``, the ``product``, or an ``attribute``'s value.

    ``codes`` gives the code of each value (of each product by its id); without it a figure or text
    stands as written, and a product as its id in capitals without separators. A range is named
    ``0..16``. ``label`` is what the segment means; an attribute has its own.
    """

    text: str | None = None
    product: bool = False
    attribute: str | None = None
    label: Text | None = None
    codes: Mapping[str, str] = {}


class Piece(Struct, frozen=True):
    """What a segment says in one order code.

    ``name`` is the value as ``codes`` names it, empty where the product states none; ``code`` is
    None where the family gives the value none.
    """

    segment: Segment
    name: str
    code: str | None
    value: Value | None = None


class BuiltCode(Struct, frozen=True):
    """An order code with its place in the product's file, and the pieces it should be built of."""

    pointer: str
    code: str
    pieces: tuple[Piece, ...]

    @property
    def built(self) -> str | None:
        """The code that the pieces give, None where one of them has none."""
        codes = [piece.code for piece in self.pieces if piece.code is not None]
        return "".join(codes) if len(codes) == len(self.pieces) else None


def built_codes(segments: tuple[Segment, ...], product: Product) -> Iterator[BuiltCode]:
    """Yield the order codes of ``product`` with what the segments make of its data.

    The own code of a product that has variants is left out: it orders none of them.
    """
    if not product.variants.items:
        if product.order_code is not None:
            pieces = _pieces(segments, product, None)
            yield BuiltCode("/order_code", product.order_code, pieces)
        return
    for index, variant in enumerate(product.variants.items):
        pointer = f"/variants/items/{index}/order_code"
        yield BuiltCode(pointer, variant.order_code, _pieces(segments, product, variant))


def proved(
    segments: tuple[Segment, ...], product: Product, seen: AbstractSet[str]
) -> tuple[BuiltCode, ...]:
    """Return the order codes of ``product`` where all of them are as built, else nothing.

    ``seen`` are the attributes that readers see: a segment of another one must not be explained.
    """
    if not segments or not attributes_of(segments) <= seen:
        return ()
    found = tuple(built_codes(segments, product))
    return found if all(one.built == one.code for one in found) else ()


def attributes_of(segments: tuple[Segment, ...]) -> frozenset[str]:
    """Return the attributes that the segments stand for."""
    return frozenset(one.attribute for one in segments if one.attribute is not None)


def written(value: Value) -> str:
    """Return the name of a value among ``codes``, empty for a text that differs by language."""
    if value.figure is not None:
        return format(value.figure, "f")
    if value.flag is not None:
        return "true" if value.flag else "false"
    if value.text is not None:
        return value.text.get("") or ""
    ends = ("" if end is None else format(end, "f") for end in (value.minimum, value.maximum))
    return "..".join(ends)


def _pieces(
    segments: tuple[Segment, ...], product: Product, variant: Variant | None
) -> tuple[Piece, ...]:
    return tuple(_piece(one, product, variant) for one in segments)


def _piece(segment: Segment, product: Product, variant: Variant | None) -> Piece:
    if segment.text is not None:
        return Piece(segment, segment.text, segment.text)
    if segment.attribute is None:
        usual = _SEPARATORS.sub("", product.id).upper()
        return Piece(segment, product.id, segment.codes.get(product.id, usual))
    own = Specs({}) if variant is None else variant.specs
    value = own.get(segment.attribute) or product.specs.get(segment.attribute)
    if value is None:
        return Piece(segment, "", None)
    name = written(value)
    plain = value.figure is not None or value.text is not None
    usual_code = name if plain and name and not segment.codes else None
    return Piece(segment, name, segment.codes.get(name, usual_code), value)
