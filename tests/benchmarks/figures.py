"""What was measured: runs of tools on catalogues of some sizes, and what is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from statistics import median

from msgspec import Struct

from tests.benchmarks.process import Took


class Tool(Enum):
    """Who is measured."""

    INFORCE = "inforce"
    LEAN = "inforce-no-search"
    CHECK = "inforce-check"
    HUGO = "hugo"
    MKDOCS = "mkdocs"
    OWN_LINKS = "inforce-links"
    LYCHEE = "lychee"
    LINKCHECKER = "linkchecker"
    CATALOGUE = "inforce-catalogue"
    WEASYPRINT = "weasyprint"
    BROCHURES = "inforce-brochures"


class Case(Enum):
    """What stands there before: nothing, all of it, all of it and one changed product."""

    FIRST = "first"
    AGAIN = "again"
    CHANGED = "changed"


NAMES = {
    Tool.INFORCE: "inforce",
    Tool.LEAN: "inforce without search",
    Tool.CHECK: "inforce check",
    Tool.HUGO: "Hugo",
    Tool.MKDOCS: "MkDocs + Material",
    Tool.OWN_LINKS: "inforce, link index",
    Tool.LYCHEE: "lychee",
    Tool.LINKCHECKER: "linkchecker",
    Tool.CATALOGUE: "inforce, catalogue",
    Tool.WEASYPRINT: "WeasyPrint, product pages",
    Tool.BROCHURES: "inforce, brochures",
}
LINKS = (Tool.OWN_LINKS, Tool.LYCHEE, Tool.LINKCHECKER)
PRINTS = (Tool.CATALOGUE, Tool.WEASYPRINT, Tool.BROCHURES)
CASES = {
    Case.FIRST: "From nothing",
    Case.AGAIN: "Again, nothing changed",
    Case.CHANGED: "Again, one product changed",
}
# With which of inforce's own the tools are compared; only those that do the same kind of work are.
REFERENCES = {
    **dict.fromkeys((Tool.INFORCE, Tool.LEAN, Tool.HUGO, Tool.MKDOCS), (Tool.INFORCE, Tool.LEAN)),
    **dict.fromkeys(LINKS, (Tool.OWN_LINKS,)),
    **dict.fromkeys((Tool.CATALOGUE, Tool.WEASYPRINT), (Tool.CATALOGUE,)),
}

# The load of a machine that waits to be used, at most.
_IDLE = 0.5


class Sample(Struct, frozen=True, kw_only=True):
    """One run; ``load`` is the machine's load of the minute before it."""

    tool: Tool
    case: Case
    round: int
    took: Took
    load: float


class Weight(Struct, frozen=True, kw_only=True):
    """What a tool wrote: product pages with their mean size in bytes, and all files."""

    tool: Tool
    pages: int
    mean: float
    files: int
    size: int


class Sheaf(Struct, frozen=True, kw_only=True):
    """What a tool printed: PDFs, their pages, and their size in bytes."""

    tool: Tool
    documents: int
    pages: int
    size: int


class NotRun(Struct, frozen=True, kw_only=True):
    """A tool that was left out, and the reason in words."""

    tool: Tool
    why: str


class Series(Struct, frozen=True, kw_only=True):
    """All runs on a catalogue of one size, and who did not run."""

    products: int
    locales: int
    samples: tuple[Sample, ...]
    weights: tuple[Weight, ...]
    sheaves: tuple[Sheaf, ...]
    not_run: tuple[NotRun, ...]


class Machine(Struct, frozen=True, kw_only=True):
    """Where it was measured: memory in megabytes, versions by program."""

    system: str
    processor: str
    cores: int
    memory: int
    versions: dict[str, str]


class Results(Struct, frozen=True, kw_only=True):
    """All of it: ``day`` is that of the first run, loads are those of 1, 5 and 15 minutes."""

    day: str
    machine: Machine
    load_before: tuple[float, float, float]
    load_after: tuple[float, float, float]
    series: tuple[Series, ...]

    @property
    def most(self) -> float:
        """The highest load of a minute before any run; the runs themselves are a part of it."""
        return max((one.load for part in self.series for one in part.samples), default=0.0)

    @property
    def busy(self) -> bool:
        """Whether other work was done: some at the start, or more later than the runs make."""
        return self.load_before[0] > _IDLE or self.most > self.machine.cores + 1


class Row(Struct, frozen=True, kw_only=True):
    """What the runs of one tool in one case come to.

    Medians of seconds, processor seconds and megabytes; ``low`` and ``high`` are of the seconds.
    ``ratios`` holds, for each of the tool's references that ran so, the median over the rounds of
    the tool's seconds against those of the reference.
    """

    tool: Tool
    case: Case
    runs: int
    seconds: float
    low: float
    high: float
    processor: float
    memory: float
    ratios: dict[Tool, float]


def rows(series: Series) -> Iterator[Row]:
    """Yield a row for each tool and case that was run, case by case."""
    for case in Case:
        for tool in Tool:
            found = _runs(series, tool, case)
            if found:
                seconds = [took.seconds for took in found.values()]
                yield Row(
                    tool=tool,
                    case=case,
                    runs=len(found),
                    seconds=median(seconds),
                    low=min(seconds),
                    high=max(seconds),
                    processor=median(took.processor for took in found.values()),
                    memory=median(took.memory for took in found.values()),
                    ratios=dict(_ratios(series, tool, case)),
                )


class Growth(Struct, frozen=True, kw_only=True):
    """How many times as long, and as much memory, the larger of two catalogues takes."""

    tool: Tool
    case: Case
    seconds: float
    processor: float
    memory: float


def growth(smaller: Series, larger: Series) -> Iterator[Growth]:
    """Yield it for each tool and case that ran on both."""
    before = {(row.tool, row.case): row for row in rows(smaller)}
    for row in rows(larger):
        base = before.get((row.tool, row.case))
        if base is not None:
            yield Growth(
                tool=row.tool,
                case=row.case,
                seconds=row.seconds / base.seconds,
                processor=row.processor / base.processor,
                memory=row.memory / base.memory,
            )


def _ratios(series: Series, tool: Tool, case: Case) -> Iterator[tuple[Tool, float]]:
    mine = _runs(series, tool, case)
    for reference in REFERENCES.get(tool, ()):
        theirs = _runs(series, reference, case)
        both = mine.keys() & theirs.keys()
        if both and reference is not tool:
            yield reference, median(mine[at].seconds / theirs[at].seconds for at in both)


def _runs(series: Series, tool: Tool, case: Case) -> dict[int, Took]:
    return {
        sample.round: sample.took
        for sample in series.samples
        if sample.tool is tool and sample.case is case
    }
