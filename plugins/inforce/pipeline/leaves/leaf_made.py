"""What is made of one leaf, ready to be written down and kept."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import msgspec
from msgspec import Raw, Struct

from inforce.pipeline.leaves.leaf_run import LeafRun
from inforce.pipeline.leaves.leaves import Leaf

_ENCODER = msgspec.msgpack.Encoder()


class Made(Struct, frozen=True, array_like=True):
    """The files of a leaf by path, and what is kept of it."""

    leaf: str
    files: Mapping[str, bytes]
    kept: Leaf


def made(run: LeafRun, leaf: str) -> Made:
    """Return what ``run`` makes of ``leaf``."""
    its = run.files(leaf)
    kept = Leaf(
        lookups=its.lookups,
        rests=run.rests((leaf,), its.lookups),
        files={path: sha256(octets).digest() for path, octets in its.files.items()},
        records=its.records,
        links={path: Raw(_ENCODER.encode(leads)) for path, leads in its.links.items()},
    )
    return Made(leaf, its.files, kept)
