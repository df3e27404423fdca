"""The folder in which a site keeps what spares work the next time; all of it can be made again."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import final

from inforce.readers.regular import opened

CACHE = ".cache/inforce"
_DIGEST = 32


def cache_fault(root: Path, part: str) -> str:
    """Make the folder for ``part``, out of git; return why it cannot be written to, else nothing.

    ``root`` is the site's.
    """
    folder, ignored = root / CACHE / part, root / CACHE / ".gitignore"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not ignored.exists():
            ignored.write_bytes(b"*\n")
    except OSError as error:
        return error.strerror or str(error)
    return "" if os.access(folder, os.W_OK) else "it is read-only"


@final
class Part:
    """What a site keeps of one kind: files in a folder of their own.

    They spare work and decide nothing. Where the folder cannot be written to nothing is kept, and
    nothing is said: the next run then takes as long as this one.
    """

    def __init__(self, root: Path, name: str) -> None:
        """Keep it as the part ``name`` of what is kept for the site at ``root``."""
        self._root = root
        self._name = name
        self.folder = root / CACHE / name

    def kept(self, name: str, mark: bytes) -> bytes:
        """Return what was kept as ``name`` with the same ``mark`` of 32 bytes, else nothing."""
        return kept(self.folder / name, mark)

    def keep(self, name: str, mark: bytes, body: bytes) -> None:
        """Keep ``body`` as ``name``, with ``mark``, in the place of what was kept before."""
        if not cache_fault(self._root, self._name):
            with suppress(OSError):
                keep(self.folder / name, mark, body)


def kept(file: Path, mark: bytes) -> bytes:
    """Return what ``keep`` put into ``file`` with the same ``mark`` of 32 bytes, else nothing.

    What is damaged, or has another version's mark, counts for nothing.
    """
    with suppress(OSError), opened(file) as stream:
        head, body = stream.read(2 * _DIGEST), stream.read()
        if head == mark + sha256(body).digest():
            return body
    return b""


def keep(file: Path, mark: bytes, body: bytes) -> None:
    """Put ``body`` into ``file`` in one step, with ``mark``; raise OSError where it cannot be."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with part.open("wb") as stream:  # a body is large: it is not held twice
            stream.write(mark + sha256(body).digest())
            stream.write(body)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def file_digest(path: str) -> bytes:
    """Return the SHA-256 of a file; raise OSError when it cannot be opened."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a large site has many files
        return sha256(stream.read()).digest()
