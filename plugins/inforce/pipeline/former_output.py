"""The output before the live one, kept out of sight: the next one is put together in its folders.

A large output has more folders than a file system makes and removes in passing, while from one to
the next hardly a file changes: most of those of the former output are files of the live one too,
under a second name. See ``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import final

from inforce.readers.stamps import Fact, fact

# Fewer files are written sooner than folders are kept for them.
_WORTH_KEEPING = 100


@final
class FormerOutput:
    """The former output of ``live``, in a hidden folder beside it that stays out of git.

    Whoever uses it has the right to make the output (``pipeline/output_lock.py``). Nothing in it is
    relied on: it may be removed, or broken off while it changes.
    """

    def __init__(self, live: Path) -> None:
        """Look for it where it was kept; ``live`` is a resolved path."""
        self._place = live.with_name(f".inforce-former-{live.name}")
        self._tree = self._place / "tree"

    def fact(self, path: str) -> Fact | None:
        """Return what the disk says of its file at ``path`` from its root, None without one."""
        try:
            return fact(f"{self._tree}/{path}", follow=False)
        except OSError:
            return None

    def fill(self, folder: Path, paths: Collection[str]) -> bool:
        """Add its files at ``paths`` to ``folder``, with their folders; return whether it has any.

        What ``folder`` has already takes their place, and the rest of the former output is removed.
        """
        if not paths or not self._tree.is_dir() or self._tree.resolve() != self._tree:
            return False  # what a link leads to is somebody else's
        _thin(str(self._tree), len(str(self._tree)) + 1, paths)
        _pour(str(folder), str(self._tree))
        shutil.rmtree(folder)
        self._tree.rename(folder)
        return True

    def keep(self, folder: Path) -> None:
        """Let ``folder`` be the former output from now on, unless it is small."""
        shutil.rmtree(self._place, ignore_errors=True)
        if _is_small(folder):
            return
        self._place.mkdir()
        (self._place / ".gitignore").write_bytes(b"*\n")
        folder.rename(self._tree)


def _is_small(folder: Path) -> bool:
    count = 0
    for _, _, files in os.walk(folder):
        count += len(files)
        if count >= _WORTH_KEEPING:
            return False
    return True


def _thin(folder: str, start: int, paths: Collection[str]) -> bool:
    """Remove all files below ``folder`` but those at ``paths``; return whether any is left."""
    left = False
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                if _thin(entry.path, start, paths):
                    left = True
                else:
                    Path(entry).rmdir()
            elif entry.path[start:].replace(os.sep, "/") in paths:
                left = True
            else:
                Path(entry).unlink()
    return left


def _pour(source: str, target: str) -> None:
    """Move everything in ``source`` to ``target``; a file takes the place of one that is there."""
    with os.scandir(source) as entries:
        for entry in list(entries):
            place = Path(target, entry.name)
            if entry.is_dir(follow_symlinks=False) and place.is_dir():
                _pour(entry.path, str(place))
            else:
                Path(entry).replace(place)
