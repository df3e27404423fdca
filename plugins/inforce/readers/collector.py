"""Python's garbage collector in a program of many values: frozen ones have no circles to find."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects until the collector looks at them; Python's own figure is 700. To load the program
# makes a hundred thousand, which all stay.
_STEP = 200_000


def collector_in_large_steps() -> None:
    """Let the collector look for circles seldom: at what comes and goes, not at what is being made.

    Where values are made by the hundred thousand, a quarter of the time of rules and decisions went
    into looking at them while they were new. Circles of other libraries are still found; the wait
    for them costs some megabytes.
    """
    gc.set_threshold(_STEP)


def collector_asleep_at_the_end() -> None:
    """Let the program end without looking for circles among all the values that it has.

    The system takes their memory back at once; to walk through 10,000 products and to take them
    apart took most of a second.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector from walking through what is read, now and later.

    It would pass over every value again and again as their number grows, a third of the time of
    reading 20,000 products. Values are still freed as soon as nothing refers to them.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if running:
            gc.enable()
