"""What an output has of each leaf, packed: of many leaves, few are looked at together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import IO, final

import msgspec
from msgspec import Raw, Struct

from inforce.domain.editions.lookups import Lookup
from inforce.pipeline.links.file_links import FileLinks

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


class Sheaf(Struct, frozen=True, array_like=True):
    """What an output has of some leaves that are looked at together, each of them packed.

    ``rests`` is the digest of what all of them were made from, ``files`` the SHA-256 of all that
    they have.
    """

    lookups: tuple[Lookup, ...]
    rests: bytes
    files: Mapping[str, bytes]
    leaves: Mapping[str, Raw]


class _Files(Struct, frozen=True, array_like=True):
    """A leaf or a sheaf of which nothing but the files is unpacked."""

    lookups: Raw
    rests: Raw
    files: Mapping[str, bytes]


class _Leaves(Struct, frozen=True, array_like=True):
    lookups: Raw
    rests: Raw
    files: Raw
    leaves: Mapping[str, Raw]


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
_SHEAF = msgspec.msgpack.Decoder(Sheaf)
_OF_FILES = msgspec.msgpack.Decoder(_Files)
_OF_LEAVES = msgspec.msgpack.Decoder(_Leaves)
_OF_RECORDS = msgspec.msgpack.Decoder(_Records)
_OF_LINKS = msgspec.msgpack.Decoder(_Links)


def pack(one: Leaf | Sheaf) -> Raw:
    """Return a leaf or a sheaf as it is kept."""
    return Raw(_ENCODER.encode(one))


def unpack(packed: Raw) -> Leaf:
    """Return a leaf that was packed."""
    return _LEAF.decode(packed)


def unpack_sheaf(packed: Raw) -> Sheaf:
    """Return a sheaf that was packed."""
    return _SHEAF.decode(packed)


class Written(Struct, frozen=True):
    """What was written, by sheaves: each by its first leaf, packed.

    ``reused`` are the leaves of each that are as they were before, where there are any.
    """

    sheaves: Mapping[str, Raw]
    reused: Mapping[str, Collection[str]]

    def leaves(self) -> Iterator[tuple[str, Raw]]:
        """Yield every leaf, packed."""
        for packed in self.sheaves.values():
            yield from _OF_LEAVES.decode(packed).leaves.items()

    def files(self, first: str) -> Collection[str]:
        """Return the paths of the files of a sheaf, by its first leaf."""
        return _OF_FILES.decode(self.sheaves[first]).files

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 in hex of every file that was written, by its path."""
        return {
            path: digest.hex()
            for packed in self.sheaves.values()
            for path, digest in _OF_FILES.decode(packed).files.items()
        }

    def read(self) -> Iterator[str]:
        """Yield the paths of the files that were read in this build, to see that they hold."""
        for first, reused in self.reused.items():
            leaves = _OF_LEAVES.decode(self.sheaves[first]).leaves
            if len(reused) == len(leaves):
                yield from self.files(first)
            else:
                for leaf in reused:
                    yield from _OF_FILES.decode(leaves[leaf]).files

    def records(self) -> dict[str, bytes]:
        """Return what the search is told of every page, by its path."""
        return {
            path: octets
            for _, packed in self.leaves()
            for path, octets in _OF_RECORDS.decode(packed).records.items()
        }

    def links(self) -> Mapping[str, FileLinks]:
        """Return what every page that was written leads to, by its path."""
        return _Unpacked(self)


@final
class _Unpacked(Mapping[str, FileLinks]):
    """What pages lead to, taken out of their leaves when it is looked at."""

    def __init__(self, found: Written) -> None:
        self._all = found

    @cached_property
    def _leaves(self) -> Mapping[str, Raw]:
        """The leaf that each page is one of, by its path."""
        leaves = self._all.leaves()
        return {path: packed for _, packed in leaves for path in _OF_LINKS.decode(packed).links}

    def __getitem__(self, path: str) -> FileLinks:
        return _LINKS.decode(_OF_LINKS.decode(self._leaves[path]).links[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)

    def __contains__(self, path: object) -> bool:
        return path in self._leaves


class Entry(Struct, frozen=True, array_like=True):
    """A leaf, or a sheaf by its ``first`` leaf, and which leaves of it are as they were before.

    Nothing is ``packed`` of one that is known. ``stamps`` are those of files that were read back
    before it was entered.
    """

    first: str
    packed: bytes = b""
    reused: tuple[str, ...] = ()
    stamps: bytes = b""


_ENTRY = msgspec.msgpack.Decoder(Entry)


@final
class LeafFile:
    """Leaves on their way from those who write files to the process that began them.

    Whoever adds some holds them no longer.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Add at the end of ``stream``."""
        self._stream = stream

    def add(self, entry: Entry) -> None:
        """Add what an output has of leaves; other processes find it when this returns."""
        octets = _ENCODER.encode(entry)
        self._stream.write(len(octets).to_bytes(_LENGTH) + octets)
        self._stream.flush()


def entries(stream: IO[bytes]) -> Iterator[Entry]:
    """Yield what was added to the LeafFile of ``stream``, which stands at its start."""
    while length := stream.read(_LENGTH):
        yield _ENTRY.decode(stream.read(int.from_bytes(length)))
