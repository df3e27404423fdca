"""The shards of one job on their way to workers and back; whatever is lost is made again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import Future as Coming
from contextlib import suppress
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any, final

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster.connection import ANSWER, LostError, asking, done, first_line
from inforce.pipeline.cluster.exchange import Exchange
from inforce.pipeline.cluster.job import Items, Job
from inforce.pipeline.cluster.program import ForeignProgramError, program
from inforce.pipeline.cluster.shard import make_shard, release

if TYPE_CHECKING:
    from inforce.pipeline.cluster.connection import Client, Future

# So often a shard is made before the build gives up.
_TRIES = 4
# A shard is some seconds of work, and each worker gets several: they end together.
_APIECE = 4
# Shards are fetched so many at a time: that is waiting and unpacking, which threads can do.
_AT_ONCE = 4
# Seconds between two looks for workers, and how long there may be none.
_LOOK = 1.0
_ALONE = 30.0


@final
class JobRun:
    """Has the workers of ``client`` do a job through ``exchange``, by what lies there."""

    def __init__(self, client: Client, exchange: Exchange, commission: str, job: Job[Any]) -> None:
        self._client = client
        self._exchange = exchange
        self._commission = commission
        self._job = job
        self._waiting: deque[Items] = deque()
        self._pending: dict[Future[str], Items] = {}
        self._tries: dict[Items, int] = {}
        self._seen = monotonic()

    def done(self) -> Iterator[str]:
        """Yield each item once what was made of it is kept."""
        items = self._job.items
        size = ceil(len(items) / (max(self._threads(), 1) * _APIECE))
        size = min(size, self._job.largest)
        self._waiting.extend(items[at : at + size] for at in range(0, len(items), size))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            coming: deque[tuple[Items, Coming[Any]]] = deque()
            while self._waiting or self._pending or coming:
                self._hand_out()
                ready = [future for future in self._pending if future.done()]
                if not (ready or coming):
                    ready = [*done(self._pending, _LOOK)]
                for future in ready[: _AT_ONCE - len(coming)]:
                    items = self._pending.pop(future)
                    coming.append((items, pool.submit(self._fetched, future, items)))
                if coming:
                    yield from self._taken(*coming.popleft())

    def stop(self) -> None:
        """Take back what workers have not begun."""
        with suppress(Exception):  # the cluster may be gone
            self._client.cancel([*self._pending], force=True)
            self._client.run(release, on_error="ignore")

    def _hand_out(self) -> None:
        """Keep each worker busy; who joins later gets a share, and the scheduler holds little."""
        room = 2 * max(self._threads(), 1)
        while self._waiting and len(self._pending) < room:
            items = self._waiting.popleft()
            self._tries[items] = self._tries.get(items, 0) + 1
            try:
                told = self._job.told(items, self._exchange)
            except InforceError as error:
                self._failed(items, error)
                continue
            with asking():
                future = self._client.submit(
                    make_shard,
                    program(),
                    self._exchange.address,
                    self._job.trade,
                    self._commission,
                    told,
                    key=f"{self._exchange.name}-{items[0]}-{self._tries[items]}",
                    pure=False,
                )
            self._pending[future] = items

    def _threads(self) -> int:
        """Return how many shards can be made at a time; raise LostError after long with none."""
        with asking():
            threads: int = sum(self._client.nthreads().values())
        if threads:
            self._seen = monotonic()
        elif monotonic() - self._seen > _ALONE:
            raise LostError("has no worker left")
        return threads

    def _fetched(self, future: Future[str], items: Items) -> object:
        """Return what was made of a shard's items; it is taken out of the exchange."""
        name = future.result(ANSWER)
        made = self._job.opened(self._exchange.get(name), items)
        self._exchange.drop(name)
        return made

    def _taken(self, items: Items, coming: Coming[Any]) -> Iterator[str]:
        """Keep what was made of a shard's items and yield them, or have it made again."""
        try:
            made = coming.result()
        except ForeignProgramError:
            raise
        except CancelledError as error:
            raise LostError("does not answer any more") from error
        except Exception as error:  # noqa: BLE001 - of a worker, of its end, of the exchange
            self._failed(items, error)
            return
        self._job.keep(items, made)
        yield from items

    def _failed(self, items: Items, error: Exception) -> None:
        """Have a shard made again; raise InforceError where that was done often enough."""
        if self._tries[items] == _TRIES:
            raise InforceError(
                f"the {self._job.kind} from {items[0]} to {items[-1]} were tried {_TRIES} times: "
                f"{first_line(error)}"
            ) from error
        self._waiting.append(items)
