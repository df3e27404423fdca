"""How fast PDFs are set: inforce and WeasyPrint, turn about, with the same content and fonts.

    python -m tests.benchmarks.print_beside_weasyprint --site DIR --products 200

sets full product pages on A4 from the same views with both: name, picture, figures, grouped tables,
part numbers, record. inforce sets a whole catalogue, with cover, contents, comparisons and index;
WeasyPrint the product pages alone. Each run has a process of its own. Then come brochures, set anew
and taken from the store, and a catalogue of as many products as fill ``--pages``.

Reading the site and importing modules are not counted. Medians are told, of wall-clock time and of
processor time, which another load on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeAlias

import msgspec
from msgspec import Struct

from tests.benchmarks.run import Run

_RUN = "tests.benchmarks.run"
_HEAD = ("", "wall s", "processor s", "documents", "pages", "ms/page", "MB", "peak MB")
Start: TypeAlias = Callable[..., Run]


class Measure(Struct, frozen=True, kw_only=True):
    """The runs of one thing."""

    name: str
    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median of wall-clock time."""
        return median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median of processor time."""
        return median(run.processor for run in self.runs)

    @property
    def peak(self) -> float:
        """The most memory that a run needed, in megabytes."""
        return max(run.memory for run in self.runs)

    @property
    def last(self) -> Run:
        """What came out; every run gives the same."""
        return self.runs[-1]

    def row(self) -> tuple[str, ...]:
        """Return it in words, as ``_HEAD`` names them."""
        made = self.last
        return (
            self.name,
            f"{self.seconds:.2f}",
            f"{self.processor:.2f}",
            str(made.documents),
            str(made.pages),
            f"{1000 * self.seconds / made.pages:.1f}",
            f"{made.size / 1e6:.2f}",
            f"{self.peak:.0f}",
        )


def starter(site: Path, locale: str, as_of: date) -> Start:
    """Return what starts a run in a process of its own and waits for it."""

    def start(what: str, products: int, *more: str) -> Run:
        command = [sys.executable, "-m", _RUN, what, "--site", str(site), "--locale", locale]
        command += ["--as-of", as_of.isoformat(), "--products", str(products), *more]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        return msgspec.json.decode(done.stdout, type=Run)

    return start


def beside(start: Start, products: int, rounds: int) -> tuple[Measure, Measure]:
    """Return the runs of inforce and of WeasyPrint, which take turns."""
    found: dict[str, list[Run]] = {"catalogue": [], "weasyprint": []}
    for _ in range(rounds):
        for what, runs in found.items():
            runs.append(start(what, products))
    ours, theirs = (tuple(runs) for runs in found.values())
    return (
        Measure(name=f"inforce, catalogue of {products} products", runs=ours),
        Measure(name=f"WeasyPrint, {products} product pages", runs=theirs),
    )


def sheets(start: Start, products: int, rounds: int) -> Iterator[Measure]:
    """Yield the runs of brochures: set anew, and taken from a store."""
    cold, warm = [], []
    for _ in range(rounds):
        with TemporaryDirectory() as store:
            cold.append(start("brochures", products, "--store", store))
            warm.append(start("brochures", products, "--store", store))
    yield Measure(name="brochures, set", runs=tuple(cold))
    yield Measure(name="brochures, kept", runs=tuple(warm))


def table(measures: list[Measure]) -> Iterator[str]:
    """Yield the lines of a table of all measures."""
    rows = [_HEAD, *(one.row() for one in measures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [part.rjust(width) for part, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


def main() -> None:
    """Run all of it and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, default=Path(), help="the site; default: here")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--locale", default="en")
    parser.add_argument("--products", type=int, default=200, help="how many are set")
    parser.add_argument("--rounds", type=int, default=3, help="how often; medians are told")
    parser.add_argument("--pages", type=int, default=0, help="a catalogue of so many pages, too")
    parser.add_argument("--json", type=Path, help="a file for the figures of every run")
    asked = parser.parse_args()
    start = starter(asked.site, asked.locale, asked.as_of)
    ours, theirs = beside(start, asked.products, asked.rounds)
    measures = [ours, theirs, *sheets(start, asked.products, asked.rounds)]
    if asked.pages:
        wanted = round(asked.pages * asked.products / ours.last.pages)
        many = tuple(start("catalogue", wanted) for _ in range(asked.rounds))
        measures.append(Measure(name=f"inforce, catalogue of {wanted} products", runs=many))
    load = ", ".join(f"{part:.2f}" for part in os.getloadavg())
    print(*table(measures), sep="\n")  # noqa: T201 - this is what it is for
    per_page = [one.seconds / one.last.pages for one in (ours, theirs)]
    print(  # noqa: T201
        f"WeasyPrint takes {theirs.seconds / ours.seconds:.1f} times as long for the products, "
        f"{per_page[1] / per_page[0]:.1f} times for a page, "
        f"{theirs.processor / ours.processor:.1f} times as much of the processors; load {load}"
    )
    if asked.json is not None:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(measures)))


if __name__ == "__main__":
    main()
