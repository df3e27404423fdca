"""The manifest: every file of an output with its digest, and the edition it was made from."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

import msgspec
from msgspec import Struct

from inforce.domain.edition import Edition

NAME = "manifest.json"


class Manifest(Struct, frozen=True, kw_only=True):
    """What an output consists of; ``files`` maps paths to SHA-256 in hex, sorted.

    The manifest itself is not among its files.
    """

    as_of: str
    audience: str
    edition: str
    preview: bool
    files: dict[str, str]


def write_manifest(folder: Path, edition: Edition) -> None:
    """Write the manifest of ``folder``, replacing an earlier one."""
    target = folder / NAME
    paths = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != target
    )
    manifest = Manifest(
        as_of=edition.as_of.isoformat(),
        audience=edition.audience,
        edition=edition.digest,
        preview=edition.preview,
        files={path: _digest(folder / path) for path in paths},
    )
    target.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of an output; raise ValidationError or OSError where there is none."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
