"""The report of a measurement in Markdown: medians, spread, ratios, growth, and where it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from tests.benchmarks.figures import (
    CASES,
    LINKS,
    NAMES,
    PRINTS,
    REFERENCES,
    Case,
    NotRun,
    Results,
    Row,
    Series,
    Sheaf,
    Tool,
    Weight,
    growth,
    rows,
)

_HEAD = ("clock, s", "lowest to highest", "processors, s", "memory, MB", "ms a product")
# What is told of the reference in the head of a column.
_TIMES = {
    Tool.INFORCE: "times inforce",
    Tool.LEAN: "times without search",
    Tool.OWN_LINKS: "times inforce",
    Tool.CATALOGUE: "times inforce",
}
_GROWN = "Times as long by the clock / as much of the processors / as much memory:"


def report(results: Results) -> str:
    """Return the whole report, without a heading of its own."""
    parts = [_where(results)]
    for series in results.series:
        parts += [f"### {_many(series.products)} products", *_tables(series), *_rest(series)]
    if len(results.series) > 1:
        parts += ["### From size to size", _GROWN, _growth(results)]
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
    builds = [row for row in found if row.tool not in LINKS + PRINTS]
    for case, group in groupby(builds, key=lambda row: row.case):
        yield f"{CASES[case]}:\n\n{_table(list(group), series)}"
    for tools, head in (
        (LINKS, "The links of the site that inforce built:"),
        (PRINTS, "All products as PDF:"),
    ):
        rest = [row for row in found if row.tool in tools]
        if rest:
            yield f"{head}\n\n{_table(rest, series)}"


def _table(found: list[Row], series: Series) -> str:
    references = list(dict.fromkeys(one for row in found for one in REFERENCES.get(row.tool, ())))
    heads = ["", *_HEAD, *(_TIMES[one] for one in references)]
    lines = [f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for row in found:
        kept = row.tool in PRINTS and row.case is Case.AGAIN
        cells = [
            NAMES[row.tool] + (", kept" if kept else ""),
            _seconds(row.seconds),
            f"{_seconds(row.low)} to {_seconds(row.high)}",
            _seconds(row.processor),
            f"{row.memory:.0f}",
            f"{1000 * row.seconds / series.products:.2f}",
            *(f"{row.ratios[one]:.2f}" if one in row.ratios else "" for one in references),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _rest(series: Series) -> Iterator[str]:
    runs = max((sample.round + 1 for sample in series.samples), default=0)
    said = "One round." if runs == 1 else f"Medians of {runs} rounds."
    fewer = dict.fromkeys(NAMES[row.tool] for row in rows(series) if row.runs < runs)
    if fewer:
        said += f" In the first alone: {'; '.join(fewer)}."
    yield " ".join([said, *map(_weight, series.weights), *map(_sheaf, series.sheaves)])
    if series.not_run:
        yield f"Not run: {'; '.join(map(_left_out, series.not_run))}."


def _weight(weight: Weight) -> str:
    return (
        f"{NAMES[weight.tool]} wrote {weight.mean / 1000:.1f} kB a product page, "
        f"{_many(weight.files)} files, {weight.size / 1e6:.0f} MB."
    )


def _sheaf(sheaf: Sheaf) -> str:
    documents = "one PDF" if sheaf.documents == 1 else f"{_many(sheaf.documents)} PDFs"
    return (
        f"{NAMES[sheaf.tool]}: {documents}, {_many(sheaf.pages)} pages, {sheaf.size / 1e6:.1f} MB."
    )


def _left_out(one: NotRun) -> str:
    return f"{NAMES[one.tool]} ({one.why})"


def _growth(results: Results) -> str:
    steps = list(pairwise(results.series))
    heads = [f"{_many(one.products)} to {_many(other.products)}" for one, other in steps]
    found: dict[tuple[Tool, Case], list[str]] = {}
    for at, (one, other) in enumerate(steps):
        for grown in growth(one, other):
            cells = found.setdefault((grown.tool, grown.case), [""] * len(steps))
            figures = (grown.seconds, grown.processor, grown.memory)
            cells[at] = " / ".join(f"{times:.1f}" for times in figures)
    lines = [f"|  | {' | '.join(heads)} |", "|---" + "|---:" * len(heads) + "|"]
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
