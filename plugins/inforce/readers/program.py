"""Which program this is: what is kept from run to run holds for the very same one alone."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import inforce
from inforce.readers.cache import file_digest


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
    package = str(Path(inforce.__file__).parent)
    for base, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        place = base.removeprefix(package).replace(os.sep, "/")
        for name in sorted(name for name in names if _counts(name)):
            whole.update(f"{place}/{name}\0".encode() + file_digest(f"{base}{os.sep}{name}"))
    return whole.digest()


def _counts(name: str) -> bool:
    return "." in name and not name.endswith(".pyc")


def _libraries() -> set[str]:
    """Return name and version of everything installed, as the names of folders tell them."""
    return {
        path.name for place in filter(None, sys.path) for path in Path(place).glob("*.dist-info")
    }
