"""The place through which a build and its workers exchange what is too large for a message.

Everything lies under the SHA-256 of its bytes. Whoever asks for something got its name from
elsewhere, and holds the bytes against it: what was written twice is the same, and what was damaged
is noticed. Each job of a build has a folder of its own here, which is removed at its end.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import final
from uuid import uuid4

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.target import Target
from inforce.readers.real_path import real

# A build that began longer ago is taken for dead, and what it left is removed by the next one.
DEAD = timedelta(days=2)
# HTML shrinks to a sixth, which is worth more on the way than it costs.
_EFFORT = 1
# Bytes that say how long the rest is when it is unpacked: it has its place at once.
_LENGTH = 8
_STAMP = "%Y%m%dT%H%M%SZ"
_RUN = re.compile(r"inforce-(\d{8}T\d{6}Z)-[0-9a-f]{32}")


class DamagedError(InforceError):
    """What lies in the exchange is not what was written there."""


@final
class Exchange:
    """The folder of one job; every method raises InforceError where the place refuses."""

    def __init__(self, address: str) -> None:
        """Open the folder at ``address``; nothing is asked of it yet."""
        self.address = address
        self._target = Target(address)

    @property
    def name(self) -> str:
        """The name of the folder, which no other job has."""
        return self.address.rpartition("/")[2]

    @property
    def shown(self) -> str:
        """The address without a password."""
        return self._target.shown

    def put(self, octets: bytes) -> str:
        """Write bytes; return the name to ask for them by."""
        packed = len(octets).to_bytes(_LENGTH) + zlib.compress(octets, _EFFORT)
        name = sha256(packed).hexdigest()
        self._target.write(packed, name)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes called ``name``; raise DamagedError where they are no more so."""
        packed = self._target.read(name)
        if packed is None:
            raise DamagedError(
                f"{self.shown}/{name} is not there; the exchange must be a place that this machine "
                "and all workers see"
            )
        if sha256(packed).hexdigest() != name:
            raise DamagedError(f"{self.shown}/{name} is damaged")
        return zlib.decompress(packed[_LENGTH:], bufsize=int.from_bytes(packed[:_LENGTH]))

    def holds(self, name: str) -> bool:
        """Whether there is something called ``name``."""
        return self._target.exists(name)

    def drop(self, name: str) -> None:
        """Remove what is called ``name``; that it is gone already is right."""
        self._target.delete(name)

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._target.remove()


def begun(address: str, now: datetime) -> Exchange:
    """Return a new folder of a build that began ``now`` in the exchange at ``address``.

    What builds have left there that died is removed.
    """
    whole = address if "://" in address else str(real(Path(address)))
    for name in Target(whole).folders():
        found = _RUN.fullmatch(name)
        if found is not None and _is_dead(found[1], now):
            with suppress(InforceError):  # it is another build's litter, not the task of this one
                Exchange(f"{whole.rstrip('/')}/{name}").close()
    stamp = now.astimezone(UTC).strftime(_STAMP)
    return Exchange(f"{whole.rstrip('/')}/inforce-{stamp}-{uuid4().hex}")


def _is_dead(stamp: str, now: datetime) -> bool:
    with suppress(ValueError):
        return now - datetime.strptime(f"{stamp}+0000", f"{_STAMP}%z") > DEAD
    return False
