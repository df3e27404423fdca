"""The job of making all that there is to make of leaves, of families and products."""

from __future__ import annotations

from typing import final

import msgspec

from inforce.pipeline.cluster.exchange import DamagedError, Exchange
from inforce.pipeline.cluster.job import Items, decoded
from inforce.pipeline.cluster.shard import Make, Told, Trade
from inforce.pipeline.cluster.wire import decode, encode
from inforce.pipeline.leaves.crew import Keep, Work
from inforce.pipeline.leaves.leaf_made import Made, made


@final
class Pages:
    """Leaves to be made (implements ``cluster.job.Job``)."""

    doing = "Making pages"
    kind = "pages"
    largest = 200

    def __init__(self, work: Work, keep: Keep) -> None:
        """Hand what is made of each leaf of ``work`` to ``keep``."""
        self.items = work.leaves
        self._commission = work.commission
        self._keep = keep

    @property
    def trade(self) -> Trade:
        """Return what workers do."""
        return make_pages

    def commission(self) -> bytes:
        """Return the edition, and all else that leaves are made from."""
        return encode(self._commission)

    def told(self, items: Items, exchange: Exchange) -> Told:  # noqa: ARG002 - no more is needed
        """Return the leaves."""
        return items

    def opened(self, shard: bytes, items: Items) -> list[Made]:
        """Return what was made of each leaf."""
        found = decoded(shard, list[Made])
        if tuple(one.leaf for one in found) != items:
            raise DamagedError("a shard holds other leaves than were asked for")
        return found

    def keep(self, items: Items, made: list[Made]) -> None:  # noqa: ARG002 - each has its name
        """Hand over what was made."""
        for one in made:
            self._keep(one)


def make_pages(commission: bytes) -> Make:
    """Return what makes shards of leaves as a commission says."""
    run = decode(commission).run()

    def make(_: Exchange, leaves: Told) -> bytes:
        return msgspec.msgpack.encode([made(run, leaf) for leaf in leaves])

    return make
