"""What a whole process takes, with all that it starts: time, work of the processors, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile

import msgspec
from msgspec import Struct

_PAUSE = 0.1
# So many times as long as a look takes it pauses, so that looking takes 2 % of a core at most.
_SHARE = 50
_PROC = Path("/proc")
_UNIT = 1024 if sys.platform == "linux" else 1024**2


class Took(Struct, frozen=True, kw_only=True):
    """Seconds by the clock, seconds of all processors, and the peak of memory in megabytes."""

    seconds: float
    processor: float
    memory: float


class Printed(Took, frozen=True, kw_only=True):
    """What setting PDFs took, and what came out: documents, pages, bytes."""

    documents: int
    pages: int
    size: int


class RunError(Exception):
    """A measured program did not succeed; its figures would mean nothing."""


def took(command: list[str], folder: Path, more: Mapping[str, str] | None = None) -> Took:
    """Run ``command`` in ``folder`` and return what it took, with the processes that it started.

    ``more`` is added to the environment. Memory is the larger of two: the most that one of the
    processes held, as the system says, and the most that all held together, looked up several
    times a second with shared pages counted once (Linux; a process of 0.1 s may slip through).
    The system never says less than this process held when it started the other: some 40 MB.
    Raise RunError, with the program's own words, where it ends with another code than 0.
    """
    with TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")[-2000:]
            raise RunError(f"{' '.join(command)} ended with {process.returncode}:\n{words}")
    return Took(
        seconds=seconds,
        processor=used.ru_utime + used.ru_stime,
        memory=max(used.ru_maxrss / _UNIT, watch.peak),
    )


def printed(command: list[str], folder: Path) -> Printed:
    """Run a ``command`` that measures itself and prints a Printed as JSON; return that.

    Raise RunError, with the program's own words, where it ends with another code than 0.
    """
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace")[-2000:]
        raise RunError(f"{' '.join(command)} ended with {done.returncode}:\n{words}")
    return msgspec.json.decode(done.stdout, type=Printed)


class _Watch(threading.Thread):
    """Looks up what a process and its descendants hold together; ``peak`` is in megabytes."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._over = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        pause = _PAUSE
        while _PROC.is_dir() and not self._over.wait(pause):
            began = time.perf_counter()
            self.peak = max(self.peak, sum(_held(process) for process in _family(self._root)))
            pause = max(_PAUSE, _SHARE * (time.perf_counter() - began))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(root: int) -> Iterator[int]:
    yield root
    try:
        tasks = [task.name for task in (_PROC / str(root) / "task").iterdir()]
    except OSError:
        return
    for task in tasks:
        for child in _words(_PROC / str(root) / "task" / task / "children"):
            yield from _family(int(child))


def _held(process: int) -> float:
    """Return the proportional share of memory of one process in megabytes, 0 when it has ended."""
    words = _words(_PROC / str(process) / "smaps_rollup")
    return int(words[words.index("Pss:") + 1]) / 1024 if "Pss:" in words else 0.0


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split()
    except OSError:
        return []
