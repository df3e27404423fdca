"""Writes what an output tells of itself: the edition it was made from, and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import msgspec

from inforce.domain.edition import Edition
from inforce.domain.imprint import imprints
from inforce.pipeline.manifest import NAME, Manifest, digests, inventory
from inforce.renderers.api.documents import edition_document
from inforce.renderers.api.paths import EDITION

_NONE: Mapping[str, str] = MappingProxyType({})


def write_manifest(
    folder: Path,
    edition: Edition,
    known: Mapping[str, str] = _NONE,
    taken: Mapping[str, str] = _NONE,
) -> Manifest:
    """Write ``edition.json`` and the manifest of ``folder``; return it.

    ``known`` are the SHA-256 of files that need not be read again, by path, ``taken`` those of
    files of another output that are here, or will be.
    """
    # What is in order is put in order again in no time.
    files = dict(sorted({**digests(folder, known), **taken}.items()))
    document = edition_document(edition, inventory(files))
    target = folder / EDITION
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(document)
    manifest = Manifest(
        as_of=edition.as_of,
        audience=edition.audience,
        edition=edition.digest,
        preview=edition.preview,
        items=imprints(edition),
        files=dict(sorted({**files, EDITION: sha256(document).hexdigest()}.items())),
    )
    octets = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / NAME).write_bytes(octets + b"\n")
    return manifest
