"""Charts as SVG: columns and bars with their figures written on them.

The colours stand in the drawing for paper; a page may set others by the classes ``s0``, ``s1`` …
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from msgspec import Struct

_FILLS = ("#1f4e79", "#c2571a", "#7a8794", "#a9bdd1", "#eef1f4")
_TRACK = 4
_INK = "#1b2430"
_MUTED = "#5b6673"
_RULE = "#c9ced4"
_WIDTH = 540
_TOP = 22
_PLOT = 150
_LEFT = 30
_ROW = 34
_NAME = 130


class _Style(Struct, frozen=True, kw_only=True):
    size: int
    bold: bool = False
    muted: bool = False


_NAMED = _Style(size=12)
_VALUE = _Style(size=10, bold=True)
_FAINT = _Style(size=10, muted=True)


class Series(Struct, frozen=True, kw_only=True):
    """The figures of one colour; series of the same ``stack`` stand on one another."""

    name: str
    values: tuple[int, ...]
    stack: int = 0


class Chart(Struct, frozen=True, kw_only=True):
    """What is drawn; ``title`` and ``text`` say it to those who do not see it."""

    key: str
    title: str
    text: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


def columns(chart: Chart) -> str:
    """Return a chart of upright columns, one group for each label."""
    top = scale(max(_heights(chart), default=0))
    stacks = sorted({series.stack for series in chart.series})
    step = (_WIDTH - _LEFT) / max(1, len(chart.labels))
    wide = min(34.0, step * 0.72 / len(stacks))
    parts = [*_grid(top), *_below(chart.labels, step)]
    for place in range(len(chart.labels)):
        middle = _LEFT + step * (place + 0.5)
        for order, stack in enumerate(stacks):
            left = middle + (order - len(stacks) / 2) * wide
            parts += _column(chart, place, stack, (left, wide, top))
    parts += _legend(chart, _TOP + _PLOT + 52)
    return _svg(chart, _TOP + _PLOT + 62, parts)


def bars(chart: Chart) -> str:
    """Return a chart of lying bars, one for each label, of the first series."""
    values = chart.series[0].values
    top = scale(max(values, default=0))
    parts = []
    for place, (label, value) in enumerate(zip(chart.labels, values, strict=True)):
        y = 8 + _ROW * place
        length = (_WIDTH - _NAME - 50) * value / top
        parts.append(_text(_NAME - 10, y + 15, label, "end", _NAMED))
        parts.append(_rect(_NAME, y, _WIDTH - _NAME - 50, 20, _TRACK))
        parts.append(_rect(_NAME, y, length, 20, 1))
        end = _NAME + length + 8
        parts.append(_text(end, y + 15, str(value), "start", _VALUE))
    return _svg(chart, 12 + _ROW * len(chart.labels), parts)


def scale(highest: int) -> int:
    """Return a round number at least as great as ``highest`` and four."""
    step = 1
    while True:
        for factor in (4, 8, 12, 20, 28):
            if highest <= factor * step:
                return factor * step
        step *= 10


def _heights(chart: Chart) -> Iterator[int]:
    for place in range(len(chart.labels)):
        for stack in {series.stack for series in chart.series}:
            yield sum(series.values[place] for series in chart.series if series.stack == stack)


def _column(chart: Chart, place: int, stack: int, frame: tuple[float, float, int]) -> Iterator[str]:
    left, wide, top = frame
    level = 0
    for number, series in enumerate(chart.series):
        value = series.values[place]
        if series.stack != stack or not value:
            continue
        height = _PLOT * value / top
        y = _TOP + _PLOT - _PLOT * level / top - height
        yield _rect(left + 1, y, wide - 2, height, number)
        level += value
    if level:
        y = _TOP + _PLOT - _PLOT * level / top - 4
        yield _text(left + wide / 2, y, str(level), "middle", _VALUE)


def _grid(top: int) -> Iterator[str]:
    for part in range(5):
        y = _TOP + _PLOT * (1 - part / 4)
        yield (
            f'<line class="rule" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{_RULE}" stroke-width="{1 if part == 0 else 0.5}"/>'
        )
        yield _text(_LEFT - 6, y + 3.5, str(top * part // 4), "end", _FAINT)


def _below(labels: tuple[str, ...], step: float) -> Iterator[str]:
    """Write the labels below in two lines; of months the year only where it begins."""
    every = max(1, -(-len(labels) // 18))
    year = ""
    for place, label in enumerate(labels):
        if place % every:
            continue
        first, dash, rest = label.partition("-")
        upper, lower = (rest, "" if first == year else first) if dash else _halves(label)
        year = first
        x = _LEFT + step * (place + 0.5)
        yield _text(x, _TOP + _PLOT + 15, upper, "middle", _FAINT)
        if lower:
            yield _text(x, _TOP + _PLOT + 28, lower, "middle", _FAINT)


def _halves(label: str) -> tuple[str, str]:
    """Break a label before its last word."""
    first, _, last = label.rpartition(" ")
    return (first, last) if first else (label, "")


def _legend(chart: Chart, y: float) -> Iterator[str]:
    x = float(_LEFT)
    for number, series in enumerate(chart.series):
        yield _rect(x, y - 9, 11, 11, number)
        yield _text(x + 17, y, series.name, "start", _NAMED)
        x += 38 + 6.3 * len(series.name)


def _rect(x: float, y: float, width: float, height: float, number: int) -> str:
    return (
        f'<rect class="s{number}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="{_FILLS[number]}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str, style: _Style) -> str:
    weight = ' font-weight="bold"' if style.bold else ""
    fill, name = (_MUTED, "muted") if style.muted else (_INK, "ink")
    return (
        f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'font-size="{style.size}"{weight} fill="{fill}">{escape(text)}</text>'
    )


def _svg(chart: Chart, height: int, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="{chart.key}-title {chart.key}-text" font-family="Roboto">'
        f'<title id="{chart.key}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.key}-text">{escape(chart.text)}</desc>{"".join(parts)}</svg>'
    )
