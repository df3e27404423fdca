"""Outputs whose links all led somewhere: of the next one, only what is new has to be looked at.

What leads somewhere does so in any output that has the same files and more, with the same anchors
and more. See ``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import final

from inforce.pipeline.links.file_links import READ, file_links
from inforce.pipeline.output.manifest import NAME, Manifest
from inforce.pipeline.output.output_memory import OutputMemory
from inforce.readers.program import program
from inforce.readers.regular import octets_of

_PART = "links"
_SOUND = b"sound"
# Of an output with fewer files, all are looked at sooner than a folder is kept for it.
_WORTH_KEEPING = 100
# Where more have changed, all are looked at: of these, what they lead to may be known.
_FEW = 500


@final
class SoundLinks:
    """Whether the links of the output at ``out``, whose address is ``origin``, were all sound.

    ``root`` is that of the site. An output is known by its manifest.
    """

    def __init__(self, root: Path, out: Path, origin: str) -> None:
        """Remember nothing yet."""
        self._memory = OutputMemory(root, _PART, out)
        self._out = out
        self._origin = origin

    def unproven(
        self, folder: Path, files: Mapping[str, str], live: Manifest | None
    ) -> Collection[str] | None:
        """Return the paths of files in ``folder`` whose links may be broken, None where all may be.

        ``files`` are the SHA-256 in hex of all that are there, by path; ``live`` is the manifest of
        the output that there is.
        """
        if live is None or live.files.keys() - files.keys():
            return None
        if not self._memory.kept(self._mark(self._out)):
            return None
        before = live.files
        new = [path for path, digest in files.items() if before.get(path) != digest]
        leading = [path for path in new if path.endswith(READ)]
        if len(leading) > _FEW:
            return None
        kept = all(
            self._has_its_anchors(folder, path, before[path]) for path in leading if path in before
        )
        return leading if kept else None

    def keep(self, folder: Path, files: Collection[str]) -> None:
        """Keep that all links of ``folder`` are sound, unless it has few ``files``."""
        if len(files) >= _WORTH_KEEPING:
            self._memory.keep(self._mark(folder), _SOUND)

    def _has_its_anchors(self, folder: Path, path: str, digest: str) -> bool:
        """Whether the file at ``path`` has all anchors that the one with ``digest`` had."""
        former = _octets(self._out / path)
        if sha256(former).hexdigest() != digest:
            return False
        had = file_links(path, former, self._origin).anchors
        has = file_links(path, _octets(folder / path), self._origin).anchors
        return set(had) <= set(has)

    def _mark(self, folder: Path) -> bytes:
        manifest = sha256(_octets(folder / NAME)).digest()
        return sha256(program() + manifest + self._origin.encode()).digest()


def _octets(file: Path) -> bytes:
    with suppress(OSError):
        return octets_of(file)
    return b""
