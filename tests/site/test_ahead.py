"""What is done ahead comes to the same wherever it is done, and is done here where that fails."""

import os
import signal
import sys
from collections.abc import Callable

import pytest

from inforce.pipeline.output import ahead
from inforce.pipeline.output.ahead import Ahead


def where() -> bytes:
    return str(os.getpid()).encode()


@pytest.fixture(params=[1, 2])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(ahead, "cores", lambda: request.param)
    monkeypatch.setattr(ahead, "lone", lambda: True)
    return int(request.param)


@pytest.mark.skipif(sys.platform != "linux", reason="needs processes that are forked")
def test_another_process_does_it_where_there_is_a_core(cores: int) -> None:
    assert (Ahead(where, worth=True).result() == where()) is (cores == 1)
    assert Ahead(where, worth=False).result() == where()


@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_fails_is_done_here(
    error: type[BaseException], capfd: pytest.CaptureFixture[str]
) -> None:
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            raise error
        return b"done"

    assert Ahead(work, worth=True).result() == b"done"
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("cores")
def test_much_is_handed_over_whole() -> None:
    assert Ahead(lambda: b"x" * 5_000_000, worth=True).result() == b"x" * 5_000_000


@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(7)])
def test_what_was_broken_off_is_done_here(end: Callable[[], None]) -> None:
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            end()
        return b"done"

    assert Ahead(work, worth=True).result() == b"done"
