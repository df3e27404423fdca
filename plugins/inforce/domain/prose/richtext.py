"""Rich text: a CommonMark subset, parsed once to a tree that every output renders.

The subset is paragraphs, lists, emphasis, strong, code spans, links and tables. HTML, pictures,
headings, quotes and code blocks are outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:  # `inforce rule` starts without it
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

# Nothing outside the subset can be written without one of these: a mark of HTML, pictures, code,
# quotations, headings or links, blanks enough for code behind the mark of a list, a line that is
# indented like code, or one that only underlines, or would but for the marks of lists before it.
_SUSPECT_MARKS = ("<", ">", "`", "~", "#", "!", "]", "\t", " " * 5)
_SUSPECT_LINE = re.compile(r"\n(?: {4}| *(?:(?:[-*+]|\d+[.)]) +)*[-=*_][-=*_ ]*$)", re.MULTILINE)
_SCHEMES = frozenset({"https", "http", "mailto", "tel"})


class Run(Struct, frozen=True, tag_field="type", tag="text"):
    """Plain text."""

    text: str


class Break(Struct, frozen=True, tag_field="type", tag="break"):
    """A forced line break."""


class Span(Struct, frozen=True, tag_field="type", tag="span"):
    """Text set apart: ``style`` is emphasis, strong or code."""

    style: str
    content: tuple[Inline, ...]


class Anchor(Struct, frozen=True, tag_field="type", tag="link"):
    """A link to ``href``."""

    href: str
    content: tuple[Inline, ...]


Inline: TypeAlias = Run | Break | Span | Anchor


class Paragraph(Struct, frozen=True, tag_field="type", tag="paragraph"):
    """A paragraph."""

    content: tuple[Inline, ...]


class Listing(Struct, frozen=True, tag_field="type", tag="list"):
    """A list of items, each a run of blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


class Table(Struct, frozen=True, tag_field="type", tag="table"):
    """A table: heads, then rows of cells."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


Block: TypeAlias = Paragraph | Listing | Table


class RichText(Struct, frozen=True):
    """A parsed text; ``lang`` is set where it stands in another language than the reader's."""

    blocks: tuple[Block, ...] = ()
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.blocks)


class Outside(Struct, frozen=True):
    """Something outside the subset: what it is, and the line in the text, from 1."""

    what: str
    line: int


@lru_cache(maxsize=1024)  # products of one series say the same
def parse(source: str) -> tuple[tuple[Block, ...], tuple[Outside, ...]]:
    """Return the blocks of ``source``, and what of it stands outside the subset and is left out."""
    if _is_plain(source):
        return (Paragraph((Run(source.rstrip()),)),), ()
    from markdown_it.tree import SyntaxTreeNode

    outside: list[Outside] = []
    root = SyntaxTreeNode(_parser().parse(source))
    return tuple(_blocks(root, outside)), tuple(outside)


@lru_cache(maxsize=1024)
def strays(source: str) -> tuple[Outside, ...]:
    """Return what of ``source`` stands outside the subset; most texts need no parsing for that."""
    return tuple(dict.fromkeys(parse(source)[1])) if _is_suspect(source) else ()


def _is_suspect(source: str) -> bool:
    marked = any(mark in source for mark in _SUSPECT_MARKS)
    return marked or _SUSPECT_LINE.search(f"\n{source}") is not None


def _is_plain(source: str) -> bool:
    """Whether it is words alone: a figure in front may begin a list, blanks a block of code."""
    return (
        source[:1].isalpha() and source.replace(" ", "").replace(",", "").replace(".", "").isalnum()
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Every link is let through here, and judged below with a finding.
    setattr(parser, "validateLink", lambda _: True)  # noqa: B010 - the library's own way
    return parser


def _blocks(parent: SyntaxTreeNode, outside: list[Outside]) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "paragraph":
                yield Paragraph(_inlines(node.children[0], outside))
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(_blocks(item, outside)) for item in node.children)
                yield Listing(node.type == "ordered_list", items)
            case "table":
                yield _table(node, outside)
            case other:
                outside.append(Outside(_NAMES.get(other, other), _line(node)))


def _table(node: SyntaxTreeNode, outside: list[Outside]) -> Table:
    head = tuple(
        _inlines(cell.children[0], outside) for cell in node.children[0].children[0].children
    )
    body = node.children[1].children if len(node.children) > 1 else []
    rows = tuple(
        tuple(_inlines(cell.children[0], outside) for cell in row.children) for row in body
    )
    return Table(head, rows)


def _inlines(parent: SyntaxTreeNode, outside: list[Outside]) -> tuple[Inline, ...]:
    return tuple(_inline_parts(parent, outside))


def _inline_parts(parent: SyntaxTreeNode, outside: list[Outside]) -> Iterator[Inline]:
    for node in parent.children:
        match node.type:
            case "text":
                yield Run(node.content)
            case "softbreak":
                yield Run(" ")
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Span("code", (Run(node.content),))
            case "em" | "strong":
                style = "emphasis" if node.type == "em" else "strong"
                yield Span(style, _inlines(node, outside))
            case "link":
                yield from _link(node, outside)
            case other:
                outside.append(Outside(_NAMES.get(other, other), _line(node)))


def _link(node: SyntaxTreeNode, outside: list[Outside]) -> Iterator[Inline]:
    href = str(node.attrs.get("href", ""))
    scheme, colon, _ = href.partition(":")
    if colon and scheme.lower() not in _SCHEMES:
        outside.append(Outside(f"a link with the scheme {scheme}:", _line(node)))
        yield from _inlines(node, outside)
    else:
        yield Anchor(href, _inlines(node, outside))


def _line(node: SyntaxTreeNode) -> int:
    place: SyntaxTreeNode | None = node
    while place is not None and (place.is_root or place.map is None):
        place = place.parent
    return 1 if place is None or place.map is None else place.map[0] + 1


_NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "heading": "a heading",
    "blockquote": "a quotation",
    "code_block": "a code block",
    "fence": "a code block",
    "hr": "a rule",
}
