"""The folder in which a site keeps what spares work the next time; all of it can be made again."""

from __future__ import annotations

import os
from pathlib import Path

CACHE = ".cache/inforce"


def cache_fault(root: Path, part: str) -> str:
    """Make the folder for ``part``, out of git; return why it cannot be written to, else nothing.

    ``root`` is the site's.
    """
    folder, ignored = root / CACHE / part, root / CACHE / ".gitignore"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not ignored.exists():
            ignored.write_bytes(b"*\n")
    except OSError as error:
        return error.strerror or str(error)
    return "" if os.access(folder, os.W_OK) else "it is read-only"
