"""Work spread over the machine's cores by forking: what was read is shared, nothing is sent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import final

from inforce.domain.errors import InforceError, line_of

_ASKED: ContextVar[int | None] = ContextVar("asked", default=None)
# The libraries that set PDFs and make the search index have so many threads.
_THREADS = "RAYON_NUM_THREADS"


@contextmanager
def at_most(count: int | None) -> Iterator[None]:
    """Have ``count`` processes, and as many threads in each library, work at a time in here.

    None leaves it to the machine.
    """
    if count is None:
        yield
        return
    asked, threads = _ASKED.set(count), os.environ.get(_THREADS)
    os.environ[_THREADS] = str(count)
    try:
        yield
    finally:
        _ASKED.reset(asked)
        del os.environ[_THREADS]
        if threads is not None:
            os.environ[_THREADS] = threads


def jobs() -> int:
    """Return how many processes are to work at a time: as many as were asked for, else one a core.

    Cores that this process may not use do not count.
    """
    asked = _ASKED.get()
    if asked is not None:
        return asked
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def cores() -> int:
    """Return over how many processes work can be spread here: 1 where forking is not safe.

    It is safe on Linux, in a process with a single thread.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return jobs()


def lone() -> bool:
    """Whether no library has started threads of its own here, which would be missing in a fork."""
    tasks = Path("/proc/self/task")
    return tasks.is_dir() and sum(1 for _ in tasks.iterdir()) == 1


@final
class Turn:
    """Deals pieces of work out to processes one by one, as they do not take equally long."""

    def __init__(self) -> None:
        self._next = multiprocessing.get_context("fork").Value("i", 0)

    def taken(self, count: int) -> Iterator[int]:
        """Yield the numbers below ``count`` that no other process has taken."""
        while (mine := self._take()) < count:
            yield mine

    def _take(self) -> int:
        with self._next.get_lock():
            mine: int = self._next.value
            self._next.value = mine + 1
        return mine


def spread(work: Callable[[int, int], None], count: int, *, apart: bool = False) -> None:
    """Call ``work(share, count)`` for each share from 0, the first one in this process.

    Where there are several and they are to stay ``apart``, this process does none of them: what
    starts threads in it would forbid to fork it again. Raise InforceError where another process
    failed: with what it could not do, or else it has shown its own trace.
    """
    gc.freeze()
    context = multiprocessing.get_context("fork")
    here = count == 1 or not apart
    shares = range(1 if here else 0, count)
    told = _Told()
    others = [context.Process(target=told.heard, args=(work, share, count)) for share in shares]
    try:
        for process in others:
            process.start()
        if here:
            work(0, count)
    finally:
        _join([process for process in others if process.pid is not None])
        gc.unfreeze()
    failed = [process.exitcode for process in others if process.exitcode]
    if failed:
        raise InforceError(told.reason or _untold("a process that read or wrote", failed))


def apart(work: Callable[[], None]) -> None:
    """Call ``work()`` in a process of its own: threads that it starts do not forbid to fork this.

    Where forking is not safe it is called here. Raise InforceError as ``spread`` does.
    """
    if lone():
        spread(lambda share, _: work() if share == 0 else None, 2, apart=True)
    else:
        work()


def apiece(work: Callable[[int], None], count: int) -> None:
    """Call ``work(number)`` for each number below ``count``, each in a process of its own.

    As many run at a time as ``cores`` says; what one has taken of memory is given back when it
    ends. Where forking is not safe all are called here, one after the other. Raise InforceError
    where a process failed: with what it could not do, or else it has shown its own trace.
    """
    most = cores()
    if not lone():
        for number in range(count):
            work(number)
        return
    gc.freeze()
    start = multiprocessing.get_context("fork").Process
    told = _Told()
    running: list[BaseProcess] = []
    failed: list[int] = []
    try:
        for number in range(count):
            if len(running) == most:
                failed += _ended(running)
            running.append(start(target=told.heard, args=(work, number)))
            running[-1].start()
        while running:
            failed += _ended(running)
    finally:
        _join(running)
        gc.unfreeze()
    if failed:
        raise InforceError(told.reason or _untold("a process that set pages", failed))


@final
class _Told:
    """What processes could not do, in one line, for the one that began them."""

    def __init__(self) -> None:
        self._ours, self._theirs = multiprocessing.get_context("fork").Pipe(duplex=False)

    def heard(self, work: Callable[..., None], *arguments: int) -> None:
        """Do the work in this process, which ends with 1 where that is impossible."""
        try:
            work(*arguments)
        except (InforceError, OSError) as error:
            self._theirs.send(line_of(error))
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)  # the one that began them is interrupted too, and tells

    @property
    def reason(self) -> str:
        """The first that was told, empty where nothing was."""
        return str(self._ours.recv()) if self._ours.poll() else ""


def _join(processes: Sequence[BaseProcess]) -> None:
    """Wait until all have ended, interrupted or not: they write where others would clear up."""
    try:
        for process in processes:
            process.join()
    except KeyboardInterrupt:
        for process in processes:
            process.join()
        raise


def _ended(running: list[BaseProcess]) -> list[int]:
    """Wait until a process has ended, and take it out; return with what those ended that failed."""
    wait([process.sentinel for process in running])
    ended = [process for process in running if not process.is_alive()]
    for process in ended:
        process.join()
        running.remove(process)
    return [process.exitcode for process in ended if process.exitcode]


def _untold(who: str, failed: Sequence[int]) -> str:
    """Return why ``who`` told no reason: what was killed could not, and has left no trace."""
    killed = next((-code for code in failed if code < 0), 0)
    if killed:
        return f"{who} was killed by signal {killed}, as where there is too little memory"
    return f"{who} has failed; its trace stands above"
