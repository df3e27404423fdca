"""Where old output goes before a measured run: away, but not off the disk.

A file system may be slow to make files after many were deleted: ext4 passes over inodes that were
freed in the last minutes, one by one, and making 10,000 files then takes up to 17 times as long.
Whoever runs after a deletion would pay for it, and those who write more files pay more. So nothing
is deleted before all is measured: files are moved here, and emptied to give their room back, which
frees no inode, as removing one of several names of a file frees none. Each run from nothing finds
a disk on which files were only made.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class Aside:
    """A folder that takes in what is in the way, on the same file system as that."""

    def __init__(self, folder: Path) -> None:
        """Begin with what earlier runs may have left there."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._next = len(list(folder.iterdir()))

    def put(self, path: Path) -> None:
        """Move ``path`` here, where it is there at all, and give back the room that it takes.

        What has a name elsewhere keeps its content under that.
        """
        if not path.exists():
            return
        while (self._folder / str(self._next)).exists():
            self._next += 1
        moved = path.rename(self._folder / str(self._next))
        for folder, _, names in os.walk(moved):
            for name in names:
                file = Path(folder, name)
                if file.lstat().st_nlink > 1:
                    file.unlink()
                elif not file.is_symlink():
                    os.truncate(file, 0)

    def clear(self) -> None:
        """Delete all that was put here, and the folder."""
        shutil.rmtree(self._folder)
