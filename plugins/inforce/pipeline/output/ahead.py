"""Work that is begun beside this process, and whose result is asked for later."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import final

from inforce.readers.spread import cores, lone


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
        """Wait for it; it is asked for once."""
        if self._process is None:
            return self._work()
        self._process.join()
        with self._stream:
            self._stream.seek(0)
            octets = self._stream.read()
        return octets if self._process.exitcode == 0 else self._work()

    def end(self) -> None:
        """Wait until nothing is done any more; nobody asks for the result."""
        if self._process is not None:
            self._process.join()
            self._stream.close()

    def _ahead(self) -> None:
        gc.disable()  # it would touch all that is shared
        try:
            self._stream.write(self._work())
            self._stream.flush()
        except (OSError, KeyboardInterrupt):
            sys.exit(1)
