"""A file under a second name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def same(file: Path | str, other: Path | str) -> None:
    """Give a file a second name, in a folder that is made where there is none.

    Where the file system has no second names, it is copied.
    """
    try:
        _same(file, other)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(other), exist_ok=True)  # noqa: PTH103, PTH120 - one of many
        _same(file, other)


def _same(file: Path | str, other: Path | str) -> None:
    try:
        os.link(file, other)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, other)
