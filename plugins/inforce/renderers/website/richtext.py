"""Rich text as HTML: every text is escaped, every tag comes from here."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup, escape

from inforce.domain.richtext import (
    Anchor,
    Block,
    Break,
    Inline,
    Listing,
    Paragraph,
    RichText,
    Run,
    Span,
    Table,
)

_TAGS = {"emphasis": "em", "strong": "strong", "code": "code"}


def html(text: RichText) -> Markup:
    """Return ``text`` as HTML, in an element with its language where that is another one."""
    inner = Markup("\n").join(_block(block) for block in text.blocks)
    if not text.lang:
        return inner
    return Markup('<div lang="{}" class="inf-foreign">{}</div>').format(text.lang, inner)


def _block(block: Block) -> Markup:
    match block:
        case Paragraph():
            return Markup("<p>{}</p>").format(_inlines(block.content))
        case Listing():
            tag = "ol" if block.ordered else "ul"
            items = Markup("").join(_item(item) for item in block.items)
            return Markup("<{0}>{1}</{0}>").format(tag, items)
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _item(blocks: tuple[Block, ...]) -> Markup:
    lone = blocks[0] if len(blocks) == 1 else None
    if isinstance(lone, Paragraph):
        return Markup("<li>{}</li>").format(_inlines(lone.content))
    return Markup("<li>{}</li>").format(Markup("").join(_block(block) for block in blocks))


def _table(table: Table) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(_inlines(cell)) for cell in table.head
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(_inlines(cell)) for cell in row)
        )
        for row in table.rows
    )
    return Markup(
        '<div class="inf-scroll"><table class="inf-table"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(head, rows)


def _inlines(parts: tuple[Inline, ...]) -> Markup:
    return Markup("").join(_inline(part) for part in parts)


def _inline(part: Inline) -> Markup:
    match part:
        case Run():
            return escape(part.text)
        case Break():
            return Markup("<br>")
        case Span():
            return Markup("<{0}>{1}</{0}>").format(_TAGS[part.style], _inlines(part.content))
        case Anchor():
            return Markup('<a href="{}">{}</a>').format(part.href, _inlines(part.content))
        case _:
            assert_never(part)
