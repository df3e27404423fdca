"""Tables as one XLSX workbook; the only module that knows XlsxWriter (``inforce[xlsx]``).

Each table is a sheet with three rows of heads: keys and units as in CSV, then what the columns are
called. The library writes the format alone; the same tables give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, final

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.track import Track, silently
from inforce.exchange.table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Limits of the format (ECMA-376, and Excel's specifications).
_ROWS = 1_048_576
_CHARACTERS = 32_767
_NAME = 31
_PRECISION = 15
_FIRST_YEAR = 1900
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = "history"
# Heads: keys, units, names.
_HEADS = 3
# Id and name stay in view.
_STILL = 2
_NARROW, _WIDE = 8, 44
_INK, _PAPER = "#5F6B73", "#EEF1F3"


class Colophon(Struct, frozen=True, kw_only=True):
    """What a workbook says of itself: what it is, of which day, for whom."""

    title: str
    subject: str
    day: date


def require_library() -> None:
    """Raise InforceError where XlsxWriter is not installed; it is not loaded."""
    if find_spec("xlsxwriter") is None:
        raise InforceError(
            "--format xlsx needs a package that is missing: pip install 'inforce[xlsx]'"
        )


def workbook_octets(tables: Sequence[Table], colophon: Colophon, track: Track = silently) -> bytes:
    """Return ``tables`` as an XLSX workbook, a sheet each.

    Raise InforceError where one holds more than a sheet or a cell can.
    """
    from xlsxwriter import Workbook

    out = BytesIO()
    # With files on the disk the archive would hold the time at which they were made.
    book = Workbook(out, {"in_memory": True})
    made = datetime.combine(colophon.day, time())
    book.set_properties({"title": colophon.title, "subject": colophon.subject, "created": made})
    formats = _Formats(book)
    names = sheet_names(table.title for table in tables)
    for name, table in track(zip(names, tables, strict=True), "Writing", len(tables)):
        _write(book.add_worksheet(name), table, formats, colophon)
    book.close()
    return out.getvalue()


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Return names that sheets may have, as near to ``titles`` as that goes, no two alike."""
    taken = {_RESERVED}
    names: list[str] = []
    for title in titles:
        whole = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or "Sheet"
        name, number = whole[:_NAME].strip(" '"), 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = whole[: _NAME - len(ending)].strip(" '") + ending
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


@final
class _Formats:
    """The formats of cells; those of figures are made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        head = {"bg_color": _PAPER, "valign": "top"}
        self.key = book.add_format({**head, "font_color": _INK, "font_size": 8})
        self.name = book.add_format({**head, "bold": True, "text_wrap": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._figures: dict[str, Format] = {}

    def figure(self, form: str) -> Format:
        """Return the format of figures that are shown in the number format ``form``."""
        if form not in self._figures:
            self._figures[form] = self._book.add_format({"num_format": form})
        return self._figures[form]


def _write(sheet: Worksheet, table: Table, formats: _Formats, colophon: Colophon) -> None:
    if len(table.rows) + _HEADS > _ROWS:
        raise InforceError(
            f"{table.title}: {len(table.rows)} rows are more than a sheet of XLSX holds; export CSV"
        )
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.key, formats.key)
        sheet.write_string(1, place, column.unit, formats.key)
        named = f"{column.label}, {column.symbol}" if column.symbol else column.label
        sheet.write_string(2, place, named, formats.name)
    for number, line in enumerate(table.lines(), start=_HEADS):
        for place, cell in enumerate(line):
            _put(sheet, (number, place), cell, formats)
    for place, width in enumerate(_widths(table)):
        sheet.set_column(place, place, width)
    last = len(table.rows) + _HEADS - 1
    sheet.autofilter(_HEADS - 1, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(_HEADS, _STILL)
    sheet.ignore_errors({"number_stored_as_text": f"A{_HEADS + 1}:XFD{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(_HEADS - 1)
    sheet.repeat_columns(0, _STILL - 1)
    sheet.set_footer(f"&L{_shown(colophon.subject)}&R&P / &N")


def _put(sheet: Worksheet, at: tuple[int, int], cell: Cell, formats: _Formats) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case Decimal():
            _put_figure(sheet, at, cell, formats)
        case int():
            sheet.write_number(*at, cell)
        case date() if cell.year >= _FIRST_YEAR:
            sheet.write_datetime(*at, cell, formats.day)
        case date():
            sheet.write_string(*at, cell.isoformat())
        case str():
            if len(cell) > _CHARACTERS:
                raise InforceError(
                    f"a text of {len(cell)} characters, which begins {cell[:40]!r}, is longer than "
                    "a cell of XLSX holds; export CSV"
                )
            sheet.write_string(*at, cell)


def _put_figure(sheet: Worksheet, at: tuple[int, int], figure: Decimal, formats: _Formats) -> None:
    """Write a figure as a number with all its digits; as text where XLSX would round it."""
    _, digits, exponent = figure.as_tuple()
    if len(digits) > _PRECISION or not isinstance(exponent, int):
        sheet.write_string(*at, str(figure))
    else:
        form = formats.figure(_number_format(len(digits), exponent))
        sheet.write_number(*at, float(figure), form)


def _number_format(digits: int, exponent: int) -> str:
    """Return the number format that shows each of so many digits."""
    if -exponent > _PRECISION:
        return f"{_decimals(digits - 1)}E+00"
    return _decimals(max(0, -exponent))


def _decimals(count: int) -> str:
    return f"0.{'0' * count}" if count else "0"


def _widths(table: Table) -> Iterator[int]:
    """Yield the width of each column: as wide as what stands there, within limits."""
    widths = [max(_NARROW, len(column.key)) for column in table.columns]
    for line in table.lines():
        for place, cell in enumerate(line):
            if cell is not None:
                widths[place] = max(widths[place], len(str(cell)) + 1)
    for width in widths:
        yield min(width, _WIDE)


def _shown(text: str) -> str:
    """Return ``text`` for a footer, where an ampersand begins a command."""
    return text.replace("&", "&&")
