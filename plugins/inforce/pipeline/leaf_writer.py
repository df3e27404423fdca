"""Writes the files of leaves below an output under construction, anew or as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import final

import msgspec
from msgspec import Struct

from inforce.pipeline.crew import Hired
from inforce.pipeline.file_links import FileLinks
from inforce.pipeline.leaf_made import Made, made
from inforce.pipeline.leaf_memory import Leaf, LeafMemory
from inforce.pipeline.leaf_run import LeafRun
from inforce.pipeline.put import put
from inforce.pipeline.taking_over import TakingOver
from inforce.readers.spread import Turn, cores, spread

# Fewer leaves are written sooner than another process starts.
_WORTH_SPREADING = 1000
# Leaves side by side rest on much the same, so they are dealt out in long runs: the first ones are
# so long that each process would take so many, the last ones so short that all end together.
_RUNS = 3
_SHORTEST = 16
_ENCODER = msgspec.msgpack.Encoder()
_KEPT = msgspec.msgpack.Decoder(tuple[str, Leaf])
# Bytes that say how long a leaf is.
_LENGTH = 8
_LINKS = msgspec.msgpack.Decoder(FileLinks)


class Written(Struct, frozen=True):
    """What was written of each leaf; ``reused`` are those that are as they were before."""

    leaves: dict[str, Leaf]
    reused: list[str]

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 in hex of every file that was written, by its path."""
        return _digests(self.leaves.values())

    def read(self) -> dict[str, str]:
        """Return that of the files that were read in this build, to see that they hold."""
        return _digests(self.leaves[key] for key in self.reused)

    def records(self) -> dict[str, bytes]:
        """Return what the search is told of every page, by its path."""
        return {
            path: octets for leaf in self.leaves.values() for path, octets in leaf.records.items()
        }

    def links(self) -> Mapping[str, FileLinks]:
        """Return what every page that was written leads to, by its path."""
        return _Unpacked(
            {path: links for leaf in self.leaves.values() for path, links in leaf.links.items()}
        )


@final
class _Unpacked(Mapping[str, FileLinks]):
    """What is packed, unpacked for as long as it is looked at."""

    def __init__(self, packed: Mapping[str, msgspec.Raw]) -> None:
        self._packed = packed

    def __getitem__(self, path: str) -> FileLinks:
        return _LINKS.decode(self._packed[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, path: object) -> bool:
        return path in self._packed


@final
class LeafWriter:
    """Writes what ``run`` makes of leaves into ``folder``.

    Files that the live output has already, byte for byte what would be made, are taken over.
    """

    def __init__(
        self,
        run: LeafRun,
        memory: LeafMemory,
        *,
        folder: Path,
        taking: TakingOver,
    ) -> None:
        self._run = run
        self._memory = memory
        self._folder = folder
        self._taking = taking

    def write(self, leaves: Sequence[str], hired: Hired | None = None) -> Written:
        """Write all ``leaves``, on all cores if they are many.

        Who is ``hired`` makes what is new, instead of this machine. Raise InforceError where they
        cannot.
        """
        written = self._here(leaves, new=hired is None)
        if hired is None:
            return written
        new = tuple(leaf for leaf in leaves if leaf not in written.leaves)
        found = {**written.leaves, **self._elsewhere(hired, new)}
        return Written({leaf: found[leaf] for leaf in leaves}, written.reused)

    def _here(self, leaves: Sequence[str], *, new: bool) -> Written:
        """Write what is as it was, and what is ``new`` only if that is said."""
        count = cores() if len(leaves) >= _WORTH_SPREADING else 1
        if count == 1:
            return self._share(leaves, new=new)
        runs = tuple(_runs(leaves, count))
        turn = Turn()
        with TemporaryDirectory(prefix="inforce-leaves-") as shares:

            def work(share: int, _: int) -> None:
                mine = (leaf for number in turn.taken(len(runs)) for leaf in runs[number])
                written = self._share(mine, new=new)
                (Path(shares) / str(share)).write_bytes(msgspec.msgpack.encode(written))

            spread(work, count)
            told = [
                msgspec.msgpack.decode((Path(shares) / str(share)).read_bytes(), type=Written)
                for share in range(count)
            ]
        found = {leaf: its for one in told for leaf, its in one.leaves.items()}
        return Written(found, [leaf for one in told for leaf in one.reused])

    def _share(self, leaves: Iterable[str], *, new: bool) -> Written:
        written: dict[str, Leaf] = {}
        reused = []
        for leaf in leaves:
            its = self._as_it_was(leaf)
            if its is not None:
                reused.append(leaf)
            elif new:
                its = self._put(made(self._run, leaf))
            if its is not None:
                written[leaf] = its
        return Written(written, reused)

    def _elsewhere(self, hired: Hired, leaves: tuple[str, ...]) -> dict[str, Leaf]:
        """Write what others make of ``leaves``; it may come to another process than this."""
        if not leaves:
            return {}
        with TemporaryFile(prefix="inforce-leaves-") as told:

            def keep(its: Made) -> None:
                packed = _ENCODER.encode((its.leaf, self._put(its)))
                told.write(len(packed).to_bytes(_LENGTH) + packed)
                told.flush()

            hired(leaves, keep)
            told.seek(0)
            found = {}
            while length := told.read(_LENGTH):
                leaf, its = _KEPT.decode(told.read(int.from_bytes(length)))
                found[leaf] = its
        return found

    def _put(self, its: Made) -> Leaf:
        for path, octets in its.files.items():
            put(f"{self._folder}/{path}", octets)
        return Leaf(
            lookups=its.lookups,
            rests=self._run.rests(its.leaf, its.lookups),
            files={path: sha256(octets).digest() for path, octets in its.files.items()},
            records=its.records,
            links=its.links,
        )

    def _as_it_was(self, leaf: str) -> Leaf | None:
        """Take over what the build before has made of a leaf; None where that does not hold."""
        its = self._memory.leaf(leaf)
        if its is None or its.rests != self._run.rests(leaf, its.lookups):
            return None
        return its if self._taking.take(its.files) else None


def _runs(leaves: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """Yield all ``leaves`` in runs for ``count`` processes, the longest first."""
    start = 0
    while start < len(leaves):
        length = max(_SHORTEST, (len(leaves) - start) // (_RUNS * count))
        yield leaves[start : start + length]
        start += length


def _digests(leaves: Iterable[Leaf]) -> dict[str, str]:
    return {path: digest.hex() for leaf in leaves for path, digest in leaf.files.items()}
