"""Text in the units in which it says something: paragraphs, entries of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_GAP = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_ENTRY = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]|[ \t]*\|")
_TARGET = re.compile(r"\]\(([^()\s]*)[^()]*\)|<(https?://[^>\s]*)>|(https?://[^\s)>\]]+)")
_SAYS = re.compile(
    r"""\b(?: discontinu | withdr[ae]w | obsolete | recall(?:ed|s)?\b | no\ longer | phased?\ out
    | replac | supersede | success(?:or|ion) | predecessor | former | end\ of\ (?:life|sale)
    | last\ order | not\ available | unavailable | out\ of\ (?:production|stock)
    | снят | снима | отозван | отзыв | устаре | больше\ не | не\ (?:выпуска|поставля|производ)
    | прекращ | замен | преемник | предшествен | прежн | вместо | бывш | недоступ | не\ доступ
    | последни[йе]\ заказ )""",
    re.IGNORECASE | re.VERBOSE,
)


class Statement(Struct, frozen=True, kw_only=True):
    """A unit of a text: where it starts, what it says, and under which words it stands.

    ``context`` is the heading above it and the line that leads to it. ``text`` is as long as it is
    in the file, with the targets of links blanked; they stand in ``targets``.
    """

    start: int
    text: str
    context: str
    targets: tuple[str, ...]

    @property
    def tells_an_end(self) -> bool:
        """Whether it says that something is, or is going, out of the range.

        So do the heading above it and the line that leads to it.
        """
        return _SAYS.search(self.text) is not None or _SAYS.search(self.context) is not None

    def links_to(self, names: frozenset[str]) -> bool:
        """Whether a link leads to the page of one of these."""
        return any(names.intersection(re.split(r"[/.#?:]", target)) for target in self.targets)


def statements(text: str) -> Iterator[Statement]:
    """Yield the units of a Markdown text in order, without its headings."""
    heading = lead = ""
    for start, block in _blocks(text):
        for offset, unit in _units(block):
            if _HEADING.match(unit):
                heading, lead = unit, ""
                continue
            yield _statement(start + offset, unit, f"{heading}\n{lead}")
            if unit.rstrip().endswith(":") or (offset == 0 and unit.lstrip().startswith("|")):
                lead = unit
            elif not _ENTRY.match(unit):
                lead = ""


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _GAP.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _units(block: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, unit) for the parts of a block; a line without a mark goes on with one."""
    start = offset = 0
    closed = False
    for line in block.splitlines(keepends=True):
        if offset > start and (closed or _ENTRY.match(line) or _HEADING.match(line)):
            yield start, block[start:offset]
            start = offset
        closed = _HEADING.match(line) is not None
        offset += len(line)
    if block.strip():
        yield start, block[start:]


def _statement(start: int, unit: str, context: str) -> Statement:
    targets = tuple(one or two or three for one, two, three in _TARGET.findall(unit))
    text = _TARGET.sub(_blank, unit)
    return Statement(start=start, text=text, context=context, targets=targets)


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in match[0])
