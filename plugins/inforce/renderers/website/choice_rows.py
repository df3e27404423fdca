"""The rows of a family's table as HTML, written without templates: a large site has thousands."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from inforce.domain import address
from inforce.domain.views.values import ChoiceCell, ChoiceRow, Column, ProductRef
from inforce.renderers.website.tables import converted, figure, phrase

_PLAIN_STATE = "active"


def choice_rows(
    rows: tuple[ChoiceRow, ...], columns: tuple[Column, ...], home: str, anchors: Mapping[str, str]
) -> Markup:
    """Return a row for each product.

    ``data-plain`` is a value for machines where it is not what all readers see; ``anchors`` are the
    ids of those rows that are led to.
    """
    made = "".join(_row(row, columns, home, anchors.get(row.product.id, "")) for row in rows)
    return Markup(made)  # noqa: S704 - every text is escaped


def _row(row: ChoiceRow, columns: tuple[Column, ...], home: str, anchor: str) -> str:
    marks = f' id="{anchor}"' if anchor else ""
    if row.codes:
        marks += f' data-codes="{escape(" ".join(row.codes))}"'
    cells = "".join(
        _cell(value, numeric=column.numeric)
        for value, column in zip(row.cells, columns, strict=True)
    )
    key = escape(row.product.id)
    head = f'<th scope="row">{_link(row.product, home)}</th>'
    return f'<tr data-product="{key}"{marks}>{head}{cells}</tr>\n'


def _link(product: ProductRef, home: str) -> str:
    link = f'<a href="{home}{escape(address.product(product.id))}">{phrase(product.name)}</a>'
    if product.state == _PLAIN_STATE:
        return link
    return (
        f'{link} <span class="inf-state inf-state--{product.state}">'
        f"{escape(product.state_label)}</span>"
    )


def _cell(value: ChoiceCell, *, numeric: bool) -> str:
    kind = ' class="inf-num"' if numeric else ""
    if not value.cell.text:
        return f'<td{kind}><span class="inf-none">–</span></td>'
    plain = ""
    if value.plain and (value.plain != value.cell.text or value.cell.converted):
        plain = f' data-plain="{escape(value.plain)}"'
    return f"<td{kind}{plain}{converted(value.cell)}>{figure(value.cell)}</td>"
