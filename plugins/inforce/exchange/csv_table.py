"""A table as CSV by RFC 4180: keys of columns, their units, then the rows; UTF-8."""

from __future__ import annotations

import csv
import io
from datetime import date

from inforce.exchange.table import Cell, Table
from inforce.renderers.formulas import guarded


def csv_octets(table: Table) -> bytes:
    """Return ``table`` as CSV; figures keep their digits, and no text is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerow([column.unit for column in table.columns])
    writer.writerows([_written(cell) for cell in line] for line in table.lines())
    return out.getvalue().encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
