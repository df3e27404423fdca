"""The output that a build is to replace, as the build finds it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import final

from inforce.pipeline.output.former_output import FormerOutput
from inforce.pipeline.output.manifest import NAME
from inforce.pipeline.output.output_lock import OutputLock
from inforce.pipeline.output.output_stamps import OutputStamps
from inforce.readers.real_path import real
from inforce.readers.stamps import Stamps


@final
class LiveOutput:
    """The output at ``out`` of the site at ``root``, if there is one, and what is known of it.

    Whoever uses it has the right to make it (``output_lock.py``). With ``former`` the output before
    it is used for the next one, and this one is kept in its place.
    """

    def __init__(self, root: Path, out: Path, *, former: bool = False) -> None:
        """Look for it; nothing is read yet."""
        self._root = root
        self.place = real(out)
        self.former = FormerOutput(self.place) if former else None

    def look(self) -> None:
        """Begin to look at what there is, beside this process where that is much.

        Doing so twice is no error.
        """
        if self.former is not None:
            self.former.look(self._memory)

    def leave(self) -> None:
        """Have nobody look at it any more."""
        if self.former is not None:
            self.former.leave()

    @cached_property
    def _memory(self) -> OutputStamps:
        return OutputStamps(self._root, self.place)

    @property
    def stamps(self) -> Stamps:
        """What its files were when they were last read."""
        return self._memory.stamps

    def keep_stamps(self) -> None:
        """Keep what its files are, for the next build."""
        self._memory.keep()


@final
class LiveOutputs:
    """The outputs of ``audiences``, none meaning all, that builds below ``out`` are to replace.

    Those that are there are looked at from the beginning, while the sources are read and decided
    upon; nobody else may replace them until ``close``. ``waited`` tells whether another just did.
    """

    def __init__(self, root: Path, out: Path, audiences: Iterable[str] = ()) -> None:
        """Take the right to make each of them."""
        self._root = root
        self._held = ExitStack()
        self.waited = False
        self._there: dict[Path, LiveOutput] = {}
        wanted = frozenset(audiences)
        try:
            for manifest in sorted(out.glob(f"*/{NAME}")):
                folder = manifest.parent
                if not wanted or folder.name in wanted:
                    self._there[folder] = self._taken(folder)
        except BaseException:
            self.close()
            raise

    def at(self, out: Path) -> LiveOutput:
        """Return the output at ``out``."""
        return self._there.get(out) or LiveOutput(self._root, out, former=True)

    def _taken(self, folder: Path) -> LiveOutput:
        lock = OutputLock(real(folder))
        self._held.callback(lock.release)
        self.waited |= lock.waited
        live = LiveOutput(self._root, folder, former=True)
        live.look()
        self._held.callback(live.leave)
        return live

    def close(self) -> None:
        """Let others make them."""
        self._held.close()
