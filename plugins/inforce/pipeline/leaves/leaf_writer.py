"""Writes the files of leaves below an output under construction, anew or as they were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, final

from msgspec import Raw, structs

from inforce.pipeline.leaves.crew import Hired
from inforce.pipeline.leaves.leaf_made import Made, made
from inforce.pipeline.leaves.leaf_memory import LeafMemory
from inforce.pipeline.leaves.leaf_run import LeafRun
from inforce.pipeline.leaves.leaves import (
    Entry,
    Leaf,
    LeafFile,
    Sheaf,
    Written,
    entries,
    pack,
    unpack,
)
from inforce.pipeline.output.put import put
from inforce.pipeline.output.read_back import ReadBack
from inforce.pipeline.output.taking_over import TakingOver
from inforce.readers.spread import Turn, cores, spread
from inforce.readers.stamps import Stamps

# Fewer leaves are written sooner than another process starts.
_WORTH_SPREADING = 1000
# Leaves side by side rest on much the same, so they are dealt out in long runs: the first ones are
# so long that each process would take so many, the last ones so short that all end together.
_RUNS = 3


@final
class LeafWriter:
    """Writes what ``run`` makes of leaves into ``folder``.

    Files that the live output has already, byte for byte what would be made, are taken over. Those
    that were written are read back, and ``stamps`` know them.
    """

    def __init__(
        self,
        run: LeafRun,
        memory: LeafMemory,
        *,
        folder: Path,
        taking: TakingOver,
        stamps: Stamps,
    ) -> None:
        self._run = run
        self._memory = memory
        self._folder = folder
        self._taking = taking
        self._stamps = stamps

    def write(
        self,
        sheaves: Sequence[Sequence[str]],
        hired: Hired | None,
        meanwhile: Callable[[], None],
    ) -> Written:
        """Write all leaves of ``sheaves``, on all cores if they are many.

        Who is ``hired`` makes what is new, instead of this machine. Raise InforceError where they
        cannot. ``meanwhile`` is what this process does first, where others are at the leaves.
        """
        done = self._here(sheaves, meanwhile, new=hired is None)
        if hired is None:
            return done
        kept = dict(done.leaves())
        new = tuple(leaf for leaves in sheaves for leaf in leaves if leaf not in kept)
        kept.update(self._elsewhere(hired, new))
        found = dict(done.sheaves)
        for leaves in sheaves:
            if len(done.reused.get(leaves[0], ())) < len(leaves):
                found[leaves[0]] = self._bound({leaf: unpack(kept[leaf]) for leaf in leaves})
        return Written(found, done.reused)

    def _here(
        self, sheaves: Sequence[Sequence[str]], meanwhile: Callable[[], None], *, new: bool
    ) -> Written:
        """Write what is as it was, and what is ``new`` only if that is said."""
        self._taking.begin()
        count = cores() if sum(map(len, sheaves)) >= _WORTH_SPREADING else 1
        with TemporaryDirectory(prefix="inforce-leaves-") as folder, ExitStack() as stack:
            shares = [Path(folder) / str(share) for share in range(count)]
            if count == 1:
                meanwhile()
                self._share(sheaves, shares[0], new=new)
            else:
                runs = tuple(_runs(sheaves, count))
                turn = Turn()

                def work(share: int, _: int) -> None:
                    if share == 0:
                        meanwhile()
                    numbers = turn.taken(len(runs))
                    mine = (leaves for number in numbers for leaves in runs[number])
                    self._share(mine, shares[share], new=new)

                spread(work, count)
            return self._written(stack.enter_context(share.open("rb")) for share in shares)

    def _share(self, sheaves: Iterable[Sequence[str]], file: Path, *, new: bool) -> None:
        with file.open("wb") as stream:
            done, back = LeafFile(stream), ReadBack(self._folder)
            for leaves in sheaves:
                entry = self._sheaf(leaves, back, new=new)
                done.add(structs.replace(entry, stamps=back.read()))

    def _sheaf(self, leaves: Sequence[str], back: ReadBack, *, new: bool) -> Entry:
        """Write what is as it was of some leaves, all together or each alone, and what is new."""
        known = self._memory.sheaf(leaves[0])
        if known is not None and tuple(known.leaves) == leaves and self._holds(known, leaves):
            return Entry(leaves[0], reused=tuple(leaves))
        before = {} if known is None else known.leaves
        found, reused = {}, []
        for leaf in leaves:
            its = unpack(before[leaf]) if leaf in before else None
            if its is not None and self._holds(its, (leaf,)):
                found[leaf] = its
                reused.append(leaf)
            elif new:
                found[leaf] = self._put(made(self._run, leaf), back)
        return Entry(leaves[0], bytes(self._bound(found)), tuple(reused))

    def _elsewhere(self, hired: Hired, leaves: tuple[str, ...]) -> Mapping[str, Raw]:
        """Write what others make of ``leaves``; it may come to another process than this."""
        if not leaves:
            return {}
        with TemporaryFile(prefix="inforce-leaves-") as stream:
            done, back = LeafFile(stream), ReadBack(self._folder)

            def keep(its: Made) -> None:
                packed = bytes(pack(self._put(its, back)))
                done.add(Entry(its.leaf, packed, stamps=back.read()))

            hired(leaves, keep)
            stream.seek(0)
            return {entry.first: Raw(entry.packed) for entry in self._entries([stream])}

    def _put(self, its: Made, back: ReadBack) -> Leaf:
        for path, octets in its.files.items():
            put(f"{self._folder}/{path}", octets)
        back.wrote(its.files.keys())
        return its.kept

    def _bound(self, leaves: Mapping[str, Leaf]) -> Raw:
        """Return ``leaves`` as a sheaf, packed."""
        lookups = tuple(sorted({asked for its in leaves.values() for asked in its.lookups}))
        sheaf = Sheaf(
            lookups=lookups,
            rests=self._run.rests(leaves, lookups),
            files={path: one for its in leaves.values() for path, one in its.files.items()},
            leaves={leaf: pack(its) for leaf, its in leaves.items()},
        )
        return pack(sheaf)

    def _holds(self, before: Leaf | Sheaf, leaves: Sequence[str]) -> bool:
        """Take over what the build before has made of ``leaves``, if it would be made again."""
        rests = self._run.rests(leaves, before.lookups)
        return before.rests == rests and self._taking.take(before.files)

    def _written(self, streams: Iterable[IO[bytes]]) -> Written:
        """Return what was added to the LeafFiles of ``streams``."""
        found: dict[str, Raw] = {}
        reused: dict[str, Collection[str]] = {}
        for entry in self._entries(streams):
            first, packed = entry.first, entry.packed
            found[first] = Raw(packed) if packed else self._memory.packed(first)
            if entry.reused:
                reused[first] = entry.reused
        return Written(found, reused)

    def _entries(self, streams: Iterable[IO[bytes]]) -> Iterator[Entry]:
        """Yield what was added to the LeafFiles of ``streams``; trust the files read back."""
        read: list[bytes] = []
        for stream in streams:
            for entry in entries(stream):
                if entry.stamps:
                    read.append(entry.stamps)
                yield entry
        if read:
            self._stamps.trust(read)


def _runs(sheaves: Sequence[Sequence[str]], count: int) -> Iterator[Sequence[Sequence[str]]]:
    """Yield all ``sheaves`` in runs for ``count`` processes, the longest first."""
    start = 0
    while start < len(sheaves):
        length = max(1, (len(sheaves) - start) // (_RUNS * count))
        yield sheaves[start : start + length]
        start += length
