"""What the errors of the libraries mean that fsspec calls; each has words of its own.

SMB raises an OSError that is no FileNotFoundError, whatever its number is. FTP refuses with
a code, 550 for most; fsspec sometimes makes a FileNotFoundError of it, whatever it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from errno import EEXIST, EISDIR, ENOENT, ENOTDIR
from ftplib import Error as FtpError
from ftplib import error_perm
from typing import final

_KINDS = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_NUMBERS = frozenset({ENOENT, EISDIR, ENOTDIR})
# Not available; and where fsspec asks in another way: command, argument or parameter unknown.
_CODES = ("550", "500", "501", "502", "504")


@final
class unless_absent:  # noqa: N801 - as those of contextlib
    """Passes over an error that says that there is no such file; a class, for mypy to know."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, *_: object) -> bool:
        """Return whether the error is passed over."""
        return isinstance(error, Exception) and _absent(error)


def occupied(error: Exception) -> bool:
    """Return whether a name may have been refused because there is a file already."""
    known = isinstance(error, OSError) and error.errno == EEXIST
    return known or isinstance(error, error_perm)


def _absent(error: Exception) -> bool:
    if any(not str(told).startswith(_CODES) for told in _ftp(error)):
        return False
    known = isinstance(error, OSError) and error.errno in _NUMBERS
    return known or isinstance(error, (*_KINDS, FtpError))


def _ftp(error: BaseException | None) -> Iterator[FtpError]:
    """Yield what an FTP server answered before the error was raised."""
    while error is not None:
        if isinstance(error, FtpError):
            yield error
        error = error.__cause__ or error.__context__
