"""Makes a process believe that it runs on another machine: Python loads it before all else."""

import locale
import os
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias

_Folder: TypeAlias = int | str | os.PathLike[str]
_ORDER = random.Random(os.environ["MACHINE_ORDER"])  # noqa: S311 - nothing secret
_listdir, _scandir = os.listdir, os.scandir


class _Entries(AbstractContextManager["_Entries"], Iterator[os.DirEntry[str]]):
    """What ``os.scandir`` gives, in another order."""

    def __init__(self, folder: _Folder = ".") -> None:
        with _scandir(folder) as entries:
            self._left = list(entries)
        _ORDER.shuffle(self._left)

    def __next__(self) -> os.DirEntry[str]:
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._left.clear()


def _names(folder: _Folder = ".") -> list[str]:
    names = list(_listdir(folder))
    _ORDER.shuffle(names)
    return names


os.scandir = _Entries  # type: ignore[assignment]  # that is the point
os.listdir = _names  # type: ignore[assignment]  # that is the point
locale.setlocale(locale.LC_ALL, "")  # as a library may; where it is not installed, this fails
os.umask(int(os.environ["MACHINE_UMASK"], 8))
if hasattr(os, "sched_setaffinity"):
    _cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, _cores[: int(os.environ["MACHINE_CORES"])])
