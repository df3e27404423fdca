"""Specs and cells as HTML, written without templates: a large site has millions of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape

from markupsafe import Markup
from markupsafe import escape as escaped

from inforce.domain.text import Phrase
from inforce.domain.views.values import Cell, Column, SpecGroup, SpecRow, VariantTable

_NONE = '<span class="inf-none">–</span>'
_NOTHING = Markup()
# As EN-GJS-400-15, not to be broken at its hyphens; what is longer may need more than a line.
_DESIGNATION = re.compile(r"(?<!\S)(?=\S*\d)(?=\S*-)\S{3,24}(?!\S)")


def groups(specs: tuple[SpecGroup, ...]) -> Markup:
    """Return a table for each group of specs."""
    return Markup("".join(_group(group) for group in specs))  # noqa: S704 - every text is escaped


def variants(table: VariantTable, asks: Mapping[str, str], say: Callable[..., str]) -> Markup:
    """Return a row for each variant; ``asks`` leads from order codes to a question about each."""
    ask = escaped(say("contact.ask"))
    numeric = [' class="inf-num"' if column.numeric else "" for column in table.columns]
    rows = []
    for row in table.rows:
        cells = "".join(
            f"<td{kind}{converted(value)}>{_filled(value)}</td>"
            for kind, value in zip(numeric, row.cells, strict=True)
        )
        if table.gtins:
            gtin = f"<span data-copy>{escaped(row.gtin)}</span>" if row.gtin else ""
            cells += f'<td class="inf-gtin">{gtin}</td>'
        if asks:
            about = escaped(say("contact.ask_about", part=row.order_code))
            at = escaped(asks[row.order_code])
            cells += f'<td><a class="inf-ask" href="{at}" aria-label="{about}">{ask}</a></td>'
        code = escaped(row.order_code)
        rows.append(f'<tr><th scope="row"><span data-copy>{code}</span></th>{cells}</tr>\n')
    return Markup("".join(rows))  # noqa: S704 - every text is escaped


def cell(value: Cell) -> Markup:
    """Return a value with its condition and what proves it; a dash where there is none."""
    return Markup(_filled(value))  # noqa: S704 - every text is escaped


def figure(value: Cell) -> Markup:
    """Return a value alone, for places too small for its condition."""
    return Markup(_value(value))  # noqa: S704 - every text is escaped


def converted(value: Cell | Column) -> Markup:
    """Return the attribute that carries a figure, or a unit, in the other system of units.

    It belongs to the element whose first child is the figure's text; a script changes the two.
    """
    other = value.converted
    return _NOTHING if other is None else _counterpart(other.system, other.text)


@lru_cache(maxsize=8192)
def _counterpart(system: str, text: str) -> Markup:
    return Markup(f' data-{system}="{escape(text)}"')  # noqa: S704 - the text is escaped


def phrase(text: Phrase) -> Markup:
    """Return ``text`` escaped, in an element with its language where that is another one."""
    return _phrase(text.text, text.lang)


@lru_cache(maxsize=8192)
def _phrase(text: str, lang: str) -> Markup:
    safe = escape(text)
    if lang:
        safe = f'<span lang="{escape(lang)}" class="inf-foreign">{safe}</span>'
    return Markup(safe)  # noqa: S704 - every text is escaped


def _group(group: SpecGroup) -> str:
    caption = f"<caption>{phrase(group.label)}</caption>" if group.label else ""
    rows = "".join(map(_row, group.rows))
    return f'<table class="inf-specs">{caption}<tbody>\n{rows}</tbody></table>\n'


@lru_cache(maxsize=8192)
def _row(row: SpecRow) -> str:
    return (
        f'<tr data-key="{escape(row.key)}"><th scope="row">{phrase(row.label)}</th>'
        f"<td{converted(row.cell)}>{_cell(row.cell)}</td></tr>\n"
    )


def _filled(value: Cell) -> str:
    return _cell(value) if value.text else _NONE


def _value(value: Cell) -> str:
    """Return the text of a value; a figure that a script changes is nothing but text."""
    if value.lang:
        return str(_phrase(value.text, value.lang))
    html = escape(value.text)
    if "-" not in html or value.converted is not None:
        return html
    return _DESIGNATION.sub(r'<span class="inf-whole">\g<0></span>', html)


def _cell(value: Cell) -> str:
    html = _value(value)
    if value.condition:
        html += f' <span class="inf-condition">{phrase(value.condition)}</span>'
    if value.evidence:
        html += f' <span class="inf-evidence">{escape(value.evidence)}</span>'
    return html
