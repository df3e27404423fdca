"""The words of several search indexes as those of one: as they are when all is told in one go.

A chunk of words is a list of words in their order: ``[word, row, [[form, row], …]]``, where other
forms are those with accents. A row is a list of mentions, ``[ahead, [place, …], [place, …]]``: how
many entries it is ahead of the one before, where the entry's text has the word, and where its
fields have it. There a number below zero is the complement of a field's, and places follow.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from msgspec import Struct

from inforce.pipeline.search import cbor
from inforce.pipeline.search.search_form import Chunk, Summary, unmarked

# Pagefind's own measure of a chunk, which the word that reaches it ends.
_FULL = 20_000
_WORD = attrgetter("word")


class Part(Struct, frozen=True):
    """An index of entries that follow each other: its summary, and its chunks, packed."""

    summary: Summary
    chunks: Sequence[bytes]


class Words(Struct, frozen=True):
    """A chunk of words, not packed: the first and the last of them, and all that is to be said."""

    first: str
    last: str
    octets: bytes


class _Row(Struct, frozen=True):
    """Mentions as they stand in a chunk, without the beginning of the first.

    ``first`` and ``last`` are places among all entries; ``size`` is what they fill of a chunk.
    """

    count: int
    first: int
    last: int
    size: int
    rest: bytes


class _Word(Struct, frozen=True):
    word: str
    row: _Row
    forms: Sequence[tuple[str, _Row]]


def all_fields(parts: Iterable[Part]) -> list[str]:
    """Return the names of the fields of ``parts`` in their order."""
    return sorted({name for part in parts for name in part.summary.fields})


def all_words(parts: Sequence[Part]) -> Iterator[Words]:
    """Yield the words of ``parts``, chunk by chunk; their entries follow each other as they do.

    No more is unpacked than a chunk of each.
    """
    fields = {name: place for place, name in enumerate(all_fields(parts))}
    starts = accumulate((len(part.summary.entries) for part in parts), initial=0)
    ways = [_words(part, start, fields) for part, start in zip(parts, starts, strict=False)]
    said: list[bytes] = []
    first, size = "", 0
    for word, alike in groupby(heapq.merge(*ways, key=_WORD), _WORD):
        told = list(alike)
        first = first if said else word
        said.append(_said(word, told))
        # Pagefind 1.5 does not count other forms.
        size += sum(one.row.size for one in told)
        last = word
        if size >= _FULL:
            yield _chunk(first, word, said)
            said, size = [], 0
    if said:
        yield _chunk(first, last, said)


def bounded(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return ``chunks`` with no more of their first and last words than tells them apart.

    A word that stands nowhere is looked for in the chunk between whose bounds it would stand.
    """
    found = [Chunk(chunk.first, chunk.last, chunk.name) for chunk in chunks]
    for one, other in pairwise(found):
        length = _alike(one.last, other.first) + 1
        if one.last[:length] >= one.first:
            one.last = one.last[:length]
        other.first = other.first[:length]
    return found


def _words(part: Part, start: int, fields: Mapping[str, int]) -> Iterator[_Word]:
    """Yield the words of ``part``, whose entries stand from ``start`` on among all."""
    numbers = [fields[name] for name in part.summary.fields]
    moved = numbers if numbers != list(range(len(numbers))) else []
    for chunk in part.chunks:
        walk = cbor.Walk(bytearray(unmarked(chunk)))
        walk.into(1)
        for _ in range(walk.length()):
            walk.into(3)
            word = walk.text()
            row = _row(walk, start, moved)
            yield _Word(word, row, [_form(walk, start, moved) for _ in range(walk.length())])


def _form(walk: cbor.Walk, start: int, moved: Sequence[int]) -> tuple[str, _Row]:
    walk.into(2)
    return walk.text(), _row(walk, start, moved)


def _row(walk: cbor.Walk, start: int, moved: Sequence[int]) -> _Row:
    """Step over a row, in which fields get the numbers that ``moved`` gives them."""
    count = walk.length()
    first, last, size, rest = 0, start, 0, walk.at
    for mention in range(count):
        walk.into(3)
        last += walk.count()
        if mention == 0:
            first, rest = last, walk.at
        size += 1 + walk.over() + walk.over(moved)
    return _Row(count, first, last, size, bytes(walk.octets[rest : walk.at]))


def _said(word: str, told: Sequence[_Word]) -> bytes:
    """Return what is said of a word, of which each part has told."""
    forms: dict[str, list[_Row]] = {}
    for one in told:
        for form, row in one.forms:
            forms.setdefault(form, []).append(row)
    said = [cbor.opened(3), cbor.encode(word), _joined(one.row for one in told)]
    said.append(cbor.opened(len(forms)))
    for form, rows in forms.items():
        said += cbor.opened(2), cbor.encode(form), _joined(rows)
    return b"".join(said)


def _joined(rows: Iterable[_Row]) -> bytes:
    """Return mentions in one row, each counted from the one before it."""
    told = [row for row in rows if row.count]
    said = [cbor.opened(sum(row.count for row in told))]
    last = 0
    for row in told:
        said += cbor.opened(3), cbor.encode(row.first - last), row.rest
        last = row.last
    return b"".join(said)


def _chunk(first: str, last: str, said: Sequence[bytes]) -> Words:
    return Words(first, last, cbor.opened(1) + cbor.opened(len(said)) + b"".join(said))


def _alike(one: str, other: str) -> int:
    """Return with how many of the same signs two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
