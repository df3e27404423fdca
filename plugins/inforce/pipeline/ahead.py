"""Work that is begun beside this process, and whose result is asked for later."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from tempfile import TemporaryFile
from typing import final

from inforce.readers.spread import cores, lone

# Bytes that say how long what follows is.
_LENGTH = 8


@final
class Ahead:
    """The result of ``work()``, which is done in a process of its own meanwhile.

    It is done here, when it is asked for, where it is not ``worth`` that or there is no other core,
    where forking is not safe, or the other process has failed: so whoever asks hears why.
    """

    def __init__(self, work: Callable[[], bytes], *, worth: bool) -> None:
        """Begin."""
        self._work = work
        self._process = None
        if worth and cores() > 1 and lone():
            self._stream = TemporaryFile(prefix="inforce-ahead-")  # noqa: SIM115 - read later
            self._process = multiprocessing.get_context("fork").Process(target=self._ahead)
            self._process.start()

    def result(self) -> bytes:
        """Wait for it; each process that was forked since may ask for it once."""
        if self._process is None:
            return self._work()
        wait([self._process.sentinel])
        with self._stream:
            file = self._stream.fileno()  # where others have read to is of no matter
            length = int.from_bytes(os.pread(file, _LENGTH, 0))
            octets = os.pread(file, length, _LENGTH)
        return octets if length and len(octets) == length else self._work()

    def end(self) -> None:
        """Wait until nothing is done any more; nobody asks for the result."""
        if self._process is not None:
            self._process.join()
            self._stream.close()

    def _ahead(self) -> None:
        gc.disable()  # it would touch all that is shared
        try:
            octets = self._work()
            self._stream.write(len(octets).to_bytes(_LENGTH) + octets)
            self._stream.flush()
        except (OSError, KeyboardInterrupt):
            sys.exit(1)
