"""How tall a product block will be, told from its text: to set each twice would cost too much.

All heights are millimetres at the size of the package's own templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from inforce.domain.richtext import Block, Break, Inline, Listing, Paragraph, Run, Table
from inforce.domain.views.values import Banner, ProductSheet, SpecGroup

_WIDE = 112  # characters of running text across the page
_HALF = 48  # beside the picture
_LABEL = 22  # of a label in a half-page table
_VALUE = 26
_LINE = 4.4
_ROW = 4.9
_PICTURE = 64.0
_THIRD = 32  # in one of three columns of small text


def product_height(sheet: ProductSheet, variants: Sequence[int]) -> int:
    """Return the height of a block, with the full-size picture; ``variants`` gives table rows."""
    parts = (
        11.0,
        0.0 if sheet.banner is None else _banner(sheet.banner),
        _opening(sheet),
        sum(_block(block) for block in sheet.description.blocks),
        _specs(sheet.groups),
        sum(13.0 + rows * _ROW for rows in variants),
        _extras(sheet),
        8.0,
    )
    return round(sum(parts))


def _lines(text: str, width: int) -> int:
    return max(-(-len(text) // width), 1)


def _banner(banner: Banner) -> float:
    texts = [banner.lead, *map(str, banner.texts), str(banner.no_replacement)]
    texts += [f"{heir.product.name}{heir.fit}{heir.note}{heir.via}" for heir in banner.heirs]
    texts.append("".join(f"{fact.label} {fact.value} - " for fact in banner.facts))
    return 15.0 + sum(_lines(text, _WIDE) * _LINE for text in texts if text)


def _opening(sheet: ProductSheet) -> float:
    figures = -(-len(sheet.key_figures) // 2) * 14.0
    words = _lines(str(sheet.summary), _HALF) * _LINE + figures
    return max(_PICTURE, words) if sheet.pictures else words


def _block(block: Block) -> float:
    match block:
        case Paragraph(content):
            return _lines(_text(content), _WIDE) * _LINE + 3.0
        case Listing(items=items):
            return sum(_block(part) for item in items for part in item)
        case Table(rows=rows):
            return (len(rows) + 1) * _ROW + 3.0


def _text(nodes: Sequence[Inline]) -> str:
    return "".join(_run(node) for node in nodes)


def _run(node: Inline) -> str:
    if isinstance(node, Run):
        return node.text
    return "" if isinstance(node, Break) else _text(node.content)


def _specs(groups: Sequence[SpecGroup]) -> float:
    heights = [
        7.5
        + sum(
            _ROW
            + 3.6
            * (
                max(
                    _lines(str(row.label), _LABEL),
                    _lines(row.cell.text + str(row.cell.condition) + row.cell.evidence, _VALUE),
                )
                - 1
            )
            for row in group.rows
        )
        for group in groups
    ]
    total = sum(heights)
    cuts = (max(sum(heights[:at]), total - sum(heights[:at])) for at in range(len(heights) + 1))
    return 8.0 + min(cuts) if heights else 0.0


def _extras(sheet: ProductSheet) -> float:
    certificates = [
        f"{row.id}, {row.title}, {row.body}, 30 September 2030" for row in sheet.certificates
    ]
    documents = [f"{row.title} {row.language} {row.revision}" for row in sheet.documents]
    related = [
        "".join(f"{ref.name} 12, " for ref in group.products) + " " * _THIRD
        for group in sheet.relations
    ]
    columns = (certificates, documents, related)
    heights = [sum(_lines(text, _THIRD) * 3.9 for text in column) for column in columns]
    return 8.0 + max(heights) if any(heights) else 0.0
