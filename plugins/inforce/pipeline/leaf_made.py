"""What is made of one leaf, with all that whoever writes it down needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from inforce.domain.lookups import Lookup
from inforce.pipeline.leaf_run import LeafRun

_ENCODER = msgspec.msgpack.Encoder()


class Made(Struct, frozen=True, array_like=True):
    """The files of a leaf by path, what the search is told, and what was looked up for them.

    ``links`` are what the pages lead to, each packed.
    """

    leaf: str
    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    lookups: tuple[Lookup, ...]
    links: Mapping[str, msgspec.Raw]


def made(run: LeafRun, leaf: str) -> Made:
    """Return what ``run`` makes of ``leaf``."""
    its = run.files(leaf)
    links = {path: msgspec.Raw(_ENCODER.encode(leads)) for path, leads in its.links.items()}
    return Made(leaf, its.files, its.records, its.lookups, links)
