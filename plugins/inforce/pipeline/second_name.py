"""A file under a second name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def same(file: Path, other: Path) -> None:
    """Give a file a second name; where the file system has none of that, it is copied."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copyfile(file, other)
