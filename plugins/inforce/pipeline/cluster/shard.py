"""A shard: what is made of some leaves, in one object; made by workers, opened by the build."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import msgspec

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster.exchange import DamagedError, Exchange
from inforce.pipeline.cluster.program import program, require_same
from inforce.pipeline.cluster.wire import decode
from inforce.pipeline.leaf_made import Made, made
from inforce.pipeline.leaf_run import LeafRun

# One at a time: threads of a worker would only wait for each other, and share caches.
_LOCK = Lock()


class WithdrawnError(InforceError):
    """The build that commissioned a shard has ended."""


def make_shard(wanted: str, address: str, commission: str, leaves: tuple[str, ...]) -> str:
    """Make all of ``leaves`` and put it into the exchange; return the shard's name there.

    This is what a worker is asked to do. ``wanted`` is the program that must run here, ``address``
    the build's folder in the exchange, ``commission`` the name of what to go by. Raise
    ForeignProgramError where another program runs, InforceError where the exchange refuses.
    """
    require_same(program(), wanted)
    exchange = Exchange(address)
    with _LOCK:
        run = _opened(exchange.address, commission)
        octets = msgspec.msgpack.encode([made(run, leaf) for leaf in leaves])
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
    _opened.cache_clear()


def opened(octets: bytes, leaves: Sequence[str]) -> list[Made]:
    """Return what a shard holds of ``leaves``; raise DamagedError where it is of others."""
    try:
        found = msgspec.msgpack.decode(octets, type=list[Made])
    except msgspec.DecodeError as error:
        raise DamagedError(f"a shard is not as inforce writes it: {error}") from error
    if [one.leaf for one in found] != [*leaves]:
        raise DamagedError("a shard holds other leaves than were asked for")
    return found


@lru_cache(1)
def _opened(address: str, commission: str) -> LeafRun:
    """Return the run that a commission asks for; it is read once, for all shards of a build."""
    return decode(Exchange(address).get(commission)).run()
