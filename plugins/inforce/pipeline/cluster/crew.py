"""A Dask cluster as a crew."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, final

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster.connection import (
    connected,
    require_dask,
    require_program,
    workers_here,
)
from inforce.pipeline.cluster.exchange import Exchange, begun
from inforce.pipeline.cluster.job import Job
from inforce.pipeline.cluster.job_run import JobRun
from inforce.pipeline.cluster.pages import Pages
from inforce.pipeline.cluster.reading import Reading
from inforce.pipeline.cluster.shard import unseen
from inforce.pipeline.leaves.crew import Keep, Work
from inforce.readers.records import Unread
from inforce.readers.spread import apart

# The address of workers on this machine, started for one job.
LOCAL = "local"
Shown: TypeAlias = Callable[[Iterable[Any], str, int], Iterator[Any]]


@final
class DaskCrew:
    """The workers of a Dask cluster (implements ``pipeline.crew.Crew``).

    ``exchange`` is a folder or a URL that the workers see too; workers on this machine need none.
    ``now`` is the moment at which the build begins, ``shown`` shows how far it is. Dask runs in a
    process of its own: its threads would forbid to fork this one.
    """

    def __init__(self, address: str, exchange: str | None, now: datetime, shown: Shown) -> None:
        """Raise InforceError where Dask or the exchange is missing; nothing is asked of either."""
        self._address = address
        self._exchange = exchange
        self._now = now
        self._shown = shown
        require_dask()
        if address != LOCAL and exchange is None:
            raise InforceError(
                "--cluster needs --exchange: a folder that all workers see, or s3://BUCKET/FOLDER"
            )

    def prove(self) -> None:
        """Raise InforceError unless the cluster answers and can do what it will be asked for.

        Its workers must run this program, and see the exchange.
        """
        if self._address != LOCAL and self._exchange is not None:
            place = self._exchange
            apart(lambda: self._ask(place))

    def read(self, files: Unread) -> None:
        """Find the records of files on the cluster, and leave them where they are wanted."""
        with TemporaryDirectory(prefix="inforce-crew-") as scratch:
            self._do(Reading(files), Path(scratch))

    def make(self, work: Work, keep: Keep) -> None:
        """Make all of each leaf on the cluster, and hand it to ``keep`` here."""
        self._do(Pages(work, keep), work.scratch)

    def _do(self, job: Job[Any], scratch: Path) -> None:
        """Do a job in a process of its own; ``scratch`` is for workers on this machine."""
        if job.items:
            apart(lambda: self._share_out(job, scratch))

    def _ask(self, place: str) -> None:
        with connected(self._address) as client:
            require_program(client, self._address)
            with _begun(place, self._now) as exchange:
                name = exchange.put(b"")
                for told in client.run(unseen, exchange.address, name).values():
                    if told:
                        raise InforceError(f"a worker does not see the exchange: {told}")

    def _share_out(self, job: Job[Any], scratch: Path) -> None:
        with ExitStack() as stack:
            place = self._exchange or str(scratch / "exchange")
            exchange = stack.enter_context(_begun(place, self._now))
            address = self._address
            if address == LOCAL:
                address = stack.enter_context(workers_here(scratch))
            client = stack.enter_context(connected(address))
            commission = exchange.put(job.commission())
            # A worker that is still at it at the end looks for the commission, and clears up.
            stack.callback(_dropped, exchange, commission)
            run = JobRun(client, exchange, commission, job)
            stack.callback(run.stop)
            deque(self._shown(run.done(), job.doing, len(job.items)), maxlen=0)


@contextmanager
def _begun(address: str, now: datetime) -> Iterator[Exchange]:
    """Open a folder for a job in the exchange, and remove it at the end, whatever happens."""
    exchange = begun(address, now)
    try:
        yield exchange
    finally:
        with suppress(InforceError):  # nothing of the output is there
            exchange.close()


def _dropped(exchange: Exchange, name: str) -> None:
    with suppress(InforceError):
        exchange.drop(name)
