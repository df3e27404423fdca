"""Work over processes that is broken off ends before whoever began it clears up."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.readers import spread as module
from inforce.readers.spread import apiece, at_most, cores, jobs, spread

INTERRUPTED = """\
import os, signal, sys
from pathlib import Path
from inforce.readers.spread import spread

# A shell has what it starts in the background ignore the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)

def work(share, _):
    if share:
        sum(range(2_000_000))  # the other has begun all meanwhile
        os.kill(os.getppid(), signal.SIGINT)
        sum(range(10_000_000))  # and is told
        Path(sys.argv[1]).touch()
        {then}

try:
    spread(work, 2, apart=True)
except KeyboardInterrupt:
    print("interrupted", Path(sys.argv[1]).exists())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="work is spread by forking there alone")
@pytest.mark.parametrize("then", ["pass", "raise KeyboardInterrupt"])
def test_an_interrupted_process_waits_for_the_others(tmp_path: Path, then: str) -> None:
    command = (sys.executable, "-c", INTERRUPTED.format(then=then), tmp_path / "written")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("interrupted True\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="work is spread by forking there alone")
@pytest.mark.parametrize(
    "begin", [lambda work: spread(work, 2, apart=True), lambda work: apiece(work, 2)]
)
def test_a_process_that_was_killed_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, begin: Callable[[Callable[..., None]], None]
) -> None:
    monkeypatch.setattr(module, "lone", lambda: True)
    monkeypatch.setattr(module, "cores", lambda: 2)

    def work(*_: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(InforceError, match="was killed by signal 9, as where there is too little"):
        begin(work)


@pytest.mark.skipif(sys.platform != "linux", reason="work is spread by forking there alone")
@pytest.mark.parametrize("threads", [None, "7"])
def test_as_many_work_as_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, threads: str | None
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.delenv("RAYON_NUM_THREADS", raising=False)
    if threads is not None:
        monkeypatch.setenv("RAYON_NUM_THREADS", threads)
    everything = len(os.sched_getaffinity(0))
    with at_most(3):
        assert (jobs(), cores(), os.environ["RAYON_NUM_THREADS"]) == (3, 3, "3")
        monkeypatch.setattr(threading, "active_count", lambda: 2)
        assert (jobs(), cores()) == (3, 1)
        monkeypatch.setattr(threading, "active_count", lambda: 1)
    with at_most(None):
        assert (jobs(), cores()) == (everything, everything)
    assert os.environ.get("RAYON_NUM_THREADS") == threads
