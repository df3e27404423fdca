"""Which program this is: what is kept from run to run holds for the very same one alone."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import inforce


@cache
def program() -> bytes:
    """Return the SHA-256 of what decides an output beside the site: our files, Python, libraries.

    Our own files count with their bytes, libraries with their versions.
    """
    whole = sha256(repr((sys.version, sorted(_libraries()))).encode())
    whole.update(own_files())
    return whole.digest()


@cache
def own_files() -> bytes:
    """Return the SHA-256 of our own files, by their paths and bytes."""
    whole = sha256()
    package = Path(inforce.__file__).parent
    for path in sorted(path for path in package.rglob("*") if path.suffix not in {".pyc", ""}):
        whole.update(str(path.relative_to(package)).encode() + b"\0")
        whole.update(sha256(path.read_bytes()).digest())
    return whole.digest()


def _libraries() -> set[str]:
    """Return name and version of everything installed, as the names of folders tell them."""
    return {
        path.name for place in filter(None, sys.path) for path in Path(place).glob("*.dist-info")
    }
