"""The report of a measurement in Markdown: medians, spread, ratios, growth, and where it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from tests.benchmarks.figures import (
    CASES,
    NAMES,
    Case,
    Results,
    Row,
    Series,
    Tool,
    Weight,
    growth,
    rows,
)

_LINKS = (Tool.OWN_LINKS, Tool.LYCHEE, Tool.LINKCHECKER)
_HEAD = (
    "",
    "clock, s",
    "lowest to highest",
    "processors, s",
    "memory, MB",
    "ms a product",
    "ratio",
)


def report(results: Results) -> str:
    """Return the whole report, without a heading of its own."""
    parts = [_where(results)]
    for series in results.series:
        parts += [f"### {_many(series.products)} products", *_tables(series), _weights(series)]
    if len(results.series) > 1:
        parts += ["### From size to size", _growth(results)]
    return "\n\n".join(parts) + "\n"


def _where(results: Results) -> str:
    machine = results.machine
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    before, after = (load[0] for load in (results.load_before, results.load_after))
    told = (
        f"Measured on {results.day}: {machine.system}, {machine.processor}, {machine.cores} cores, "
        f"{machine.memory / 1024:.0f} GB. {versions}. Load of a minute: {before:.1f} at the start, "
        f"{after:.1f} at the end, {results.most:.1f} at most before a run."
    )
    if results.busy:
        told += (
            " **The machine was busy with other work:** compare ratios and processor time rather "
            "than the clock."
        )
    return told


def _tables(series: Series) -> Iterator[str]:
    found = list(rows(series))
    builds = [row for row in found if row.tool not in _LINKS]
    for case, group in groupby(builds, key=lambda row: row.case):
        yield f"{CASES[case]}:\n\n{_table(list(group), series, 'times Hugo')}"
    links = [row for row in found if row.tool in _LINKS]
    if links:
        told = _table(links, series, "times inforce")
        yield f"The links of the site that inforce built:\n\n{told}"


def _table(found: list[Row], series: Series, ratio: str) -> str:
    lines = ["| " + " | ".join([*_HEAD[:-1], ratio]) + " |", "|---" + "|---:" * 6 + "|"]
    for row in found:
        cells = [
            NAMES[row.tool],
            _seconds(row.seconds),
            f"{_seconds(row.low)} to {_seconds(row.high)}",
            _seconds(row.processor),
            f"{row.memory:.0f}",
            f"{1000 * row.seconds / series.products:.2f}",
            "" if row.ratio is None else f"{row.ratio:.2f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _weights(series: Series) -> str:
    runs = max((sample.round + 1 for sample in series.samples), default=0)
    said = "One round." if runs == 1 else f"Medians of {runs} rounds."
    return " ".join([said, *map(_weight, series.weights)])


def _weight(weight: Weight) -> str:
    return (
        f"{NAMES[weight.tool]} wrote {weight.mean / 1000:.1f} kB a product page, "
        f"{_many(weight.files)} files, {weight.size / 1e6:.0f} MB."
    )


def _growth(results: Results) -> str:
    steps = list(pairwise(results.series))
    heads = [f"{_many(one.products)} to {_many(other.products)}" for one, other in steps]
    found: dict[tuple[Tool, Case], list[str]] = {}
    for at, (one, other) in enumerate(steps):
        for tool, case, times in growth(one, other):
            cells = found.setdefault((tool, case), [""] * len(steps))
            cells[at] = f"{times:.1f}"
    lines = [f"| times as long | {' | '.join(heads)} |", "|---" + "|---:" * len(heads) + "|"]
    for (tool, case), cells in sorted(found.items(), key=_order):
        lines.append(f"| {NAMES[tool]}, {CASES[case].lower()} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _order(pair: tuple[tuple[Tool, Case], list[str]]) -> tuple[int, int]:
    tool, case = pair[0]
    return list(Tool).index(tool), list(Case).index(case)


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _many(count: int) -> str:
    return f"{count:,}"
