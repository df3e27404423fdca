"""What an output has of each leaf, packed: of many leaves, few are looked at together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import IO, final

import msgspec
from msgspec import Raw, Struct

from inforce.domain.lookups import Lookup
from inforce.pipeline.file_links import FileLinks

# Bytes that say how long what follows is.
_LENGTH = 8
_ENCODER = msgspec.msgpack.Encoder()
_LINKS = msgspec.msgpack.Decoder(FileLinks)


class Leaf(Struct, frozen=True, array_like=True):
    """What an output has of one leaf: the SHA-256 of each file, by its path from the root.

    ``records`` are what the search was told, ``links`` what the pages lead to, each packed.
    ``rests`` is the digest of what it was made from: ``lookups`` in the edition, and what the run
    added.
    """

    lookups: tuple[Lookup, ...]
    rests: bytes
    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    links: Mapping[str, Raw]


class _Files(Struct, frozen=True, array_like=True):
    """A leaf of which nothing but the files is unpacked."""

    lookups: Raw
    rests: Raw
    files: Mapping[str, bytes]


class _Records(Struct, frozen=True, array_like=True):
    lookups: Raw
    rests: Raw
    files: Raw
    records: Mapping[str, bytes]


class _Links(Struct, frozen=True, array_like=True):
    lookups: Raw
    rests: Raw
    files: Raw
    records: Raw
    links: Mapping[str, Raw]


_LEAF = msgspec.msgpack.Decoder(Leaf)
_OF_FILES = msgspec.msgpack.Decoder(_Files)
_OF_RECORDS = msgspec.msgpack.Decoder(_Records)
_OF_LINKS = msgspec.msgpack.Decoder(_Links)


def pack(leaf: Leaf) -> Raw:
    """Return a leaf as it is kept."""
    return Raw(_ENCODER.encode(leaf))


def unpack(packed: Raw) -> Leaf:
    """Return a leaf that was packed."""
    return _LEAF.decode(packed)


class Written(Struct, frozen=True):
    """What was written of each leaf, packed; ``reused`` are those that are as they were before."""

    leaves: Mapping[str, Raw]
    reused: tuple[str, ...]

    def files(self, leaf: str) -> Collection[str]:
        """Return the paths of the files of a leaf."""
        return _OF_FILES.decode(self.leaves[leaf]).files

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 in hex of every file that was written, by its path."""
        return _digests(self.leaves.values())

    def read(self) -> dict[str, str]:
        """Return that of the files that were read in this build, to see that they hold."""
        return _digests(self.leaves[key] for key in self.reused)

    def records(self) -> dict[str, bytes]:
        """Return what the search is told of every page, by its path."""
        return {
            path: octets
            for packed in self.leaves.values()
            for path, octets in _OF_RECORDS.decode(packed).records.items()
        }

    def links(self) -> Mapping[str, FileLinks]:
        """Return what every page that was written leads to, by its path."""
        return _Unpacked(self.leaves.values())


def _digests(leaves: Iterable[Raw]) -> dict[str, str]:
    return {
        path: digest.hex()
        for packed in leaves
        for path, digest in _OF_FILES.decode(packed).files.items()
    }


@final
class _Unpacked(Mapping[str, FileLinks]):
    """What pages lead to, taken out of their leaves when it is looked at."""

    def __init__(self, leaves: Iterable[Raw]) -> None:
        self._all = leaves

    @cached_property
    def _leaves(self) -> Mapping[str, Raw]:
        """The leaf that each page is one of, by its path."""
        return {path: packed for packed in self._all for path in _OF_LINKS.decode(packed).links}

    def __getitem__(self, path: str) -> FileLinks:
        return _LINKS.decode(_OF_LINKS.decode(self._leaves[path]).links[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)

    def __contains__(self, path: object) -> bool:
        return path in self._leaves


class _Entry(Struct, frozen=True, array_like=True):
    leaf: str
    reused: bool
    packed: Raw


_ENTRY = msgspec.msgpack.Decoder(_Entry)


@final
class LeafFile:
    """Leaves on their way from those who write files to the process that began them.

    Whoever adds one holds it no longer.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Add at the end of ``stream``."""
        self._stream = stream

    def add(self, leaf: str, packed: Raw, *, reused: bool = False) -> None:
        """Add what an output has of ``leaf``; other processes find it when this returns."""
        entry = _ENCODER.encode(_Entry(leaf, reused, packed))
        self._stream.write(len(entry).to_bytes(_LENGTH) + entry)
        self._stream.flush()


def written(streams: Iterable[IO[bytes]]) -> Written:
    """Return what was added to the LeafFiles of ``streams``, which stand at their start."""
    leaves: dict[str, Raw] = {}
    reused: list[str] = []
    for stream in streams:
        while length := stream.read(_LENGTH):
            entry = _ENTRY.decode(stream.read(int.from_bytes(length)))
            leaves[entry.leaf] = entry.packed
            if entry.reused:
                reused.append(entry.leaf)
    return Written(leaves, tuple(reused))
