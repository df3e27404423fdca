"""Tables that fit a page: columns measured by their text, split where they are too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import Struct, structs

from inforce.domain.text import Phrase
from inforce.domain.views.values import Cell, Column, FamilySheet, VariantTable
from inforce.renderers.typst.document import Entry, Head, Line, Table

# What leads a row, and the product it leads to.
_Lead: TypeAlias = tuple[Phrase, str]

_GAP = 3  # the space between columns, in characters
_LONGEST_WORD = 18
_SHORT = 12
_PAGE = 2  # of the column of page numbers, what others leave no room for
_FEWEST = 2  # products in a comparison
_MANY = 200
_WIDEST = 24  # a longer text takes several lines
_WIDEST_LEAD = 36
_LEAD = 0.33  # of a line, at most


def comparison_tables(sheet: FamilySheet, line: int) -> tuple[Table, ...]:
    """Return the comparison of a family; none where there are not two products to compare.

    ``line`` is how many characters a line of a table takes. Where there are many products, only
    the columns that fit one table: each block has all figures.
    """
    if len(sheet.rows) < _FEWEST:
        return ()
    leads = [(row.product.name, row.product.id) for row in sheet.rows]
    tables = _tables(leads, sheet.columns, [row.cells for row in sheet.rows], line - _PAGE)
    return tables if len(sheet.rows) <= _MANY else tables[:1]


def listing_table(
    sheet: FamilySheet, codes: Sequence[str], keys: AbstractSet[str], line: int
) -> Table:
    """Return the products of a family in compact form: one table, with the columns that fit.

    ``codes`` are what each product is ordered by, ``keys`` the columns that must not be left out
    before others, ``line`` the characters of a line.
    """
    leads = [(row.product.name, row.product.id) for row in sheet.rows]
    lead_width = _lead_width(leads, _WIDEST_LEAD)
    filled = _filled(sheet.columns, [row.cells for row in sheet.rows])
    table = _table(leads, lead_width, _fitting(filled, keys, line - lead_width))
    lines = (
        structs.replace(
            made,
            state=row.product.state,
            state_label=row.product.state_label,
            codes=ordered_by,
        )
        for made, row, ordered_by in zip(table.lines, sheet.rows, codes, strict=True)
    )
    return structs.replace(table, lines=tuple(lines))


def _fitting(filled: Sequence[_Filled], first: AbstractSet[str], room: int) -> list[_Filled]:
    """Return the columns that fit, in their order; where not all do, those ``first`` go first."""
    fit: set[str] = set()
    for column in sorted(filled, key=lambda column: column.key not in first):
        if column.head.width <= room:
            room -= column.head.width
            fit.add(column.key)
    return [column for column in filled if column.key in fit]


def variant_tables(table: VariantTable, line: int) -> tuple[Table, ...]:
    """Return the ordering table of a product, with GTINs as its last column where there are any."""
    leads = [(Phrase(row.order_code), "") for row in table.rows]
    columns = list(table.columns)
    cells = [list(row.cells) for row in table.rows]
    if table.gtins:
        columns.append(Column(key="gtin", label=Phrase("GTIN")))
        for row, variant in zip(cells, table.rows, strict=True):
            row.append(Cell(text=variant.gtin))
    return _tables(leads, columns, cells, line)


class _Filled(Struct, frozen=True):
    """A column in which any row has a value, ready to be set."""

    key: str
    head: Head
    entries: list[Entry]


def _filled(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[_Filled]:
    found = []
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        if any(cell.text for cell in cells):
            head = _head(column, cells)
            entries = _entries(cells, head, numeric=column.numeric)
            found.append(_Filled(column.key, head, entries))
    return found


def _tables(
    leads: Sequence[_Lead], columns: Sequence[Column], rows: Sequence[Sequence[Cell]], line: int
) -> tuple[Table, ...]:
    if not leads:
        return ()
    lead_width = _lead_width(leads, min(_WIDEST_LEAD, int(line * _LEAD)))
    parts = _parts(_filled(columns, rows), line - lead_width)
    return tuple(_table(leads, lead_width, part) for part in parts)


def _lead_width(leads: Sequence[_Lead], widest: int) -> int:
    return max(min(max(len(name.text) for name, _ in leads), widest) + _GAP, 12)


def _table(leads: Sequence[_Lead], lead_width: int, part: Sequence[_Filled]) -> Table:
    return Table(
        lead_width=lead_width,
        heads=tuple(column.head for column in part),
        lines=tuple(
            Line(lead=name, id=key, entries=tuple(column.entries[at] for column in part))
            for at, (name, key) in enumerate(leads)
        ),
    )


def _parts(filled: Sequence[_Filled], room: int) -> Iterator[list[_Filled]]:
    """Split columns into as few tables as fit, each about as wide as the next."""
    total = sum(column.head.width for column in filled)
    share = max(total / max(-(-total // room), 1), 1)
    part: list[_Filled] = []
    used = 0
    for column in filled:
        width = column.head.width
        if part and (used + width > room or used + width / 2 > share):
            yield part
            part, used = [], 0
        part.append(column)
        used += width
    yield part


def _head(column: Column, cells: Sequence[Cell]) -> Head:
    conditions = {cell.condition for cell in cells if cell.text}
    shared = conditions.pop() if len(conditions) == 1 else Phrase("")
    aside = max((len(condition.text) for condition in conditions), default=0)
    longest = max((len(cell.text) for cell in cells), default=0)
    words = [word for cell in cells for word in cell.text.split(" ")]
    titles = [min(len(word), 11) for word in column.label.text.split()]
    width = max(
        min(longest, _WIDEST),
        min(max((len(word) for word in words), default=0), _LONGEST_WORD),
        max(titles, default=0),
        -(-len(column.label.text) // 3),
        _aside(aside),
    )
    return Head(
        label=column.label,
        unit=column.unit,
        numeric=column.numeric,
        condition=shared,
        width=width + _GAP,
    )


def _aside(longest: int) -> int:
    """Return the width of small text below figures: on one line if it is short, else on two."""
    small = -(-longest * 3 // 4)
    return small if longest <= _SHORT else min(small // 2, _LONGEST_WORD)


def _entries(cells: Sequence[Cell], head: Head, *, numeric: bool) -> list[Entry]:
    tails = [_tail(cell) if numeric else "" for cell in cells]
    longest = max(tails, key=len, default="")
    return [
        Entry(
            text=cell.text,
            lang=cell.lang,
            pad=longest[len(tail) :] if cell.text else "",
            condition=Phrase("") if head.condition else cell.condition,
        )
        for cell, tail in zip(cells, tails, strict=True)
    ]


def _tail(cell: Cell) -> str:
    """Return the decimal sign and what follows it, as written."""
    decimals = len(cell.sort.partition(".")[2])
    return cell.text[-decimals - 1 :] if decimals and cell.text[-decimals:].isdigit() else ""
