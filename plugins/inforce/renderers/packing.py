"""Packed files whose bytes are the same whichever Python makes them."""

from __future__ import annotations

import gzip

# Which system a file was packed on (RFC 1952): Python tells Unix up to 3.12, then nothing.
_SYSTEM, _UNIX = 9, b"\x03"


def packed(octets: bytes) -> bytes:
    """Return ``octets`` as a gzip file, which says of no day and no machine."""
    made = gzip.compress(octets, mtime=0)
    return made[:_SYSTEM] + _UNIX + made[_SYSTEM + 1 :]
