"""The way to a Dask scheduler; what goes wrong on it is one line.

The only module that knows Dask.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from inforce.domain.errors import InforceError, line_of
from inforce.pipeline.cluster.program import program, require_same
from inforce.readers.spread import jobs

if TYPE_CHECKING:
    from distributed import Client as Client  # noqa: PLC0414 - for crew.py, which does not know Dask
    from distributed import Future as Future  # noqa: PLC0414 - the same

# Seconds that an answer may take.
ANSWER = 10.0
_LOGS = ("distributed", "distributed.client")


class LostError(Exception):
    """The scheduler answers no more, or there has been no worker for long: says which."""


def require_dask() -> None:
    """Raise InforceError where Dask is not installed; it is not loaded."""
    if find_spec("distributed") is None:
        raise InforceError(
            "--cluster needs a package that is missing: pip install 'inforce[cluster]'"
        )


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Connect to the scheduler at ``address``.

    Raise InforceError where none answers, or where LostError is raised meanwhile.
    """
    from distributed import Client

    for name in _LOGS:
        # One line says what is wrong; Dask would tell of each try.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=ANSWER)
    except (OSError, ValueError) as error:
        raise InforceError(f"no cluster answers at {address}: {first_line(error)}") from error
    try:
        yield client
    except LostError as error:
        raise InforceError(f"the cluster at {address} {error}") from error
    finally:
        client.close(ANSWER)


@contextmanager
def asking() -> Iterator[None]:
    """Ask the scheduler something: an error of the line means that it is lost."""
    try:
        yield
    except (OSError, CancelledError) as error:
        raise LostError("does not answer any more") from error


def done(futures: Iterable[Future[str]], seconds: float) -> tuple[Future[str], ...]:
    """Return those that are done once there are some, none after so many ``seconds``."""
    from distributed import wait

    with asking():
        try:
            return tuple(wait([*futures], seconds, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()


@contextmanager
def workers_here(scratch: Path) -> Iterator[str]:
    """Start a scheduler and as many workers on this machine as are asked for; yield their address.

    They keep their files in ``scratch``.
    """
    from distributed import LocalCluster

    with _unheard_by_children():
        cluster = LocalCluster(
            n_workers=jobs(),
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",  # Dask asks for one; any free port
            local_directory=str(scratch),
            silence_logs=logging.CRITICAL,
        )
    with cluster:
        yield cluster.scheduler_address


def require_program(client: Client, address: str) -> None:
    """Raise InforceError unless there are workers, and all run the program that runs here."""
    try:
        answers = client.run(program)
    except Exception as error:  # whatever a worker without inforce says
        raise InforceError(f"a worker cannot run inforce: {first_line(error)}") from error
    if not answers:
        raise InforceError(f"the cluster at {address} has no workers")
    for answer in answers.values():
        require_same(answer, program())


def first_line(error: Exception) -> str:
    """Return what an error says in one line."""
    return next(iter(line_of(error).splitlines()), "") or type(error).__name__


@contextmanager
def _unheard_by_children() -> Iterator[None]:
    """Let processes that start now not hear Ctrl-C: this one tells them to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
