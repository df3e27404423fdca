"""Writes the files of leaves below an output under construction, anew or as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import final

from msgspec import Raw

from inforce.pipeline.crew import Hired
from inforce.pipeline.leaf_made import Made, made
from inforce.pipeline.leaf_memory import LeafMemory
from inforce.pipeline.leaf_run import LeafRun
from inforce.pipeline.leaves import LeafFile, Written, unpack, written
from inforce.pipeline.put import put
from inforce.pipeline.taking_over import TakingOver
from inforce.readers.spread import Turn, cores, spread

# Fewer leaves are written sooner than another process starts.
_WORTH_SPREADING = 1000
# Leaves side by side rest on much the same, so they are dealt out in long runs: the first ones are
# so long that each process would take so many, the last ones so short that all end together.
_RUNS = 3
_SHORTEST = 16


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

    def write(
        self, leaves: Sequence[str], hired: Hired | None, meanwhile: Callable[[], None]
    ) -> Written:
        """Write all ``leaves``, on all cores if they are many.

        Who is ``hired`` makes what is new, instead of this machine. Raise InforceError where they
        cannot. ``meanwhile`` is what this process does first, where others are at the leaves.
        """
        done = self._here(leaves, meanwhile, new=hired is None)
        if hired is None:
            return done
        new = tuple(leaf for leaf in leaves if leaf not in done.leaves)
        found = {**done.leaves, **self._elsewhere(hired, new)}
        return Written({leaf: found[leaf] for leaf in leaves}, done.reused)

    def _here(self, leaves: Sequence[str], meanwhile: Callable[[], None], *, new: bool) -> Written:
        """Write what is as it was, and what is ``new`` only if that is said."""
        count = cores() if len(leaves) >= _WORTH_SPREADING else 1
        with TemporaryDirectory(prefix="inforce-leaves-") as folder, ExitStack() as stack:
            shares = [Path(folder) / str(share) for share in range(count)]
            if count == 1:
                meanwhile()
                self._share(leaves, shares[0], new=new)
            else:
                runs = tuple(_runs(leaves, count))
                turn = Turn()

                def work(share: int, _: int) -> None:
                    if share == 0:
                        meanwhile()
                    mine = (leaf for number in turn.taken(len(runs)) for leaf in runs[number])
                    self._share(mine, shares[share], new=new)

                spread(work, count)
            return written(stack.enter_context(share.open("rb")) for share in shares)

    def _share(self, leaves: Iterable[str], file: Path, *, new: bool) -> None:
        with file.open("wb") as stream:
            done = LeafFile(stream)
            for leaf in leaves:
                kept = self._as_it_was(leaf)
                if kept is not None:
                    done.add(leaf, kept, reused=True)
                elif new:
                    done.add(leaf, self._put(made(self._run, leaf)))

    def _elsewhere(self, hired: Hired, leaves: tuple[str, ...]) -> Mapping[str, Raw]:
        """Write what others make of ``leaves``; it may come to another process than this."""
        if not leaves:
            return {}
        with TemporaryFile(prefix="inforce-leaves-") as stream:
            done = LeafFile(stream)

            def keep(its: Made) -> None:
                done.add(its.leaf, self._put(its))

            hired(leaves, keep)
            stream.seek(0)
            return written((stream,)).leaves

    def _put(self, its: Made) -> Raw:
        for path, octets in its.files.items():
            put(f"{self._folder}/{path}", octets)
        return its.packed

    def _as_it_was(self, leaf: str) -> Raw | None:
        """Take over what the build before has made of a leaf; None where that does not hold."""
        packed = self._memory.leaf(leaf)
        if packed is None:
            return None
        its = unpack(packed)
        if its.rests != self._run.rests(leaf, its.lookups):
            return None
        return packed if self._taking.take(its.files) else None


def _runs(leaves: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """Yield all ``leaves`` in runs for ``count`` processes, the longest first."""
    start = 0
    while start < len(leaves):
        length = max(_SHORTEST, (len(leaves) - start) // (_RUNS * count))
        yield leaves[start : start + length]
        start += length
