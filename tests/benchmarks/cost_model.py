"""What a build costs by stage and product, and what that comes to for more products and machines.

    python -m tests.benchmarks.cost_model --sizes 1000 10000 --rounds 3 --out build/cost

builds a catalogue of each size stage by stage, takes of the rounds the least of each, as what else
a machine does only adds to it, lays a line through what each stage took, ``a + b``
times the number of products, and writes the costs and a projection as Markdown. Nothing of the
projection is measured: it says what follows if the lines stay straight.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from tests.benchmarks.catalogue import AS_OF, Size, write_catalogue
from tests.benchmarks.stages import Stages

_SIZES = (1_000, 10_000)
_PROJECTED = (100_000, 1_000_000, 10_000_000)
_WORKERS = (1, 10, 100)
_HOUR, _MINUTE = 3600, 60


class Place(Enum):
    """Who does a stage when a site is built on a cluster."""

    CLIENT = "the build's machine"
    WORKERS = "workers, shared out"
    EACH = "each worker"
    BESIDE = "the build's machine, beside"


# In the order of a build; what is read again stands in the place of what is read first.
STAGES: dict[str, tuple[Place, str]] = {
    "files": (Place.CLIENT, "send files, receive their records"),
    "parse": (Place.WORKERS, "parse files, hold them against schemas"),
    "read": (Place.CLIENT, "read records"),
    "read again": (Place.CLIENT, "read files that are known"),
    "check": (Place.CLIENT, "check"),
    "decide": (Place.CLIENT, "decide what is in force"),
    "host": (Place.CLIENT, "pages of the host, and all the rest"),
    "lists": (Place.CLIENT, "lists, families, feeds"),
    "send": (Place.CLIENT, "send what products are made from"),
    "start": (Place.EACH, "receive that, and the schemas"),
    "render": (Place.WORKERS, "render pages and API"),
    "page links": (Place.WORKERS, "read what pages lead to"),
    "pack": (Place.WORKERS, "pack and send shards"),
    "fetch": (Place.CLIENT, "receive and unpack shards"),
    "write": (Place.CLIENT, "write files"),
    "index": (Place.BESIDE, "index for the search"),
    "manifest": (Place.CLIENT, "manifest, and hold the disk against it"),
    "links": (Place.CLIENT, "look up all links"),
    "swap": (Place.CLIENT, "bring to the disk and swap in"),
    "keep": (Place.CLIENT, "keep for the next build"),
}
# A build reads once.
_COUNTED = tuple(stage for stage in STAGES if stage != "read again")


class Line(Struct, frozen=True):
    """Seconds that a stage takes: ``fixed``, and ``each`` for a product."""

    fixed: float
    each: float

    def at(self, products: int) -> float:
        return self.fixed + self.each * products


def line(points: Sequence[tuple[int, float]]) -> Line:
    """Return the line through the first and the last point.

    One that would begin below 0 begins there, and leads through the last.
    """
    (few, short), (many, long) = points[0], points[-1]
    each = max((long - short) / (many - few), 0.0)
    fixed = short - each * few
    return Line(fixed, each) if fixed >= 0 else Line(0.0, long / many)


class Model(Struct, frozen=True):
    """A line for each stage, and one for the memory of the build's machine in megabytes."""

    stages: dict[str, Line]
    memory: Line

    def seconds(self, place: Place, products: int) -> float:
        """Return what all stages of a place take together."""
        return sum(
            self.stages[stage].at(products) for stage in _COUNTED if STAGES[stage][0] is place
        )

    def least(self, products: int) -> float:
        """Return the seconds that no worker can take off a build."""
        return self.seconds(Place.CLIENT, products) + self.seconds(Place.EACH, products)

    def wall(self, products: int, workers: int) -> float:
        """Return the seconds of a build with so many workers of one core.

        Nothing is counted as done at the same time but what workers do, and the search index.
        """
        return self.least(products) + self.seconds(Place.WORKERS, products) / workers


