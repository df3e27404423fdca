"""A real scheduler and real workers, as processes on this machine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from distributed import Client

from tests.demo import unmeasured
from tests.object_store import store

__all__ = ["store"]

_FOUND = re.compile(r"Scheduler at:\s+(tcp://\S+)")
_JOINED = re.compile(r"Registered to:")


class Worker:
    """A worker; ``kill`` ends it as a power cut does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class Cluster:
    """A scheduler, and the workers that are hired for one test."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._folder = folder
        self._hired = 0

    @contextmanager
    def hire(self, *options: str, more: Mapping[str, str] | None = None) -> Iterator[Worker]:
        """Start a worker and wait until the scheduler knows it; end it afterwards."""
        command = (
            *("worker", self.address, "--host", "127.0.0.1", "--no-nanny", "--no-dashboard"),
            *("--nthreads", "1", "--local-directory", str(self._folder), *options),
        )
        with started(self._folder, command, _JOINED, more) as (process, _):
            worker = Worker(process)
            self._hired += 1
            try:
                yield worker
            finally:
                worker.kill()
                self._hired -= 1
                self._forget()

    def _forget(self) -> None:
        """Wait until the scheduler has noticed who is gone."""
        with Client(self.address, set_as_default=False) as client:
            while len(client.nthreads()) > self._hired:
                pass


@contextmanager
def started(
    folder: Path,
    command: tuple[str, ...],
    ready: re.Pattern[str],
    more: Mapping[str, str] | None = None,
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a program of Dask; yield it with what it says when it is ready."""
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {**unmeasured(), "PYTHONPATH": path, **(more or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if found := ready.search(line):
                yield process, found[found.lastindex or 0]
                break
        else:
            pytest.fail("".join(said))
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler without workers."""
    folder = tmp_path_factory.mktemp("cluster")
    command = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with started(folder, command, _FOUND) as (_, address):
        yield Cluster(address, folder)
