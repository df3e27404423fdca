"""Texts in tables that a spreadsheet opens: none of them may be calculated.

A cell of CSV has no type: a spreadsheet takes what begins like a formula for one, and so would run
what stands in a product's name. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_QUOTE = "'"
# With a quote in front it is taken for text; so a text that has quotes there gets one more.
_CALCULATED = re.compile(rf"{_QUOTE}*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """Return ``text`` with a quote before what a spreadsheet would calculate."""
    return f"{_QUOTE}{text}" if _CALCULATED.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of which ``guarded`` made ``cell``."""
    return cell[1:] if cell.startswith(_QUOTE) and _CALCULATED.match(cell) else cell
