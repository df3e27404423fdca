"""What leaves added to the output before: taken over where all that it rests on is the same.

The files of a product or a family rest on what is the same for all of them (``settled``) and on
what was looked up in the edition while they were made. See
``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import final

import msgspec
from msgspec import Raw

from inforce.pipeline.leaves.leaves import Sheaf, Written, unpack_sheaf
from inforce.pipeline.output.output_memory import OutputMemory

_PART = "pages"
# Fewer are made sooner than a folder is kept for them.
_WORTH_KEEPING = 100


_ENCODER = msgspec.msgpack.Encoder()
_SHEAVES = msgspec.msgpack.Decoder(dict[str, Raw])


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
        self._sheaves = _SHEAVES.decode(body) if body else {}

    def packed(self, first: str) -> Raw:
        """Return the sheaf of which a leaf is the first, which is known."""
        return self._sheaves[first]

    def sheaf(self, first: str) -> Sheaf | None:
        """Return what the last build has made of it, None where it is not known."""
        packed = self._sheaves.get(first)
        return None if packed is None else unpack_sheaf(packed)

    def keep(self, written: Written) -> None:
        """Keep what was written for the next build, unless it is little."""
        if len(tuple(islice(written.leaves(), _WORTH_KEEPING))) == _WORTH_KEEPING:
            self._memory.keep(self._settled, _ENCODER.encode(written.sheaves))
