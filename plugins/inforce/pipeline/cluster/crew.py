"""A Dask cluster as a crew."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias, final

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster.connection import (
    ANSWER,
    LostError,
    asking,
    connected,
    done,
    first_line,
    require_dask,
    require_program,
    workers_here,
)
from inforce.pipeline.cluster.exchange import Exchange, begun
from inforce.pipeline.cluster.program import ForeignProgramError, program
from inforce.pipeline.cluster.shard import make_shard, opened, release, unseen
from inforce.pipeline.cluster.wire import encode
from inforce.pipeline.crew import Keep, Work
from inforce.readers.spread import apart

if TYPE_CHECKING:
    from inforce.pipeline.cluster.connection import Client, Future

# The address of workers on this machine, started for one build.
LOCAL = "local"
Shown: TypeAlias = Callable[[Iterable[Any], str, int], Iterator[Any]]
Leaves: TypeAlias = tuple[str, ...]

# So often a shard is made before the build gives up.
_TRIES = 4
# A shard is some seconds of work, and each worker gets several: they end together.
_LARGEST = 200
_APIECE = 4
# Seconds between two looks for workers, and how long there may be none.
_LOOK = 1.0
_ALONE = 30.0


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

    def make(self, work: Work, keep: Keep) -> None:
        """Make all of each leaf on the cluster, and hand it to ``keep`` here."""
        if work.leaves:
            apart(lambda: self._make(work, keep))

    def _ask(self, place: str) -> None:
        with connected(self._address) as client:
            require_program(client, self._address)
            with _begun(place, self._now) as exchange:
                name = exchange.put(b"")
                for told in client.run(unseen, exchange.address, name).values():
                    if told:
                        raise InforceError(f"a worker does not see the exchange: {told}")

    def _make(self, work: Work, keep: Keep) -> None:
        with ExitStack() as stack:
            place = self._exchange or str(work.scratch / "exchange")
            exchange = stack.enter_context(_begun(place, self._now))
            address = self._address
            if address == LOCAL:
                address = stack.enter_context(workers_here(work.scratch))
            client = stack.enter_context(connected(address))
            commission = exchange.put(encode(work.commission))
            # A worker that is still at it at the end looks for the commission, and clears up.
            stack.callback(_dropped, exchange, commission)
            run = _Run(client, exchange, commission, keep)
            stack.callback(run.stop)
            steps = run.made(work.leaves)
            deque(self._shown(steps, "Making pages", len(work.leaves)), maxlen=0)


@final
class _Run:
    """The shards of one build on their way to workers and back."""

    def __init__(self, client: Client, exchange: Exchange, commission: str, keep: Keep) -> None:
        self._client = client
        self._exchange = exchange
        self._commission = commission
        self._keep = keep
        self._waiting: deque[Leaves] = deque()
        self._pending: dict[Future[str], Leaves] = {}
        self._tries: dict[Leaves, int] = {}
        self._seen = monotonic()

    def made(self, leaves: Leaves) -> Iterator[str]:
        """Yield each leaf once it is kept."""
        size = ceil(len(leaves) / (max(self._threads(), 1) * _APIECE))
        size = min(size, _LARGEST)
        self._waiting.extend(leaves[at : at + size] for at in range(0, len(leaves), size))
        while self._waiting or self._pending:
            self._hand_out()
            for future in done(self._pending, _LOOK):
                yield from self._taken(future, self._pending.pop(future))

    def stop(self) -> None:
        """Take back what workers have not begun."""
        with suppress(Exception):  # the cluster may be gone
            self._client.cancel([*self._pending], force=True)
            self._client.run(release, on_error="ignore")

    def _hand_out(self) -> None:
        """Keep each worker busy; who joins later gets a share, and the scheduler holds little."""
        room = 2 * max(self._threads(), 1)
        while self._waiting and len(self._pending) < room:
            shard = self._waiting.popleft()
            self._tries[shard] = self._tries.get(shard, 0) + 1
            with asking():
                future = self._client.submit(
                    make_shard,
                    program(),
                    self._exchange.address,
                    self._commission,
                    shard,
                    key=f"{self._exchange.name}-{shard[0]}-{self._tries[shard]}",
                    pure=False,
                )
            self._pending[future] = shard

    def _threads(self) -> int:
        """Return how many shards can be made at a time; raise LostError after long with none."""
        with asking():
            threads: int = sum(self._client.nthreads().values())
        if threads:
            self._seen = monotonic()
        elif monotonic() - self._seen > _ALONE:
            raise LostError("has no worker left")
        return threads

    def _taken(self, future: Future[str], shard: Leaves) -> Iterator[str]:
        """Yield the leaves of a shard, or have it made again."""
        try:
            name = future.result(ANSWER)
            made = opened(self._exchange.get(name), shard)
        except ForeignProgramError:
            raise
        except CancelledError as error:
            raise LostError("does not answer any more") from error
        except Exception as error:  # of a worker, of its end, of the exchange
            if self._tries[shard] == _TRIES:
                raise InforceError(
                    f"the pages from {shard[0]} to {shard[-1]} were tried {_TRIES} times: "
                    f"{first_line(error)}"
                ) from error
            self._waiting.append(shard)
            return
        for one in made:
            self._keep(one)
            yield one.leaf
        self._exchange.drop(name)


@contextmanager
def _begun(address: str, now: datetime) -> Iterator[Exchange]:
    """Open the folder of a build in the exchange, and remove it at the end, whatever happens."""
    exchange = begun(address, now)
    try:
        yield exchange
    finally:
        with suppress(InforceError):  # nothing of the output is there
            exchange.close()


def _dropped(exchange: Exchange, name: str) -> None:
    with suppress(InforceError):
        exchange.drop(name)
