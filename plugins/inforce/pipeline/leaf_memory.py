"""What leaves added to the output before: taken over where all that it rests on is the same.

The files of a product or a family rest on what is the same for all of them (``settled``) and on
what was looked up in the edition while they were made. See
``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import final

import msgspec
from msgspec import Raw

from inforce.pipeline.output_memory import OutputMemory

_PART = "pages"
# Fewer are made sooner than a folder is kept for them.
_WORTH_KEEPING = 100


_ENCODER = msgspec.msgpack.Encoder()
_LEAVES = msgspec.msgpack.Decoder(dict[str, Raw])


@final
class LeafMemory:
    """The leaves of the last build of the output at ``out`` from the site at ``root``.

    ``settled`` is the digest of what all leaves rest on: with another one nothing is known.
    """

    def __init__(self, root: Path, out: Path, settled: bytes) -> None:
        """Read what the last build has kept, if it is sound."""
        self._memory = OutputMemory(root, _PART, out)
        self._settled = settled
        body = self._memory.kept(settled)
        self._leaves = _LEAVES.decode(body) if body else {}

    def leaf(self, leaf: str) -> Raw | None:
        """Return what the last build has made of a leaf, None where it is not known."""
        return self._leaves.get(leaf)

    def keep(self, leaves: Mapping[str, Raw]) -> None:
        """Keep ``leaves`` for the next build, unless they are few."""
        if len(leaves) >= _WORTH_KEEPING:
            self._memory.keep(self._settled, _ENCODER.encode(leaves))
