"""Output is built beside its place and swapped in whole, or not at all."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import final

from inforce.domain.errors import InforceError

# From linux/fcntl.h and linux/fs.h.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@final
class Staging:
    """A folder under construction that takes the place of ``live`` at the end.

    It lies in a hidden folder beside ``live``, on the same file system, so that one rename is
    enough. Whatever happens before ``swap`` leaves ``live`` untouched.
    """

    def __init__(self, live: Path, *, site: Path) -> None:
        """Open an empty staging folder; raise InforceError where ``live`` would swallow ``site``.

        ``site`` is the root of the sources.
        """
        self.live = live.resolve()
        refuse_sources(self.live, site.resolve())
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self._work = TemporaryDirectory(
            prefix=f".inforce-staging-{self.live.name}-", dir=self.live.parent
        )
        self.folder = Path(self._work.name) / "new"
        self.folder.mkdir()

    def beside(self, name: str) -> Path:
        """Return a folder for what is needed on the way; it goes away with the staging folder."""
        folder = self.folder.with_name(name)
        folder.mkdir(exist_ok=True)
        return folder

    def swap(self) -> None:
        """Put the folder in the place of ``live`` and remove what was there."""
        if not self.live.exists():
            self.folder.rename(self.live)
        elif not _exchange(self.folder, self.live):
            self._step_aside()
        self.discard()

    def discard(self) -> None:
        """Remove the staging folder; ``live`` stays as it is. Doing so twice is no error."""
        self._work.cleanup()

    def _step_aside(self) -> None:
        """Swap with two renames, where the system has no exchange; undo the first on failure."""
        old = self.folder.with_name("old")
        self.live.rename(old)
        try:
            self.folder.rename(self.live)
        except OSError:
            old.rename(self.live)
            raise


def refuse_sources(live: Path, site: Path) -> None:
    """Raise InforceError where an output at ``live`` would replace sources of ``site``.

    Both are resolved paths.
    """
    kept = [site, *(site / name for name in ("content", "schemas", "site_config", "plugins"))]
    if any(folder.is_relative_to(live) for folder in kept) or any(
        live.is_relative_to(folder) for folder in kept[1:]
    ):
        raise InforceError(f"{live}: the output would replace sources; name another folder")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system could do it."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
