"""JSON Pointers (RFC 6901): how findings name a place in a file."""

from __future__ import annotations


def escape(key: str) -> str:
    """Return ``key`` as a token of a pointer."""
    return key.replace("~", "~0").replace("/", "~1")
