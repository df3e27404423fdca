"""A job: many items that can be done apart from each other, a range of them in each shard."""

from __future__ import annotations

from typing import Protocol, TypeAlias, TypeVar

import msgspec

from inforce.pipeline.cluster.exchange import DamagedError, Exchange
from inforce.pipeline.cluster.shard import Told, Trade

Items: TypeAlias = tuple[str, ...]
_T = TypeVar("_T")


class Job(Protocol[_T]):
    """What a build has workers do, and what becomes of it here.

    ``items`` are called ``kind`` in messages; a shard is of at most ``largest`` that follow each
    other.
    """

    doing: str
    kind: str
    largest: int
    items: Items

    @property
    def trade(self) -> Trade:
        """What workers do: a function of a module, which they have too."""
        ...

    def commission(self) -> bytes:
        """Return what all shards are made by."""
        ...

    def told(self, items: Items, exchange: Exchange) -> Told:
        """Return what a worker is told of a shard of ``items``; the rest is put into the exchange.

        It may be asked for again, where a shard is made again.
        """
        ...

    def opened(self, shard: bytes, items: Items) -> _T:
        """Return what a shard of ``items`` holds; raise DamagedError where it holds others."""
        ...

    def keep(self, items: Items, made: _T) -> None:
        """Keep what was made of ``items``."""
        ...


def decoded(shard: bytes, form: type[_T]) -> _T:
    """Return what is in a shard; raise DamagedError where it has not this form."""
    try:
        return msgspec.msgpack.decode(shard, type=form)
    except msgspec.DecodeError as error:
        raise DamagedError(f"a shard is not as inforce writes it: {error}") from error
