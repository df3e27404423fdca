"""Files of the live output as files of the next one: under a second name, once they hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inforce.pipeline.second_name import same
from inforce.readers.cache import file_digest


def take_over(live: Path, folder: Path, files: Mapping[str, bytes]) -> bool:
    """Give ``files`` of ``live`` the same paths below ``folder``; return whether that was done.

    It is all or nothing: each must have the bytes whose SHA-256 is said, else none is taken.
    """
    if not all(_holds(live / path, digest) for path, digest in files.items()):
        return False
    for path in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        same(live / path, target)
    return True


def _holds(file: Path, digest: bytes) -> bool:
    try:
        return file_digest(str(file)) == digest
    except OSError:
        return False
