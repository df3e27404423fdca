"""Files of an output under construction, read back soon after they were written.

Then they are still in memory. A large output does not fit there: at its end all of it would come
from the disk, file by file, which takes longer than to make it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import final

from inforce.readers.stamps import Stamps, rested


@final
class ReadBack:
    """Reads what was written below ``folder``, once it has rested long enough to be believed.

    What that finds, the last look at the output holds against what was to be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: deque[tuple[int, Collection[str]]] = deque()

    def wrote(self, names: Collection[str]) -> None:
        """Enter files that were written just now, by their paths from the folder."""
        self._waiting.append((time.monotonic_ns(), names))

    def read(self) -> bytes:
        """Read those that have rested; return their stamps, packed, nothing where there are none.

        What cannot be read is left for the last look to tell.
        """
        if not self._waiting or not rested(self._waiting[0][0]):
            return b""
        stamps = Stamps()
        while self._waiting and rested(self._waiting[0][0]):
            for name in self._waiting.popleft()[1]:
                with suppress(OSError):
                    stamps.digest(name, f"{self._folder}/{name}")
        return stamps.packed()
