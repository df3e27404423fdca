"""What each stage of a build takes of one core, and what a cluster adds to it.

    python -m tests.benchmarks.stages SITE OUT

builds SITE, which has no output and no caches, into OUT in this process alone, and prints what each
stage took as JSON. Files and products go the way that they go on a cluster, through real shards and
a real exchange, but are read and made here: so nobody waits, and seconds of the processor are all
there is to tell.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec import Struct

from inforce.pipeline.cluster import pages, shard
from inforce.pipeline.cluster.exchange import begun
from inforce.pipeline.cluster.job import Job
from inforce.pipeline.cluster.pages import Pages
from inforce.pipeline.cluster.program import program
from inforce.pipeline.cluster.reading import Reading
from inforce.pipeline.leaves.crew import Keep, Work
from inforce.pipeline.leaves.leaf_memory import LeafMemory
from inforce.pipeline.links.shell_links import ShellLinks
from inforce.pipeline.order import Order
from inforce.pipeline.output.staging import Staging
from inforce.pipeline.publishing import publication, publish
from inforce.pipeline.publishing.host import find_host
from inforce.pipeline.publishing.publish import open_publications
from inforce.readers import records
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.records import Unread

_UNIT = 1024 if sys.platform == "linux" else 1024**2
# Where a build calls a stage: what stands there is measured.
_CALLED: tuple[tuple[Any, str, str], ...] = (
    (publish, "standings", "decide"),
    (publish, "check_corpus", "check"),
    (publish, "decide", "decide"),
    (publication.Publication, "_write_lists", "lists"),
    (publication, "write_manifest", "manifest"),
    (publication, "check_output", "links"),
    (publication, "require_whole", "manifest"),
    (Staging, "swap", "swap"),
    (LeafMemory, "keep", "keep"),
    (pages, "made", "render"),
    (ShellLinks, "of", "page links"),
)


class Stages(Struct, frozen=True, kw_only=True):
    """Seconds of the processor by stage; ``memory`` is the most that was held, in megabytes."""

    products: int
    seconds: dict[str, float]
    memory: float


class Clock:
    """Adds up the processor's time by stage; what a stage calls counts for what it is itself."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def timed(self, owner: Any, name: str, stage: str) -> None:  # noqa: ANN401 - a module or a class
        """Let what ``owner`` has under ``name`` be measured whenever it is called."""
        called: Callable[..., Any] = getattr(owner, name)

        def measured(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the function's own
            with self.stage(stage):
                return called(*args, **kwargs)

        setattr(owner, name, measured)

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            stage = self._running[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


class Costs(Struct, frozen=True, kw_only=True):
    """The stages that the parts of a job count for."""

    send: str
    work: str
    fetch: str
    keep: str


class AllHere:
    """A crew of one: this process is the worker too (implements ``pipeline.leaves.crew.Crew``)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def prove(self) -> None:
        """It is there, or nobody would ask."""

    def read(self, files: Unread) -> None:
        costs = Costs(send="files", work="parse", fetch="files", keep="files")
        with TemporaryDirectory(prefix="inforce-stages-") as scratch:
            self._do(Reading(files), Path(scratch), costs)

    def make(self, work: Work, keep: Keep) -> None:
        costs = Costs(send="send", work="pack", fetch="fetch", keep="write")
        self._do(Pages(work, keep), work.scratch, costs)

    def _do(self, job: Job[Any], scratch: Path, costs: Costs) -> None:
        stage, items = self._clock.stage, job.items
        exchange = begun(str(scratch / "exchange"), datetime.now(UTC))
        with stage(costs.send):
            given = (program(), exchange.address, job.trade, exchange.put(job.commission()))
        with stage("start"):
            shard.make_shard(*given, job.told((), exchange))
        for at in range(0, len(items), job.largest):
            wanted = items[at : at + job.largest]
            with stage(costs.send):
                told = job.told(wanted, exchange)
            with stage(costs.work):
                name = shard.make_shard(*given, told)
            with stage(costs.fetch):
                found = job.opened(exchange.get(name), wanted)
                exchange.drop(name)
            with stage(costs.keep):
                job.keep(wanted, found)
        shard.release()
        exchange.close()


def measure(site: Path, out: Path, day: datetime) -> Stages:
    """Build ``site`` into ``out`` and return what the stages took; pagefind counts as ``index``."""
    clock = Clock()
    for owner, name, stage in _CALLED:
        clock.timed(owner, name, stage)
    host = find_host()
    records._WORTH_SPREADING = 1  # however few they are: a cluster's way is what is measured
    crew = AllHere(clock)
    with clock.stage("read"):
        corpus = read_corpus(site, learn=crew.read)
    with clock.stage("read again"):
        read_corpus(site)
    order = Order(root=site, out=out, today=day.date(), search=True, origin=host.origin(site))
    with clock.stage("host"):
        for opened in open_publications(corpus, order, ("public",), crew):
            host.build(opened)
            opened.complete()
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock.seconds["index"] = beside.ru_utime + beside.ru_stime
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT
    return Stages(products=len(corpus.products), seconds=clock.seconds, memory=held)


def main() -> None:
    """Measure on one core, so that nothing is given to other processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--day", type=datetime.fromisoformat, required=True)
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    done = measure(asked.site.resolve(), asked.out.resolve(), asked.day)
    sys.stdout.buffer.write(msgspec.json.encode(done) + b"\n")


if __name__ == "__main__":
    main()
