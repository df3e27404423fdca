"""What decides the bytes of an output beside the site: this program, and the libraries under it."""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version

from inforce.domain.errors import InforceError
from inforce.readers.program import own_files

_NAME = re.compile(r"[\w.-]+")


class ForeignProgramError(InforceError):
    """A worker runs another program than the one who commissions it."""


@cache
def program() -> str:
    """Return in words what runs here; two machines with the same words write the same bytes."""
    python = ".".join(map(str, sys.version_info[:2]))
    return f"inforce {version('inforce')} ({_digest()[:12]}) on Python {python}"


def require_same(theirs: str, ours: str) -> None:
    """Raise ForeignProgramError unless the worker's program is that of the build."""
    if theirs != ours:
        raise ForeignProgramError(
            f"a worker runs {theirs}, and this is {ours}; install the same on both, "
            "with its libraries in the same versions"
        )


def _digest() -> str:
    """Return the digest of the program's own files and of its libraries' versions.

    What else is installed there does not count, unlike in what is kept from build to build.
    """
    return sha256(repr(sorted(_libraries())).encode() + own_files()).hexdigest()


def _libraries() -> list[tuple[str, str]]:
    """Return name and version of what inforce needs to run, extras aside."""
    found = []
    for line in requires("inforce") or ():
        name = _NAME.match(line)
        if name is not None and "extra ==" not in line:
            try:
                found.append((name[0], version(name[0])))
            except PackageNotFoundError:
                continue  # it is for another system
    return found
