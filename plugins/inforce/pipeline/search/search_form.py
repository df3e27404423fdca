"""The files of Pagefind's index that this site reads and writes: packed lists of lists."""

from __future__ import annotations

import gzip
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline.search import cbor
from inforce.renderers import packing

_MAGIC = b"pagefind_dcd"
_T = TypeVar("_T")


class Entry(Struct, array_like=True, forbid_unknown_fields=True):
    """A page that can be found: the name of its text, and how many words that has."""

    name: str
    words: int


class Chunk(Struct, array_like=True, forbid_unknown_fields=True):
    """A file of words: what a word begins with to stand there, and the file's name."""

    first: str
    last: str
    name: str


class Summary(Struct, array_like=True, forbid_unknown_fields=True):
    """What each search begins with; ``fields`` are names of what is told beside a text."""

    version: str
    entries: list[Entry]
    chunks: list[Chunk]
    filters: list[Any]
    orders: list[Any]
    fields: list[str]


class UnknownIndexError(InforceError):
    """An index of another form than this site knows."""

    def __init__(self) -> None:
        super().__init__("the search index has a form that is not known: see pagefind's version")


def unmarked(packed: bytes) -> bytes:
    """Return what a file of Pagefind holds behind its mark."""
    octets = gzip.decompress(packed)
    if not octets.startswith(_MAGIC):
        raise UnknownIndexError
    return octets[len(_MAGIC) :]


def unpacked(packed: bytes, form: type[_T]) -> _T:
    """Return a file's one value; raise UnknownIndexError where it has not that ``form``."""
    try:
        return msgspec.convert(cbor.decode(unmarked(packed)), form)
    except msgspec.ValidationError as error:
        raise UnknownIndexError from error


def packed(octets: bytes) -> bytes:
    """Return what ``octets`` are as a file, the same each time."""
    return packing.packed(_MAGIC + octets)


def encoded(value: Struct | list[Entry]) -> bytes:
    """Return one value as it stands in a file that is not packed yet."""
    return cbor.encode(msgspec.to_builtins(value))
