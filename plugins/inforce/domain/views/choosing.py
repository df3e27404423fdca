"""A family as a table to choose from: every product on sale, and by what they can be narrowed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from inforce.domain.editions.edition import EditionFamily, EditionProduct
from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.specs import Value
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading, column
from inforce.domain.views.values import (
    ChoiceCell,
    ChoiceRow,
    ChoiceTable,
    Facet,
    FacetKind,
    FacetOption,
    ProductRef,
)

# Nobody looks through a longer list of texts; beyond it a part of the text is asked for.
_FEW_TEXTS = 24
_DIGITS = re.compile(r"(\d+)")
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_MEASURED = frozenset({AttributeType.NUMBER, AttributeType.INTEGER, AttributeType.RANGE})
_LISTED = frozenset({FacetKind.OPTIONS, FacetKind.TEXT})
_KINDS = {
    AttributeType.NUMBER: FacetKind.FIGURE,
    AttributeType.INTEGER: FacetKind.FIGURE,
    AttributeType.RANGE: FacetKind.RANGE,
    AttributeType.CHOICE: FacetKind.OPTIONS,
    AttributeType.BOOLEAN: FacetKind.OPTIONS,
}


def choice_table(family: EditionFamily, reading: Reading) -> ChoiceTable:
    """Return the products of ``family`` that are on sale, by name, with what is compared.

    The columns are its key, comparable and filterable attributes. It is narrowed by those that are
    filterable and by every figure and range, or by all of them where none is filterable.
    """
    products = reading.edition.products
    compared = {
        key: one
        for key, one in family.attributes.items()
        if one.level is Level.PRODUCT and (one.comparable or one.key or one.filterable)
    }
    rows = tuple(_row(ref, products[ref.id], compared, reading) for ref in on_sale(family, reading))
    narrowing = any(one.filterable for one in compared.values())
    found = (
        _facet(key, one, [row.cells[at] for row in rows], reading)
        for at, (key, one) in enumerate(compared.items())
        if one.filterable or one.type in _MEASURED or not narrowing
    )
    return ChoiceTable(
        columns=tuple(column(key, one, reading) for key, one in compared.items()),
        facets=tuple(facet for facet in found if facet is not None),
        rows=rows,
    )


def on_sale(family: EditionFamily, reading: Reading) -> tuple[ProductRef, ...]:
    """Return the products of ``family`` that are on sale, by name: HX 60 before HX 100."""
    products = reading.edition.products
    current = (reading.ref(key) for key in family.products if not products[key].state.gone)
    return tuple(sorted(current, key=lambda ref: (_natural(ref.name.text), ref.id)))


def _natural(name: str) -> list[str | int]:
    parts = _DIGITS.split(name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


def _row(
    ref: ProductRef, product: EditionProduct, compared: Mapping[str, Attribute], reading: Reading
) -> ChoiceRow:
    shown = product.content.product
    return ChoiceRow(
        product=ref,
        codes=tuple(shown.order_codes()),
        cells=tuple(_cell(shown.specs.get(key), one, reading) for key, one in compared.items()),
    )


def _cell(value: Value | None, attribute: Attribute, reading: Reading) -> ChoiceCell:
    cell = reading.cell(value, attribute, unit=False)
    return ChoiceCell(cell=cell, plain=_plain(value, attribute, reading))


def _plain(value: Value | None, attribute: Attribute, reading: Reading) -> str:
    """Return a value for machines: ``12.50``, ``-10..90``, ``..90``, ``yes``, the key of a choice.

    It is the same in every locale: of a text with translations it is the first one, and it is
    empty for a text that has none.
    """
    if value is None:
        return ""
    if value.figure is not None:
        return format(value.figure, "f")
    if value.is_range:
        low, high = value.minimum, value.maximum
        ends = ("" if end is None else format(end, "f") for end in (low, high))
        return "..".join(ends)
    if value.flag is not None:
        return "yes" if value.flag else "no"
    text = value.text
    if text is not None and not text.neutral:
        return text.phrase("", reading.edition.locales).text
    chosen = None if text is None else text.get("")
    return chosen if chosen is not None and chosen in attribute.choices else ""


def _facet(
    key: str, attribute: Attribute, cells: list[ChoiceCell], reading: Reading
) -> Facet | None:
    """Return the question for an attribute; None where all products give one answer or none."""
    answers = Counter(one.token for one in cells if one.cell.text)
    if len(answers) + (answers.total() < len(cells)) < 2:  # noqa: PLR2004 - two tell products apart
        return None
    kind = _KINDS.get(attribute.type)
    if kind is None:
        few = len(answers) <= _FEW_TEXTS
        kind = FacetKind.OPTIONS if few else FacetKind.TEXT
    low, high = _ends([one.plain for one in cells if one.plain])
    return Facet(
        key=key,
        label=reading.phrase(attribute.label),
        kind=kind,
        unit=reading.unit(attribute),
        converted=reading.converted_unit(attribute),
        scale=reading.scale(attribute),
        low="" if kind in _LISTED else low,
        high="" if kind in _LISTED else high,
        options=_options(answers, cells, attribute) if kind is FacetKind.OPTIONS else (),
    )


def _ends(plains: list[str]) -> tuple[str, str]:
    """Return the least and the greatest figure that any of the values reaches, as written."""
    ends = [end for plain in plains for end in plain.split("..") if _FIGURE.fullmatch(end)]
    return (min(ends, key=Decimal), max(ends, key=Decimal)) if ends else ("", "")


def _options(
    answers: Counter[str], cells: list[ChoiceCell], attribute: Attribute
) -> tuple[FacetOption, ...]:
    """Return the answers with the number of products: choices in their order, texts by name."""
    labels = {one.token: Phrase(one.cell.text, one.cell.lang) for one in cells if one.cell.text}
    order = {token: place for place, token in enumerate(("yes", "no", *attribute.choices))}
    options = [
        FacetOption(token=token, label=labels[token], count=count)
        for token, count in answers.items()
    ]
    last = len(order)
    return tuple(
        sorted(
            options,
            key=lambda one: (order.get(one.token, last), _natural(one.label.text), one.token),
        )
    )
