"""The one root of inforce's exceptions. Problems in a site's files are findings, not exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class InforceError(Exception):
    """Something makes the work impossible: its text says what, and what to do.

    That is one line, or one for each of several things.
    """


@contextmanager
def naming(file: object) -> Iterator[None]:
    """Have errors of the system name ``file`` where they name none, as those of writing do not."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.filename is None:
            error.filename = str(file)
        raise


def line_of(error: Exception) -> str:
    """Return, in one line, what ``error`` says: of the system's, the file and the reason."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    return str(error)
