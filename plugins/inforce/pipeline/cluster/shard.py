"""A shard: what is made of some items of a job, in one object; this is what workers are asked for.

A worker learns a trade from the commission of a job, once, and plies it for every shard.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TypeAlias

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster.exchange import Exchange
from inforce.pipeline.cluster.program import program, require_same

# What a worker is told of the items of a shard.
Told: TypeAlias = tuple[str, ...]
# Makes a shard; what was too large to be told lies in the exchange.
Make: TypeAlias = Callable[[Exchange, Told], bytes]
# Returns how shards are made, when given the commission.
Trade: TypeAlias = Callable[[bytes], Make]

# One at a time: threads of a worker would only wait for each other, and share caches.
_LOCK = Lock()


class WithdrawnError(InforceError):
    """The build that commissioned a shard has ended."""


def make_shard(wanted: str, address: str, trade: Trade, commission: str, told: Told) -> str:
    """Make a shard and put it into the exchange; return its name there.

    This is what a worker is asked to do. ``wanted`` is the program that must run here, ``address``
    the job's folder in the exchange, ``commission`` the name of what ``trade`` goes by. Raise
    ForeignProgramError where another program runs, InforceError where the exchange refuses.
    """
    require_same(program(), wanted)
    exchange = Exchange(address)
    with _LOCK:
        octets = _learned(trade, address, commission)(exchange, told)
    shard = exchange.put(octets)
    if not exchange.holds(commission):
        # The build is over, and has cleared up before this was written.
        exchange.close()
        raise WithdrawnError("the build that asked for it has ended")
    return shard


def unseen(address: str, name: str) -> str:
    """Return why what is called ``name`` cannot be read in the exchange from here, or nothing."""
    try:
        Exchange(address).get(name)
    except InforceError as error:
        return str(error)
    return ""


def release() -> None:
    """Forget the last commission: a worker lives longer than a build."""
    _learned.cache_clear()


@lru_cache(1)
def _learned(trade: Trade, address: str, commission: str) -> Make:
    """Return how to make what a commission asks for; it is read once, for all shards of a job."""
    return trade(Exchange(address).get(commission))
