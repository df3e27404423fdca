"""Where a path leads, whatever links are on it."""

from __future__ import annotations

import os
from pathlib import Path


def real(path: Path) -> Path:
    """Return ``path`` without links; one that leads in a circle stays for whoever opens it.

    ``Path.resolve`` has a RuntimeError for such before Python 3.13.
    """
    return Path(os.path.realpath(path))
