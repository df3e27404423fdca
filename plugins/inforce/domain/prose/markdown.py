"""Links, headings and code in Markdown, with their places; nothing is rendered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where a text has links
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_GIVEN_ID = re.compile(r"\{:?[^{}\n]*?#([^\s{}]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[^>]*\s(?:id|name)=[\"']?([^\s\"'>]+)")
_HTML_LINK = re.compile(r"<[^>]*?\s(?:href|src)=([\"'])(.*?)\1", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}]*\}\s*$")
# Within a paragraph: a mark that has no other there begins no code.
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_UNNAMED = re.compile(r"_\d+(?:_\d+)*")


def links(text: str) -> tuple[tuple[str, int], ...]:
    """Return (address, line from 1) of each link and picture in ``text``.

    The line is that of the paragraph. What stands in code is no link.
    """
    return _links(text) if "](" in text or "]:" in text or "<http" in text else ()


@lru_cache(maxsize=1024)
def _links(text: str) -> tuple[tuple[str, int], ...]:
    """Return the links of a text; several rules ask for those of the same."""
    found = []
    for token in _parser().parse(text):
        line = 1 if token.map is None else token.map[0] + 1
        for part in token.children or ():
            address = part.attrGet("src" if part.type == "image" else "href")
            if address:
                found.append((str(address), line))
    return tuple(found)


def embedded(text: str) -> Iterator[tuple[str, int]]:
    """Yield (address, line from 1) of each link and picture in the HTML that stands in ``text``."""
    if "href" not in text and "src" not in text:
        return
    for token in _parser().parse(text):
        line = 1 if token.map is None else token.map[0] + 1
        html = [part.content for part in token.children or () if part.type == "html_inline"]
        for piece in [token.content] if token.type == "html_block" else html:
            for found in _HTML_LINK.finditer(piece):
                yield unescape(found[2]), line + piece.count("\n", 0, found.start())


def code_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each stretch of ``text`` that is code: it is shown as it stands."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text)), len(text)]
    blocks = [
        (starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
        for token in _parser().parse(text)
        if token.type in {"fence", "code_block"} and token.map is not None
    ]
    yield from blocks
    for match in _CODE.finditer(text):
        if not any(start <= match.start() < end for start, end in blocks):
            yield match.span()


def anchors(text: str) -> frozenset[str]:
    """Return every anchor that the page of ``text`` may have.

    Headings get theirs as the host's table of contents makes them, or with letters of any script,
    as a site may set it up; given ids count as they are.
    """
    found = {*_GIVEN_ID.findall(text), *_HTML_ID.findall(text)}
    for plain in (True, False):
        used: set[str] = set()
        for title in _headings(text):
            used.add(_unique(_slug(title, plain=plain), used))
        found |= used
    return frozenset(found)


def has_anchor(known: frozenset[str], fragment: str) -> bool:
    """Whether ``fragment`` is among the ``known`` anchors; numbers given to nameless ones pass."""
    return fragment in known or _UNNAMED.fullmatch(fragment) is not None


def _headings(text: str) -> Iterator[str]:
    tokens = _parser().parse(text)
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            yield _ATTRIBUTES.sub("", _plain(token))


def _plain(token: Token) -> str:
    parts = token.children or ()
    return "".join(part.content for part in parts if part.type in {"text", "code_inline"})


def _slug(title: str, *, plain: bool) -> str:
    if plain:
        title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^\w\s-]", "", title).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


def _unique(slug: str, used: set[str]) -> str:
    number, name = 1, slug
    while name in used:
        name, number = f"{slug}_{number}", number + 1
    return name


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Every address is wanted as it is written: whether it is allowed is another rule's question.
    setattr(parser, "validateLink", lambda _: True)  # noqa: B010 - the library's own way
    setattr(parser, "normalizeLink", lambda address: address)  # noqa: B010 - the same
    return parser
