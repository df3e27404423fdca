"""What the files of an output were when a build last read them."""

from __future__ import annotations

from pathlib import Path
from typing import final

from inforce.pipeline.output.output_memory import OutputMemory
from inforce.readers.stamps import MARK, Stamps

_PART = "stamps"


@final
class OutputStamps:
    """The stamps of the output at ``out`` of the site at ``root``, by path from its root."""

    def __init__(self, root: Path, out: Path, stamps: Stamps | None = None) -> None:
        """Read what was kept, if it is sound, unless ``stamps`` are given."""
        self._root = root
        self.out = out
        self._memory = OutputMemory(root, _PART, out)
        self.stamps = stamps or Stamps(self._memory.kept(MARK))

    def apart(self) -> OutputStamps:
        """Return stamps that know the same and have met nothing, for a process of its own."""
        return OutputStamps(self._root, self.out, self.stamps.apart())

    def keep(self) -> None:
        """Keep them for the next build."""
        if self.stamps.worth_keeping:
            self._memory.keep(MARK, self.stamps.packed())
