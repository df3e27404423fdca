"""Output is built beside its place and swapped in whole, or not at all."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import final

from inforce.domain.errors import InforceError
from inforce.pipeline.output.durable import settle, settle_entries
from inforce.pipeline.output.former_output import FormerOutput
from inforce.pipeline.output.output_lock import OutputLock, lock_file
from inforce.readers.names import require_text
from inforce.readers.real_path import real
from inforce.readers.stamps import Stamps

# From linux/fcntl.h and linux/fs.h.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# Where the old output waits while the new one takes its place, if the system cannot exchange them.
_ASIDE = "old"


@final
class Staging:
    """A folder under construction that takes the place of ``live`` at the end.

    It lies in a hidden folder beside ``live``, on the same file system, so that one rename is
    enough. Whatever happens before ``swap`` leaves ``live`` untouched, the end of the process
    included: what that leaves behind is removed by the next who stages here. Another process that
    would stage the same waits.
    """

    def __init__(self, live: Path, *, site: Path, former: FormerOutput | None = None) -> None:
        """Open an empty staging folder; raise InforceError where ``live`` cannot be replaced.

        That is where it would swallow ``site``, or is no folder that can be exchanged.
        ``site`` is the root of the sources. The output is put together in the folders of the
        ``former`` one, if that is given, and what is live now takes its place.
        """
        self.live = real(live)
        _require_folder(self.live)
        refuse_sources(self.live, real(site))
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self._former = former
        self._becomes_former = False
        self._lock = OutputLock(self.live)
        _clear(self.live)
        self._work = TemporaryDirectory(prefix=_prefix(self.live), dir=self.live.parent)
        self.folder = Path(self._work.name) / "new"
        self.folder.mkdir()

    def beside(self, name: str) -> Path:
        """Return a folder for what is needed on the way; it goes away with the staging folder."""
        folder = self.folder.with_name(name)
        folder.mkdir(exist_ok=True)
        return folder

    def lent(self, taken: Mapping[str, str], stamps: Stamps) -> Collection[str]:
        """Return the paths of files ``taken`` over that were left in the former output.

        ``taken`` are their SHA-256 in hex, ``stamps`` those of the live output.
        """
        return () if self._former is None else self._former.lent(self.folder, taken, stamps)

    def fill(self, lent: Collection[str]) -> None:
        """Add the files at ``lent`` of the former output."""
        if self._former is not None:
            self._becomes_former = self._former.fill(self.folder, lent)

    def swap(self) -> None:
        """Put the folder in the place of ``live``, once it is on the disk; remove what was there.

        Raise OSError where the disk cannot hold it, or the system does not exchange the two.
        """
        settle(self.folder)
        if not self.live.exists():
            self.folder.rename(self.live)
        elif not _exchange(self.folder, self.live):
            self._step_aside()
        settle_entries(self.live.parent)
        self._becomes_former = True
        self.discard()

    def discard(self) -> None:
        """Remove the staging folder; ``live`` stays as it is. Doing so twice is no error.

        What it holds of the former output is that again.
        """
        if self._former is not None and self._becomes_former:
            self._becomes_former = False
            with suppress(OSError):
                self._former.keep(self.folder)
        self._work.cleanup()
        self._lock.release()

    def _step_aside(self) -> None:
        """Swap with two renames, where the system has no exchange; undo the first on failure."""
        old = self.folder.with_name(_ASIDE)
        self.live.rename(old)
        try:
            self.folder.rename(self.live)
        except OSError:
            old.rename(self.live)
            raise
        with suppress(OSError):
            old.rename(self.folder)


def clear(live: Path) -> None:
    """Remove what builds of ``live`` left behind that were broken off, once none is running."""
    live = real(live)
    if _left(live) or lock_file(live).exists():
        lock = OutputLock(live)
        _clear(live)
        lock.release()


def _clear(live: Path) -> None:
    """Remove what processes left behind that ended while they staged ``live``; its lock is held.

    An old site that was put aside and never replaced comes back.
    """
    for folder in _left(live):
        old = folder / _ASIDE
        if old.is_dir() and not live.exists():
            old.rename(live)
        shutil.rmtree(folder)


def _left(live: Path) -> list[Path]:
    """Return the staging folders that there are of ``live``."""
    name = re.compile(re.escape(_prefix(live)) + r"[a-z0-9_]{8}")
    return [
        folder
        for folder in sorted(live.parent.iterdir())
        if name.fullmatch(folder.name) and not folder.is_symlink()
    ]


def _prefix(live: Path) -> str:
    return f".inforce-staging-{live.name}-"


def refuse_sources(live: Path, site: Path) -> None:
    """Raise InforceError where an output at ``live`` would replace sources of ``site``.

    Both are resolved paths.
    """
    kept = [site, *(site / name for name in ("content", "schemas", "site_config", "plugins"))]
    if any(folder.is_relative_to(live) for folder in kept) or any(
        live.is_relative_to(folder) for folder in kept[1:]
    ):
        raise InforceError(f"{live}: the output would replace sources; name another folder")


def _require_folder(live: Path) -> None:
    """Raise InforceError where what is at ``live``, a resolved path, cannot be exchanged."""
    require_text(live)
    if live.is_symlink():
        raise InforceError(f"{live}: the link leads in a circle; remove it")
    if live.exists() and not live.is_dir():
        raise InforceError(f"{live} is a file; move it away, or name another folder")
    if live.is_mount():
        raise InforceError(
            f"{live} is a mount point, which no build can replace; mount the folder above it, or "
            "build elsewhere and publish into it"
        )


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
