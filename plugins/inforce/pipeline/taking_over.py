"""Files of the live output as files of the next one: under a second name, once they hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inforce.pipeline.second_name import same
from inforce.readers.stamps import Stamps


def take_over(live: Path, folder: Path, files: Mapping[str, bytes], stamps: Stamps) -> bool:
    """Give ``files`` of ``live`` the same paths below ``folder``; return whether that was done.

    It is all or nothing: each must have the bytes whose SHA-256 is said, else none is taken.
    ``stamps`` are those of ``live``.
    """
    if not all(_holds(f"{live}/{path}", path, digest, stamps) for path, digest in files.items()):
        return False
    for path in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        same(live / path, target)
    return True


def _holds(file: str, path: str, digest: bytes, stamps: Stamps) -> bool:
    try:
        return stamps.digest(path, file) == digest
    except OSError:
        return False
