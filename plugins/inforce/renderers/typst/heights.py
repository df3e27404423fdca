"""How tall a product block will be, told from its text: to set each twice would cost too much.

All heights are millimetres at the type size of the package's own templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from inforce.domain.prose.richtext import Block, Break, Inline, Listing, Paragraph, Run, Table
from inforce.domain.views.values import (
    Banner,
    OrderingKey,
    ProductSheet,
    SpecGroup,
    SpecRow,
    WarningRow,
)
from inforce.renderers.typst.page import Page

_LINE = 4.4
# A label and its value share a line of a half-page table; so many characters each.
_LABEL = 0.46
_DATE = "30 September 2030"


class _Measure(Struct, frozen=True):
    """How many characters the columns of a page take, and how tall its full-size picture is."""

    wide: int  # of running text across the page
    beside: int  # the picture
    group: int  # across a table of figures
    extra: int  # of small text in one of the columns at the end
    picture: float
    row: float  # of a table
    part: float  # of the heights here: type and gaps are smaller


def _measure(page: Page) -> _Measure:
    wide = page.line
    if page.narrow:
        return _Measure(
            wide, round(wide * 0.56), round(wide * 0.5), round(wide * 0.34), 34.0, 4.0, 0.91
        )
    return _Measure(
        wide, round(wide * 0.43), round(wide * 0.43), round(wide * 0.286), 64.0, 4.9, 1.0
    )


def product_height(sheet: ProductSheet, variants: Sequence[int], page: Page) -> int:
    """Return the height of a block, with the full-size picture; ``variants`` gives table rows."""
    measure = _measure(page)
    parts = (
        11.0,
        0.0 if sheet.banner is None else _banner(sheet.banner, measure.wide),
        _opening(sheet, measure),
        _warnings(sheet.warnings, measure.wide),
        sum(_block(block, measure) for block in sheet.description.blocks),
        _specs(sheet.groups, measure),
        sum(13.0 + rows * measure.row for rows in variants),
        _extras(sheet, measure),
        8.0,
    )
    return round(sum(parts) * measure.part)


def key_height(key: OrderingKey | None, page: Page) -> int:
    """Return the height of the key to order codes with its heading, 0 without one."""
    if key is None:
        return 0
    told = [part for part in key.parts if part.label or part.values]
    width = max(round(page.line / max(len(told), 1)) - 8, 6)
    heights = [
        _lines(str(part.label), width) + sum(_lines(str(one.text), width) for one in part.values)
        for part in told
    ]
    return round(26.0 + 3.7 * max(heights, default=0))


def _lines(text: str, width: int) -> int:
    return max(-(-len(text) // width), 1)


def _banner(banner: Banner, wide: int) -> float:
    texts = [banner.lead, *map(str, banner.texts), str(banner.no_replacement)]
    texts += [f"{heir.product.name}{heir.fit}{heir.note}{heir.via}" for heir in banner.heirs]
    texts.append("".join(f"{fact.label} {fact.value} - " for fact in banner.facts))
    return 15.0 + sum(_lines(text, wide) * _LINE for text in texts if text)


def _warnings(rows: Sequence[WarningRow], wide: int) -> float:
    told = [f"{row.signal.upper()}      {row.text}" for row in rows]
    return sum(5.0 + (_lines(text, wide) - 1) * 3.9 for text in told) + 5.0 if told else 0.0


def _opening(sheet: ProductSheet, measure: _Measure) -> float:
    figures = -(-len(sheet.key_figures) // 2) * 14.0
    words = _lines(str(sheet.summary), measure.beside) * _LINE + figures
    return max(measure.picture, words) if sheet.pictures else words


def _block(block: Block, measure: _Measure) -> float:
    match block:
        case Paragraph(content):
            return _lines(_text(content), measure.wide) * _LINE + 3.0
        case Listing(items=items):
            return sum(_block(part, measure) for item in items for part in item)
        case Table(rows=rows):
            return (len(rows) + 1) * measure.row + 3.0


def _text(nodes: Sequence[Inline]) -> str:
    return "".join(_run(node) for node in nodes)


def _run(node: Inline) -> str:
    if isinstance(node, Run):
        return node.text
    return "" if isinstance(node, Break) else _text(node.content)


def _specs(groups: Sequence[SpecGroup], measure: _Measure) -> float:
    heights = [7.5 + sum(_row(row, measure) for row in group.rows) for group in groups]
    total = sum(heights)
    cuts = (max(sum(heights[:at]), total - sum(heights[:at])) for at in range(len(heights) + 1))
    return 8.0 + min(cuts) if heights else 0.0


def _row(row: SpecRow, measure: _Measure) -> float:
    label = round(measure.group * _LABEL)
    value = row.cell.text + str(row.cell.condition) + row.cell.evidence
    lines = max(_lines(str(row.label), label), _lines(value, measure.group - label))
    return measure.row + 3.6 * (lines - 1)


def _extras(sheet: ProductSheet, measure: _Measure) -> float:
    certificates = [f"{row.id}, {row.title}, {row.body}, {_DATE}" for row in sheet.certificates]
    documents = [f"{row.title} {row.language} {row.revision}" for row in sheet.documents]
    related = [
        "".join(f"{ref.name} 12, " for ref in group.products) + " " * measure.extra
        for group in sheet.relations
    ]
    columns = (certificates, documents, related)
    heights = [sum(_lines(text, measure.extra) * 3.9 for text in column) for column in columns]
    return 8.0 + max(heights) if any(heights) else 0.0
