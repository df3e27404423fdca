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
from msgspec import Struct

from inforce.domain.lookups import Lookup
from inforce.pipeline.output_memory import OutputMemory

_PART = "pages"
# Fewer are made sooner than a folder is kept for them.
_WORTH_KEEPING = 100


class Leaf(Struct, frozen=True, array_like=True):
    """What an output has of one leaf: the SHA-256 of each file, by its path from the root.

    ``records`` are what the search was told, ``links`` what the pages lead to, each packed: of
    many leaves, few are looked at together. ``rests`` is the digest of what it was made from:
    ``lookups`` in the edition, and what the run added.
    """

    lookups: tuple[Lookup, ...]
    rests: bytes
    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    links: Mapping[str, msgspec.Raw]


_ENCODER = msgspec.msgpack.Encoder()
_LEAF = msgspec.msgpack.Decoder(Leaf)
_LEAVES = msgspec.msgpack.Decoder(dict[str, bytes])


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

    def leaf(self, leaf: str) -> Leaf | None:
        """Return what the last build has made of a leaf, None where it is not known."""
        packed = self._leaves.get(leaf)
        return None if packed is None else _LEAF.decode(packed)

    def keep(self, leaves: Mapping[str, Leaf]) -> None:
        """Keep ``leaves`` for the next build, unless they are few."""
        if len(leaves) >= _WORTH_KEEPING:
            packed = {leaf: _ENCODER.encode(its) for leaf, its in leaves.items()}
            self._memory.keep(self._settled, _ENCODER.encode(packed))
