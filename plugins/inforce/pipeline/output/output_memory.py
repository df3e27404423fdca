"""What the last build of an output leaves for the next one: one file for each output of a site."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import final

from inforce.readers.cache import Part
from inforce.readers.real_path import real

# Outputs of one site that are remembered: audiences, previews, folders.
_MOST = 16


@final
class OutputMemory:
    """The file in ``part`` that is kept for the output at ``out`` of the site at ``root``."""

    def __init__(self, root: Path, part: str, out: Path) -> None:
        self._part = Part(root, part)
        self._name = sha256(str(real(out)).encode()).hexdigest()[:16]

    def kept(self, mark: bytes) -> bytes:
        """Return what was kept with the same ``mark`` of 32 bytes, nothing where nothing was."""
        return self._part.kept(self._name, mark)

    def keep(self, mark: bytes, body: bytes) -> None:
        """Keep ``body``.

        What was kept longest ago, for outputs that may not be there any more, is removed.
        """
        self._part.keep(self._name, mark, body)
        with suppress(OSError):
            files = sorted(self._part.folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
            for file in files[:-_MOST]:
                file.unlink()
