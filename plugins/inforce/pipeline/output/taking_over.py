"""Files of the live output as files of the next one: under a second name, once they hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import final

from inforce.pipeline.output.live_output import LiveOutput
from inforce.pipeline.output.second_name import same
from inforce.readers.stamps import fact


@final
class TakingOver:
    """Has files of ``live`` be files of the output under construction in ``folder`` too.

    What the former output has of them is left there, for whoever puts the two together, unless all
    are to stand ``apart`` from it.
    """

    def __init__(self, live: LiveOutput, folder: Path, *, apart: bool = False) -> None:
        self._live = live.place
        self._folder = folder
        self._stamps = live.stamps
        self._former = None if apart else live.former

    def begin(self) -> None:
        """See what there is, once for all files that are to be taken."""
        if self._former is not None:
            self._former.see(self._stamps)

    def take(self, files: Mapping[str, bytes]) -> bool:
        """Take ``files`` over, by their path from the root; return whether that was done.

        It is all or nothing: each must have the bytes whose SHA-256 is said, else none is taken.
        """
        former = self._former
        apart = []
        for path, digest in files.items():
            if former is not None and former.known(path) == digest:
                continue
            there = None if former is None else former.fact(path)
            file = f"{self._live}/{path}"
            try:
                found = fact(file)
                if self._stamps.digest(path, file, found) != digest:
                    return False
            except OSError:
                return False
            if there is None or there[:2] != found[:2]:
                apart.append(path)
        for path in apart:
            same(f"{self._live}/{path}", f"{self._folder}/{path}")
        return True
