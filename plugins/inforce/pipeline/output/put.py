"""Files of an output under construction: each is a file of its own, whatever it was before."""

from __future__ import annotations

import os
from pathlib import Path

from inforce.domain.errors import naming

# Windows would change the ends of lines.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MODE = 0o666


def put(path: Path | str, octets: bytes) -> None:
    """Write ``path``, and its folder; what had the name before is left alone by its other names.

    A file of the output that is live may have a second name here, and must not change. A large
    output has tens of thousands of files: each takes as few calls of the system as can be.
    """
    try:
        file = os.open(path, _NEW, _MODE)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as it is opened
        file = os.open(path, _NEW, _MODE)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 - as it is opened
        file = os.open(path, _NEW, _MODE)
    try:
        rest = memoryview(octets)
        with naming(path):
            while rest:
                rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)
