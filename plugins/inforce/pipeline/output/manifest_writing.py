"""Writes what an output tells of itself: the edition it was made from, and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from inforce.domain.editions.edition import Edition
from inforce.domain.editions.imprint import imprints
from inforce.pipeline.output.manifest import NAME, Manifest, inventory
from inforce.pipeline.output.put import put
from inforce.renderers.api.documents import edition_document
from inforce.renderers.api.paths import EDITION


def write_manifest(folder: Path, edition: Edition, files: Mapping[str, str]) -> Manifest:
    """Write ``edition.json`` and the manifest of the output in ``folder``; return it.

    ``files`` are the SHA-256 in hex of all others that are there, or will be, by path.
    """
    document = edition_document(edition, inventory(files))
    put(folder / EDITION, document)
    manifest = Manifest(
        as_of=edition.as_of,
        audience=edition.audience,
        edition=edition.digest,
        preview=edition.preview,
        items=imprints(edition),
        files=dict(sorted({**files, EDITION: sha256(document).hexdigest()}.items())),
    )
    octets = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    put(folder / NAME, octets + b"\n")
    return manifest
