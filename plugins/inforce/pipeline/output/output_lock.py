"""One build at a time for each output: a lock that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
from logging import getLogger
from pathlib import Path
from typing import ClassVar, final

if sys.platform != "win32":
    import fcntl

_log = getLogger(__name__)


@final
class OutputLock:
    """The right to make the output at ``live``, held until ``release`` or the process's end.

    The lock is one of the system's on a hidden file beside ``live``: however a process ends, it
    holds nothing. The processes that it forks hold the lock with it. Who comes second waits, and
    says so. Where the system has no such locks, and in the process that holds it already, taking it
    does nothing. ``waited`` tells whether another had it.
    """

    _held: ClassVar[set[Path]] = set()

    def __init__(self, live: Path) -> None:
        """Take the lock; raise OSError where its file cannot be made."""
        self._live = live
        self._file = lock_file(live)
        self._handle = -1
        self.waited = False
        if sys.platform != "win32" and live not in self._held:
            self._handle, self.waited = _taken(self._file, live)
            self._held.add(live)

    def release(self) -> None:
        """Give it up; doing so twice is no error."""
        if self._handle < 0:
            return
        self._file.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1
        self._held.discard(self._live)


def lock_file(live: Path) -> Path:
    """Return the file that is locked for the output at ``live``."""
    return live.with_name(f".inforce-lock-{live.name}")


def _taken(file: Path, live: Path) -> tuple[int, bool]:
    """Return a handle on ``file`` that holds its lock, and whether another held it.

    Whoever releases the lock removes the file: one that is gone by the time that the lock is held
    is another's, and is left for a new one.
    """
    told = False
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                _log.warning("another build of %s is running; waiting for its end", live)
                told = True
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _is(file, handle):
            return handle, told
        os.close(handle)


def _is(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
