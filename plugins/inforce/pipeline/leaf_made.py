"""What is made of one product, with all that whoever writes it down needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from inforce.domain.edition import EditionProduct
from inforce.domain.lookups import Lookup
from inforce.pipeline.file_links import READ, file_links
from inforce.pipeline.leaf_run import LeafRun

_ENCODER = msgspec.msgpack.Encoder()


class Made(Struct, frozen=True, array_like=True):
    """The files of a product by path, what the search is told, and what was looked up for them.

    ``links`` are what the pages lead to, each packed.
    """

    product: str
    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    lookups: tuple[Lookup, ...]
    links: Mapping[str, msgspec.Raw]


def made(run: LeafRun, product: EditionProduct, origin: str) -> Made:
    """Return what ``run`` makes of ``product``; ``origin`` is the output's own address."""
    its = run.files(product)
    links = {
        path: msgspec.Raw(_ENCODER.encode(file_links(path, octets, origin)))
        for path, octets in its.files.items()
        if path.endswith(READ)
    }
    return Made(product.id, its.files, its.records, its.lookups, links)
