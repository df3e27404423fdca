"""Regular files: a named pipe would be waited for for ever, and a device may have no end."""

from __future__ import annotations

import errno
import os
from io import FileIO
from stat import S_ISREG


def irregular(path: str | os.PathLike[str]) -> OSError:
    """Return the error that what is at ``path`` is a folder, a pipe, a device or a socket."""
    return OSError(errno.EINVAL, "Not a regular file", os.fspath(path))


def opened(path: str | os.PathLike[str]) -> FileIO:
    """Open a file to be read; raise OSError where it cannot be, or is no regular one."""
    if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a large site has many files
        raise irregular(path)
    return open(path, "rb", buffering=0)  # noqa: PTH123 - the same


def octets_of(path: str | os.PathLike[str]) -> bytes:
    """Return what is in a file; raise OSError as ``opened`` does."""
    with opened(path) as file:
        return file.read()
