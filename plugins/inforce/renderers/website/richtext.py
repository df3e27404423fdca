"""Rich text as HTML: every text is escaped, every tag comes from here."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup, escape

from inforce.domain.prose.richtext import (
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
    inner = "\n".join(map(_block, text.blocks))
    return Markup(foreign(inner, text.lang))  # noqa: S704 - every text is escaped


def foreign(blocks: str, lang: str) -> str:
    """Return HTML in an element with its language, ``lang``, where that is another one."""
    return (
        f'<div lang="{escape(lang)}" class="inf-foreign">{blocks}</div>'
        if lang and blocks
        else blocks
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_inlines(block.content)}</p>"
        case Listing():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>{''.join(map(_item, block.items))}</{tag}>"
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _item(blocks: tuple[Block, ...]) -> str:
    lone = blocks[0] if len(blocks) == 1 else None
    if isinstance(lone, Paragraph):
        return f"<li>{_inlines(lone.content)}</li>"
    return f"<li>{''.join(map(_block, blocks))}</li>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_inlines(cell)}</th>' for cell in table.head)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_inlines(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    return (
        f'<div class="inf-scroll"><table class="inf-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _inlines(parts: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, parts))


def _inline(part: Inline) -> str:
    match part:
        case Run():
            return escape(part.text)
        case Break():
            return "<br>"
        case Span():
            tag = _TAGS[part.style]
            return f"<{tag}>{_inlines(part.content)}</{tag}>"
        case Anchor():
            return f'<a href="{escape(part.href)}">{_inlines(part.content)}</a>'
        case _:
            assert_never(part)
