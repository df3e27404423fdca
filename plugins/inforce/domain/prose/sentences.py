"""The sentences of a text, and the cells of its tables, with the product that each speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from inforce.domain.prose.designations import Designations, Mention
from inforce.domain.prose.statements import Statement, statements

# Stands for each letter of the name of a product.
CUT = "\0"
_END = re.compile(r"[.!?;](?=\s)")
_CELL = re.compile(r"\|([^|\n]*)")
# The unit at the end of a head, ``Maximum head, m`` or ``Maximum head (m)``, for bare numbers.
_UNIT = re.compile(r"\s*(?:,\s*([^\s,()\[\]|]+)|[(\[]([^()\[\]|]+)[)\]])\s*\Z")
_BARE = re.compile(r"[\s*\d.,\u00a0\u202f\u2010-\u2015\u2026\u2212+-]+")
_MARKS = str.maketrans("*[]`", "    ")


class Sentence(NamedTuple):
    """What is said of one product, without marks, its name cut out.

    ``product`` is None where none is named: then it is the one whose text it is. ``implied`` says
    that the name stands only above it, or nowhere. A cell comes with its row and the head of its
    column in front: ``lead`` characters, then what begins at ``start`` of the text.
    """

    text: str
    start: int
    product: str | None
    implied: bool = False
    lead: int = 0

    def place(self, at: int) -> int:
        """Return where in the text stands what is at ``at`` of the sentence."""
        return self.start + max(0, at - self.lead)


def sentences(text: str, named: Designations) -> Iterator[Sentence]:
    """Yield the sentences of ``text`` that speak of one product alone.

    That is the one they name; where they name none, the one in the heading and the line above
    them, or the one whose text it is.
    """
    for statement in statements(text):
        parts = _cells(statement) if statement.text.lstrip().startswith("|") else _prose(statement)
        for part, start, lead in parts:
            mentions = tuple(named.find(part))
            above = mentions or tuple(named.find(statement.context))
            product = _single(above)
            if product is not None or not above:
                plain = _without(part, mentions).translate(_MARKS)
                yield Sentence(plain, statement.start + start, product, not mentions, lead)


_Part = tuple[str, int, int]


def _prose(statement: Statement) -> Iterator[_Part]:
    start = 0
    for end in _END.finditer(statement.text):
        yield statement.text[start : end.start()], start, 0
        start = end.end()
    yield statement.text[start:], start, 0


def _cells(statement: Statement) -> Iterator[_Part]:
    head = statement.context.rpartition("\n|")[2]
    heads = [match[1].strip() for match in _CELL.finditer(f"|{head}")]
    first, *cells = _CELL.finditer(statement.text)
    for match, head in zip_longest(cells, heads[1:]):
        if match is not None and match[1].strip():
            yield _cell(match, first[1].strip(), head or "")


def _cell(cell: re.Match[str], row: str, head: str) -> _Part:
    """Return a cell behind its row and head, its unit taken from where they end in one."""
    unit = ""
    if _BARE.fullmatch(cell[1]):
        for name in (row, head):
            ends = _UNIT.search(name)
            if ends is not None:
                unit = ends[1] or ends[2]
        row, head = _UNIT.sub("", row), _UNIT.sub("", head)
    front = f"{row} {head}: "
    return f"{front}{cell[1].rstrip()} {unit}", cell.start(1), len(front)


def _single(mentions: tuple[Mention, ...]) -> str | None:
    products = frozenset[str]().union(*(mention.products for mention in mentions))
    return min(products) if len(products) == 1 else None


def _without(text: str, mentions: tuple[Mention, ...]) -> str:
    for one in mentions:
        end = one.start + len(one.written)
        text = f"{text[: one.start]}{CUT * len(one.written)}{text[end:]}"
    return text
