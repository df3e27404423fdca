"""Name trees and number trees of a PDF: read in any shape, written as leaves in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from pikepdf import Array, Dictionary, Object, String

# What a leaf holds at most, so that one name is found without reading all.
LEAF = 500

Names: TypeAlias = Sequence[tuple[bytes, Object]]
Numbers: TypeAlias = Sequence[tuple[int, Object]]


def names(tree: Object | None) -> Iterator[tuple[bytes, Object]]:
    """Yield what a name tree holds; a name is the bytes that readers compare."""
    for name, value in _pairs(tree, "/Names"):
        yield bytes(name), value


def numbers(tree: Object | None) -> Iterator[tuple[int, Object]]:
    """Yield what a number tree holds."""
    for number, value in _pairs(tree, "/Nums"):
        yield int(number), value


def name_tree(entries: Names) -> Dictionary:
    """Return a tree of ``entries``, which have each name once and in order."""
    return _tree("/Names", [(String(name), value) for name, value in entries])


def number_tree(entries: Numbers) -> Dictionary:
    """Return a tree of ``entries``, which have each number once and in order."""
    return _tree("/Nums", entries)


def _pairs(tree: Object | None, kind: str) -> Iterator[tuple[Object, Object]]:
    if tree is None:
        return
    for kid in tree.get("/Kids", ()):
        yield from _pairs(kid, kind)
    pairs = iter(tree.get(kind, ()))
    yield from zip(pairs, pairs, strict=True)


def _tree(kind: str, entries: Sequence[tuple[object, object]]) -> Dictionary:
    leaves = [entries[at : at + LEAF] for at in range(0, len(entries), LEAF)]
    if len(leaves) <= 1:
        return Dictionary({kind: _flat(entries)})
    kids = [
        Dictionary({"/Limits": Array([leaf[0][0], leaf[-1][0]]), kind: _flat(leaf)})
        for leaf in leaves
    ]
    return Dictionary({"/Kids": Array(kids)})


def _flat(entries: Sequence[tuple[object, object]]) -> Array:
    return Array(chain.from_iterable(entries))
