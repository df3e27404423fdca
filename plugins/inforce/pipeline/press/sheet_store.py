"""Brochures kept from build to build, under the digest of all that decides their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import final

from inforce.pipeline.output.second_name import same
from inforce.readers.cache import CACHE, cache_fault

_PART = "brochures"
# The key of a brochure and the SHA-256 of its bytes; one that was not finished has more to it.
_NAME = re.compile(r"([0-9a-f]{64})-([0-9a-f]{64})\.pdf(\.\d+)?")


@final
class SheetStore:
    """The brochures that earlier builds of the site at ``root`` have set without a fault.

    Each is judged by its bytes before it is used, and put in place in one step: two builds at once
    do each other no harm. ``fault`` says why none can be kept, empty where they can.
    """

    def __init__(self, root: Path) -> None:
        """Make the folder where there is none, and see what is in it."""
        self.folder = root / CACHE / _PART
        self.fault = cache_fault(root, _PART)
        there = [match for name in _files(self.folder) if (match := _NAME.fullmatch(name))]
        self._there = frozenset(match[0] for match in there)
        self._names = {match[1]: match[0] for match in there if match[3] is None}

    def take(self, key: str, target: Path) -> str:
        """Put the brochure of ``key`` at ``target``; return its SHA-256, nothing without one.

        One whose bytes are not what they were is removed.
        """
        name = self._names.get(key)
        if name is None:
            return ""
        with suppress(OSError):
            same(self.folder / name, target)
            digest = sha256(target.read_bytes()).hexdigest()
            if name == _name(key, digest):
                return digest
            target.unlink()
            (self.folder / name).unlink()
        return ""

    def keep(self, key: str, file: Path, digest: str) -> str:
        """Keep the brochure in ``file``; return why that cannot be done, else nothing."""
        if self.fault:
            return self.fault
        target = self.folder / _name(key, digest)
        part = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            if not target.exists():
                same(file, part)
                part.replace(target)
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def sweep(self, used: Iterable[tuple[str, str]]) -> None:
        """Remove what was there at first and is not ``used``, by key and SHA-256.

        What another build has put there since stays.
        """
        kept = {_name(key, digest) for key, digest in used}
        for name in self._there - kept:
            with suppress(OSError):
                (self.folder / name).unlink()


def _files(folder: Path) -> list[str]:
    """Return the names of the files of a folder, in order; links are none."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return []


def _name(key: str, digest: str) -> str:
    return f"{key}-{digest}.pdf"
