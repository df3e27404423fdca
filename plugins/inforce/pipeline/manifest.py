"""The manifest: every file of an output with its digest, and the edition it was made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
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
    target.unlink(missing_ok=True)
    base = len(str(folder)) + 1
    files = {path[base:].replace(os.sep, "/"): path for path in _files(str(folder))}
    manifest = Manifest(
        as_of=edition.as_of.isoformat(),
        audience=edition.audience,
        edition=edition.digest,
        preview=edition.preview,
        files={name: _digest(path) for name, path in sorted(files.items())},
    )
    target.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def _files(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry.path


def _digest(path: str) -> str:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a large site has many files
        return sha256(stream.read()).hexdigest()
