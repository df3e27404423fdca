"""The one root of inforce's exceptions. Problems in a site's files are findings, not exceptions."""

from __future__ import annotations


class InforceError(Exception):
    """Something makes the work impossible: its text says what, and what to do.

    That is one line, or one for each of several things.
    """


def line_of(error: Exception) -> str:
    """Return, in one line, what ``error`` says: of the system's, the file and the reason."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    return str(error)
