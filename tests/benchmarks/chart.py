"""The chart of a measurement: seconds by tool and size on one logarithmic scale, as SVG.

It follows the light or dark setting of the reader, and tells tools apart by shape and by words.
Two sizes stand side by side, more below, so that words stay readable within a column of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil, floor, log10

from msgspec import Struct

from tests.benchmarks.figures import CASES, NAMES, Case, Results, Row, Series, Tool, rows

_LEFT, _COLUMN, _GAP = 200, 220, 38
_ABREAST = 2
_TOP, _ROW, _HEADING, _BELOW, _FOOT = 68, 22, 34, 56, 12
_SHOWN = (Tool.INFORCE, Tool.LEAN, Tool.HUGO, Tool.MKDOCS, Tool.CHECK)
_NARROWEST = 500
_NEAR_EDGE = 0.72
_NOTHING = "Nothing was measured"


class _Line(Struct, frozen=True):
    """A line of the chart: a heading over all columns, or one tool in one case."""

    y: float
    case: Case
    tool: Tool | None = None


class _Scale(Struct, frozen=True):
    """From seconds to a place in a column, by powers of ten."""

    low: int
    high: int

    def share(self, seconds: float) -> float:
        """Return how far right ``seconds`` stand, from 0 to 1."""
        return (log10(seconds) - self.low) / (self.high - self.low)


class _Band(Struct, frozen=True):
    """Sizes that stand side by side, with the lines of all that ran on one of them."""

    top: float
    columns: tuple[tuple[Series, dict[tuple[Case, Tool], Row]], ...]
    lines: tuple[_Line, ...]

    @property
    def bottom(self) -> float:
        """Where the grid ends."""
        return self.lines[-1].y + _ROW / 2 + 4


def chart(results: Results) -> str:
    """Return the chart as an SVG document."""
    bands = list(_bands(results))
    if not bands:
        return _document(400, 60, _NOTHING, iter((_text(16, 36, _NOTHING, "title"),)))
    abreast = max(len(band.columns) for band in bands)
    width = max(_LEFT + abreast * (_COLUMN + _GAP) + 8, _NARROWEST)
    height = bands[-1].bottom + _BELOW + _FOOT
    return _document(width, height, _told(results), _parts(results, bands))


def _bands(results: Results) -> Iterator[_Band]:
    top: float = _TOP
    columns = [
        (one, {(row.case, row.tool): row for row in rows(one) if row.tool in _SHOWN})
        for one in results.series
    ]
    shown = [column for column in columns if column[1]]
    for at in range(0, len(shown), _ABREAST):
        beside = tuple(shown[at : at + _ABREAST])
        lines = tuple(_lines(top + _HEADING, {key for _, found in beside for key in found}))
        band = _Band(top, beside, lines)
        yield band
        top = band.bottom + _BELOW


def _parts(results: Results, bands: list[_Band]) -> Iterator[str]:
    scale = _scale([row for band in bands for _, found in band.columns for row in found.values()])
    yield _text(16, 32, "Seconds to build a website of products", "title")
    yield _text(
        16, 54, "Each mark is a median, its line goes from the fastest run to the slowest.", ""
    )
    for band in bands:
        yield from _band(band, scale)
    yield _text(16, bands[-1].bottom + _BELOW - 8, _where(results), "note")


def _band(band: _Band, scale: _Scale) -> Iterator[str]:
    for at, (series, _) in enumerate(band.columns):
        left = _LEFT + at * (_COLUMN + _GAP)
        yield _text(left, band.top + 20, f"{series.products:,} products", "head")
        yield from _grid(left, scale, band)
    for line in band.lines:
        if line.tool is None:
            yield _text(16, line.y + 5, CASES[line.case], "case")
            continue
        yield _text(_LEFT - 14, line.y + 4, NAMES[line.tool], f"name {line.tool.value}")
        for at, (_, found) in enumerate(band.columns):
            row = found.get((line.case, line.tool))
            if row is not None:
                yield from _mark(_LEFT + at * (_COLUMN + _GAP), line.y, row, scale)


def _lines(y: float, found: set[tuple[Case, Tool]]) -> Iterator[_Line]:
    for case in Case:
        tools = [tool for tool in _SHOWN if (case, tool) in found]
        if tools:
            y += _HEADING - _ROW
            yield _Line(y, case)
            for tool in tools:
                y += _ROW
                yield _Line(y, case, tool)
            y += _ROW


def _scale(found: list[Row]) -> _Scale:
    low = floor(log10(max(min(row.low for row in found), 0.001)))
    return _Scale(low, max(ceil(log10(max(row.high for row in found))), low + 1))


def _grid(left: float, scale: _Scale, band: _Band) -> Iterator[str]:
    for power in range(scale.low, scale.high + 1):
        x = left + _COLUMN * scale.share(10.0**power)
        yield f'<path class="grid" d="M{x:.1f} {band.top + 30}V{band.bottom:.1f}"/>'
        yield _text(x, band.bottom + 16, f"{10.0**power:,g}", "tick")


def _mark(left: float, y: float, row: Row, scale: _Scale) -> Iterator[str]:
    x, low, high = (
        left + _COLUMN * scale.share(max(value, 10.0**scale.low))
        for value in (row.seconds, row.low, row.high)
    )
    tool = row.tool.value
    if high - low > 1:
        yield f'<path class="spread {tool}" d="M{low:.1f} {y:.1f}H{high:.1f}"/>'
    yield f'<path class="dot {tool}" d="{_shape(row.tool, x, y)}"/>'
    beside = (x - left) / _COLUMN > _NEAR_EDGE
    place = min(low, x - 5) - 4 if beside else max(high, x + 5) + 4
    yield _text(place, y + 4, _number(row.seconds), "value end" if beside else "value")


def _shape(tool: Tool, x: float, y: float) -> str:
    """Return the path of a tool's mark: circles are ours, a diamond and a square are others'."""
    if tool is Tool.HUGO:
        return f"M{x - 6:.1f} {y:.1f}l6 -6l6 6l-6 6z"
    if tool is Tool.MKDOCS:
        return f"M{x - 4.5:.1f} {y - 4.5:.1f}h9v9h-9z"
    return f"M{x - 5:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"


def _number(seconds: float) -> str:
    digits = 2 if seconds < 1 else 1 if seconds < 100 else 0
    return f"{seconds:.{digits}f}"


def _where(results: Results) -> str:
    machine = results.machine
    counts = sorted({_rounds(series) for series in results.series})
    told = " to ".join(str(count) for count in dict.fromkeys((counts[0], counts[-1])))
    rounds = "1 round" if counts[-1] == 1 else f"{told} rounds"
    busy = ", busy with other work" if results.busy else ""
    return f"{results.day}, {rounds}, {machine.cores} cores{busy}. Logarithmic scale."


def _rounds(series: Series) -> int:
    return max((sample.round + 1 for sample in series.samples), default=0)


def _told(results: Results) -> str:
    """Return in words what the chart shows, for those who do not see it."""
    parts = []
    for series in results.series:
        first = [row for row in rows(series) if row.case is Case.FIRST and row.tool in _SHOWN]
        said = ", ".join(f"{NAMES[row.tool]} {_number(row.seconds)} s" for row in first)
        parts.append(f"{series.products:,} products from nothing: {said}.")
    return "Seconds to build a website of products. " + " ".join(parts)


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _document(width: float, height: float, told: str, parts: Iterator[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" aria-labelledby="told">\n'
        f'<title id="told">{escape(told)}</title>\n<style>{_STYLE}</style>\n'
        f'<rect class="paper" width="{width:.0f}" height="{height:.0f}" rx="8"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


_STYLE = """
svg { --paper: #fbfaf7; --ink: #1f2a30; --quiet: #5c6a72; --grid: #dcd9d0;
  --ours: #0f4c5c; --theirs: #b3541e; --others: #6d4c8c }
@media (prefers-color-scheme: dark) {
  svg { --paper: #172026; --ink: #eef1f0; --quiet: #a3b1b8; --grid: #33414a;
    --ours: #6cc3d5; --theirs: #f0975a; --others: #c3a3e6 }
}
text { font: 13px "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--quiet) }
.paper { fill: var(--paper) }
.title { font-size: 20px; font-weight: 600; fill: var(--ink) }
.head { font-size: 14px; font-weight: 600; fill: var(--ink) }
.case { font-weight: 600; fill: var(--ink) }
.name { text-anchor: end; fill: var(--ink) }
.value { font-variant-numeric: tabular-nums; fill: var(--ink) }
.end { text-anchor: end }
.tick { font-size: 11px; text-anchor: middle }
.grid { stroke: var(--grid); fill: none }
.spread { stroke-width: 3; stroke-linecap: round; opacity: .45; fill: none }
.dot { stroke-width: 2 }
.inforce, .inforce-no-search, .inforce-check { stroke: var(--ours) }
.hugo { stroke: var(--theirs) }
.mkdocs { stroke: var(--others) }
.dot.inforce { fill: var(--ours) }
.dot.hugo { fill: var(--theirs) }
.dot.mkdocs { fill: var(--others) }
.dot.inforce-no-search, .dot.inforce-check { fill: var(--paper) }
text.name { stroke: none }
"""
