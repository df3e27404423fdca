"""Tables that fit a page: columns measured by their text, split where they are too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import structs

from inforce.domain.text import Phrase
from inforce.domain.views.values import Cell, Column, FamilySheet, VariantTable
from inforce.renderers.typst.document import Entry, Head, Line, Table

_GAP = 3  # the space between columns, in characters
_LONGEST_WORD = 18
_SHORT = 12
_PAGE = 2  # of the column of page numbers, what others leave no room for
_FEWEST = 2  # products in a comparison
_MANY = 200
_UNBOUNDED = 10**6
_WIDEST = 24  # a longer text takes several lines
_WIDEST_LEAD = 36
_LEAD = 0.33  # of a line, at most


def comparison_tables(sheet: FamilySheet, line: int) -> tuple[Table, ...]:
    """Return the comparison of a family; none where there are not two products to compare.

    ``line`` is how many characters a line of a table takes.

    Where there are many, only the columns that fit one table: each block has all figures.
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
    rows = [row.cells for row in sheet.rows]
    (whole,) = _tables(leads, sheet.columns, rows, _UNBOUNDED)
    fit = _fitting(whole, [column.key in keys for column in _kept(sheet)], line)
    return structs.replace(
        whole,
        heads=tuple(whole.heads[at] for at in fit),
        lines=tuple(
            structs.replace(
                made,
                entries=tuple(made.entries[at] for at in fit),
                state=row.product.state,
                state_label=row.product.state_label,
                codes=ordered_by,
            )
            for made, row, ordered_by in zip(whole.lines, sheet.rows, codes, strict=True)
        ),
    )


def _kept(sheet: FamilySheet) -> list[Column]:
    """Return the columns in which any product has a value."""
    return [
        column
        for at, column in enumerate(sheet.columns)
        if any(row.cells[at].text for row in sheet.rows)
    ]


def _fitting(table: Table, first: Sequence[bool], line: int) -> list[int]:
    """Return the positions of the columns that fit, in their order; those ``first`` go first."""
    room = line - table.lead_width
    fit = []
    for at in sorted(range(len(table.heads)), key=lambda at: not first[at]):
        if table.heads[at].width <= room:
            room -= table.heads[at].width
            fit.append(at)
    return sorted(fit)


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


def _tables(
    leads: Sequence[tuple[Phrase, str]],
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    line: int,
) -> tuple[Table, ...]:
    if not leads:
        return ()
    widest = min(_WIDEST_LEAD, int(line * _LEAD))
    lead_width = min(max(len(name.text) for name, _ in leads), widest) + _GAP
    lead_width = max(lead_width, 12)
    kept = [index for index in range(len(columns)) if any(row[index].text for row in rows)]
    heads = {index: _head(columns[index], [row[index] for row in rows]) for index in kept}
    bodies = {
        index: _entries([row[index] for row in rows], heads[index], numeric=columns[index].numeric)
        for index in kept
    }
    return tuple(
        Table(
            lead_width=lead_width,
            heads=tuple(heads[index] for index in part),
            lines=tuple(
                Line(lead=name, id=key, entries=tuple(bodies[index][at] for index in part))
                for at, (name, key) in enumerate(leads)
            ),
        )
        for part in _parts(kept, heads, line - lead_width)
    )


def _parts(kept: list[int], heads: dict[int, Head], room: int) -> Iterator[list[int]]:
    """Split columns into as few tables as fit, each about as wide as the next."""
    total = sum(heads[index].width for index in kept)
    share = max(total / max(-(-total // room), 1), 1)
    part: list[int] = []
    used = 0
    for index in kept:
        width = heads[index].width
        if part and (used + width > room or used + width / 2 > share):
            yield part
            part, used = [], 0
        part.append(index)
        used += width
    yield part


def _head(column: Column, cells: list[Cell]) -> Head:
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


def _entries(cells: list[Cell], head: Head, *, numeric: bool) -> list[Entry]:
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
