"""The search index of the build before, taken over where the search is told the same again."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec
from msgspec import Struct

from inforce.pipeline.output.output_memory import OutputMemory
from inforce.pipeline.output.taking_over import TakingOver
from inforce.pipeline.search.search_bundle import FOLDER, Listing
from inforce.readers.program import program
from inforce.readers.sources import joined

_PART = "search"
# Fewer pages are indexed sooner than an index is kept for them.
_WORTH_KEEPING = 100


class Index(Struct, frozen=True):
    """An index: the SHA-256 of its files by their path in the output, and what it lists."""

    files: Mapping[str, bytes]
    listings: Mapping[str, Listing]


@final
class SearchMemory:
    """The index that the last build of the output at ``out`` has made from ``records``.

    With other records, or of another program, it is not known.
    """

    def __init__(self, root: Path, out: Path, records: Mapping[str, bytes]) -> None:
        """Read what there is; ``root`` is the site's, ``records`` are by their paths."""
        self._memory = OutputMemory(root, _PART, out)
        told = {path: sha256(octets).digest() for path, octets in sorted(records.items())}
        self._mark = sha256(program() + joined(told)).digest()

    def taken(self, taking: TakingOver) -> Index | None:
        """Have the index taken over; return it, None where there is none."""
        body = self._memory.kept(self._mark)
        index = msgspec.msgpack.decode(body, type=Index) if body else None
        return index if index is not None and taking.take(index.files) else None

    def keep(self, listings: Mapping[str, Listing], files: Mapping[str, str]) -> None:
        """Keep the index for the next build; ``files`` are the digests of the output's in hex."""
        count = sum(len(listing.pages) for listing in listings.values())
        if count < _WORTH_KEEPING:
            return
        mine = {
            path: bytes.fromhex(digest) for path, digest in files.items() if path.startswith(FOLDER)
        }
        self._memory.keep(self._mark, msgspec.msgpack.encode(Index(mine, listings)))
