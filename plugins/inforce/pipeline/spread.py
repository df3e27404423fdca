"""Work spread over the machine's cores by forking: what was read is shared, nothing is sent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable

from inforce.domain.errors import InforceError


def cores() -> int:
    """Return over how many processes work can be spread here: 1 where forking is not safe.

    It is safe on Linux, in a process with a single thread.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def spread(work: Callable[[int, int], None], count: int) -> None:
    """Call ``work(share, count)`` for each share from 0, the first one in this process.

    Raise InforceError where another process failed; it has then shown its own trace.
    """
    gc.freeze()
    context = multiprocessing.get_context("fork")
    others = [context.Process(target=work, args=(share, count)) for share in range(1, count)]
    for process in others:
        process.start()
    try:
        work(0, count)
    finally:
        for process in others:
            process.join()
        gc.unfreeze()
    if any(process.exitcode for process in others):
        raise InforceError("a process that wrote pages has failed; its trace stands above")
