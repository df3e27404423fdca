"""The output before the live one, kept out of sight: the next one is put together in its folders.

A large output has more folders than a file system makes and removes in passing, while from one to
the next hardly a file changes: most of those of the former output are files of the live one too,
under a second name. See ``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import final

from inforce.pipeline.files_there import Standing, standing
from inforce.readers.stamps import Fact, Stamps, fact

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
        self._there = Standing({}, [])

    def look(self, stamps: Stamps) -> None:
        """See what it has; ``stamps`` are those of the live output, whose files it may have too."""
        if self._tree.is_dir() and self._tree.resolve() == self._tree:
            self._there = standing(self._tree, stamps)  # what a link leads to is somebody else's

    def known(self, path: str) -> bytes | None:
        """Return the SHA-256 of its file at ``path`` from its root, if it is the live one too.

        None where it is not known to be, or nothing was looked at yet.
        """
        return self._there.known.get(path)

    def fact(self, path: str) -> Fact | None:
        """Return what the disk says of its file at ``path``, None without one."""
        try:
            return fact(f"{self._tree}/{path}", follow=False)
        except OSError:
            return None

    def lent(self, folder: Path, taken: Mapping[str, str], stamps: Stamps) -> Collection[str]:
        """Return the paths, of files ``taken`` over, at which it has what ``folder`` has not.

        ``taken`` are their SHA-256 in hex. They are entered in ``stamps``.
        """
        known = self._there.known
        lent = {path for path, digest in taken.items() if known.get(path, b"").hex() == digest}
        stamps.stay(lent)
        for path in self._there.rest:
            if path in taken and not (folder / path).exists():
                stamps.note(path, f"{self._tree}/{path}", bytes.fromhex(taken[path]))
                lent.add(path)
        return lent

    def fill(self, folder: Path, lent: Collection[str]) -> bool:
        """Add its files at ``lent`` to ``folder``, with their folders; return whether it has any.

        What ``folder`` has already takes their place, and the rest of the former output is removed.
        """
        if not lent:
            return False
        there = (*self._there.known, *self._there.rest)
        _clear(self._tree, (path for path in there if path not in lent))
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


def _clear(tree: Path, paths: Iterable[str]) -> None:
    """Remove what is at ``paths`` in ``tree``, and the folders that this leaves empty."""
    left = set()
    for path in paths:
        if path.endswith("/"):
            Path(tree, path).rmdir()
        else:
            Path(tree, path).unlink()
        left.add(path.removesuffix("/").rpartition("/")[0])
    while left := left - {""}:
        above = set()
        for path in left:
            with suppress(OSError):  # something is in it
                Path(tree, path).rmdir()
                above.add(path.rpartition("/")[0])
        left = above


def _pour(source: str, target: str) -> None:
    """Move everything in ``source`` to ``target``; a file takes the place of one that is there."""
    with os.scandir(source) as entries:
        for entry in list(entries):
            place = Path(target, entry.name)
            if entry.is_dir(follow_symlinks=False) and place.is_dir():
                _pour(entry.path, str(place))
            else:
                Path(entry).replace(place)