def model(measured: Iterable[Stages]) -> Model:
    """Return the model of what was measured, of two sizes at least."""
    found = sorted(measured, key=lambda one: one.products)
    lines = {
        stage: line([(one.products, one.seconds.get(stage, 0.0)) for one in found])
        for stage in STAGES
    }
    return Model(lines, line([(one.products, one.memory) for one in found]))


def report(measured: Sequence[Stages]) -> str:
    """Return costs and projection as Markdown."""
    made = model(measured)
    return "\n".join([*_costs(measured, made), "", *_projection(made), ""])


def _costs(measured: Sequence[Stages], made: Model) -> Iterator[str]:
    sizes = "".join(f" {one.products:,}, s |" for one in measured)
    yield f"| stage | who |{sizes} fixed, s | ms a product |"
    yield f"|---|---|{'---:|' * len(measured)}---:|---:|"
    for stage, (place, told) in STAGES.items():
        took = "".join(f" {one.seconds.get(stage, 0.0):.2f} |" for one in measured)
        fit = made.stages[stage]
        yield f"| {told} | {place.value} |{took} {fit.fixed:.2f} | {1000 * fit.each:.3f} |"
    for place in Place:
        stages = [stage for stage in _COUNTED if STAGES[stage][0] is place]
        took = "".join(
            f" {sum(one.seconds.get(stage, 0.0) for stage in stages):.2f} |" for one in measured
        )
        each = sum(made.stages[stage].each for stage in stages)
        fixed = sum(made.stages[stage].fixed for stage in stages)
        yield f"| **together** | **{place.value}** |{took} {fixed:.2f} | {1000 * each:.3f} |"


def _projection(made: Model) -> Iterator[str]:
    workers = "".join(f" {count} |" for count in _WORKERS)
    yield f"| products |{workers} any number | index | memory |"
    yield f"|---:|{'---:|' * len(_WORKERS)}---:|---:|---:|"
    for products in _PROJECTED:
        took = "".join(f" {_span(made.wall(products, count))} |" for count in _WORKERS)
        least = _span(made.least(products))
        index = _span(made.seconds(Place.BESIDE, products))
        memory = f"{made.memory.at(products) / 1000:,.0f} GB"
        yield f"| {products:,} |{took} {least} | {index} | {memory} |"


def _span(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{seconds / _HOUR:,.1f} h"
    return f"{seconds / _MINUTE:.1f} min" if seconds >= _MINUTE else f"{seconds:.1f} s"


def measure(products: int, folder: Path) -> Stages:
    """Make a catalogue in ``folder`` and return what the stages of its build take."""
    site = write_catalogue(folder / "site", Size(products=products))
    command = (sys.executable, "-m", "tests.benchmarks.stages", site, folder / "out")
    done = subprocess.run(
        (*command, "--day", AS_OF.isoformat()), check=True, stdout=subprocess.PIPE
    )
    return msgspec.json.decode(done.stdout, type=Stages)


def least(rounds: Sequence[Stages]) -> Stages:
    """Return the least that each stage took in any of the rounds, and the most memory."""
    return Stages(
        products=rounds[0].products,
        seconds={stage: min(one.seconds[stage] for one in rounds) for stage in STAGES},
        memory=max(one.memory for one in rounds),
    )


def main() -> None:
    """Measure what is asked for, and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("build/cost"))
    asked = parser.parse_args()
    measured = []
    for products in sorted(asked.sizes):
        rounds = []
        for _ in range(asked.rounds):
            with TemporaryDirectory(prefix="inforce-cost-") as folder:
                rounds.append(measure(products, Path(folder)))
        measured.append(least(rounds))
    asked.out.mkdir(parents=True, exist_ok=True)
    octets = msgspec.json.format(msgspec.json.encode(measured), indent=1)
    (asked.out / "stages.json").write_bytes(octets + b"\n")
    (asked.out / "cost.md").write_text(report(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
