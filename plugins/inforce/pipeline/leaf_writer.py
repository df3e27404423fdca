"""Writes the files of products below an output under construction, anew or as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.edition import EditionProduct
from inforce.pipeline.crew import Hired
from inforce.pipeline.file_links import FileLinks
from inforce.pipeline.leaf_made import Made, made
from inforce.pipeline.leaf_memory import Leaf, LeafMemory
from inforce.pipeline.leaf_run import LeafRun
from inforce.pipeline.put import put
from inforce.pipeline.taking_over import TakingOver
from inforce.readers.spread import cores, spread

# Fewer products are written sooner than another process starts.
_WORTH_SPREADING = 1000
_ENCODER = msgspec.msgpack.Encoder()
_KEPT = msgspec.msgpack.Decoder(tuple[str, Leaf])
# Bytes that say how long a leaf is.
_LENGTH = 8
_LINKS = msgspec.msgpack.Decoder(FileLinks)


class Written(Struct, frozen=True):
    """What was written of each product; ``reused`` are those that are as they were before."""

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
    """Writes what ``run`` makes of products into ``folder``.

    ``origin`` is the absolute address of the output's root, empty where it has none.
    Files that the live output has already, byte for byte what would be made, are taken over.
    """

    def __init__(
        self,
        run: LeafRun,
        memory: LeafMemory,
        *,
        origin: str,
        folder: Path,
        taking: TakingOver,
    ) -> None:
        self._run = run
        self._memory = memory
        self._origin = origin
        self._folder = folder
        self._taking = taking

    def write(self, products: Sequence[EditionProduct], hired: Hired | None = None) -> Written:
        """Write all ``products``, on all cores if they are many.

        Who is ``hired`` makes what is new, instead of this machine. Raise InforceError where they
        cannot.
        """
        written = self._here(products, new=hired is None)
        if hired is None:
            return written
        new = {one.id: one for one in products if one.id not in written.leaves}
        leaves = {**written.leaves, **self._elsewhere(hired, new)}
        return Written({one.id: leaves[one.id] for one in products}, written.reused)

    def _here(self, products: Sequence[EditionProduct], *, new: bool) -> Written:
        """Write what is as it was, and what is ``new`` only if that is said."""
        count = cores() if len(products) >= _WORTH_SPREADING else 1
        if count == 1:
            return self._share(products, new=new)
        with TemporaryDirectory(prefix="inforce-products-") as shares:

            def work(share: int, count: int) -> None:
                written = self._share(products[share::count], new=new)
                (Path(shares) / str(share)).write_bytes(msgspec.msgpack.encode(written))

            spread(work, count)
            told = [
                msgspec.msgpack.decode((Path(shares) / str(share)).read_bytes(), type=Written)
                for share in range(count)
            ]
        leaves = {key: leaf for one in told for key, leaf in one.leaves.items()}
        return Written(leaves, [key for one in told for key in one.reused])

    def _share(self, products: Sequence[EditionProduct], *, new: bool) -> Written:
        leaves: dict[str, Leaf] = {}
        reused = []
        for product in products:
            leaf = self._as_it_was(product)
            if leaf is not None:
                reused.append(product.id)
            elif new:
                leaf = self._put(made(self._run, product, self._origin), product)
            if leaf is not None:
                leaves[product.id] = leaf
        return Written(leaves, reused)

    def _elsewhere(self, hired: Hired, products: Mapping[str, EditionProduct]) -> dict[str, Leaf]:
        """Write what others make of ``products``; it may come to another process than this."""
        if not products:
            return {}
        with TemporaryFile(prefix="inforce-leaves-") as leaves:

            def keep(its: Made) -> None:
                packed = _ENCODER.encode((its.product, self._put(its, products[its.product])))
                leaves.write(len(packed).to_bytes(_LENGTH) + packed)
                leaves.flush()

            hired(tuple(products), keep)
            leaves.seek(0)
            found = {}
            while length := leaves.read(_LENGTH):
                product, leaf = _KEPT.decode(leaves.read(int.from_bytes(length)))
                found[product] = leaf
        return found

    def _put(self, its: Made, product: EditionProduct) -> Leaf:
        for path, octets in its.files.items():
            put(f"{self._folder}/{path}", octets)
        return Leaf(
            lookups=its.lookups,
            rests=self._run.rests(product, its.lookups),
            files={path: sha256(octets).digest() for path, octets in its.files.items()},
            records=its.records,
            links=its.links,
        )

    def _as_it_was(self, product: EditionProduct) -> Leaf | None:
        """Take over what the build before has made of a product; None where that does not hold."""
        leaf = self._memory.leaf(product.id)
        if leaf is None or leaf.rests != self._run.rests(product, leaf.lookups):
            return None
        return leaf if self._taking.take(leaf.files) else None


def _digests(leaves: Iterable[Leaf]) -> dict[str, str]:
    return {path: digest.hex() for leaf in leaves for path, digest in leaf.files.items()}
