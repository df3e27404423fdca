"""Places that are empty at first, and stores that fail when they are told to."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry

from tests.deployment.editions import Tree, build
from tests.deployment.file_servers import HOST, SERVERS, smbclient
from tests.object_store import store
from tests.sites import write_site

__all__ = ["store"]

OPERATIONS = ("cat_file", "cp_file", "find", "mv", "open", "put_file", "rm_file")


@pytest.fixture
def memory() -> Iterator[str]:
    """The address of an object store of this process, empty."""
    empty()
    yield "memory://site"
    empty()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built, with a later build of it in the folder ``later`` beside it."""
    site = write_site(tmp_path / "site")
    build(site / "build" / "public", {"hx-100": "one"}, day=1)
    build(tmp_path / "later", {"hx-80": "two"}, day=2)
    return site


def empty() -> None:
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


class Place:
    """A place that can be set to what was there before."""

    def __init__(self, address: str, folder: Path | None = None) -> None:
        self.address = address
        self._folder = folder

    def operations(self, count: int, *, after: bool = False, every: int = 1) -> range:
        """Return which of ``count`` operations to break: each, or ``every`` second or third.

        In folders, which are slow and share most of their way with object stores, it is some.
        """
        step = every if self._folder is None else 9
        return range(1 + after * (step // 2), count + 1, step)

    def set(self, files: Tree) -> None:
        if self._folder is None:
            empty()
            for path, octets in files.items():
                MemoryFileSystem().pipe_file(f"{self.address}/{path}", octets)
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        for path, octets in files.items():
            file = self._folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(octets)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let addresses of file servers lead to those of the tests."""
    for scheme, server in SERVERS.items():
        monkeypatch.setitem(_registry, scheme, server)
    monkeypatch.setitem(sys.modules, "smbclient", smbclient)


@pytest.fixture(params=["object store", "folder", *SERVERS])
def place(request: pytest.FixtureRequest, tmp_path: Path, memory: str) -> Place:
    """An empty place of each kind."""
    folder = tmp_path / "site"
    if request.param == "object store":
        return Place(memory)
    if request.param == "folder":
        return Place(str(folder), folder)
    request.getfixturevalue("servers")
    return Place(f"{request.param}://{HOST}{folder}", folder)


class Faults:
    """Counts the calls of a file system, and breaks the one with the number ``at``.

    ``after`` breaks it once the work is done: the answer is lost. One at a time.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        for kind in (*SERVERS.values(), MemoryFileSystem, LocalFileSystem):
            for name in OPERATIONS:
                patch.setattr(kind, name, _counted(self, getattr(kind, name)))
        self.at: int | None = None
        self.after = False
        self.count = 0
        self.before_call: Callable[[int], None] = lambda _: None
        self._inside = False

    def reset(self, at: int | None, *, after: bool = False) -> None:
        self.at, self.after, self.count = at, after, 0

    def call(self, original: Callable[..., Any], *args: object, **kwargs: object) -> Any:  # noqa: ANN401 - the file system's own
        if self._inside:
            return original(*args, **kwargs)
        self._inside = True
        try:
            self.count += 1
            self.before_call(self.count)
            if self.count != self.at:
                return original(*args, **kwargs)
            if self.after:
                with suppress(OSError, NotImplementedError):
                    original(*args, **kwargs)
            raise OSError(5, "the line is down")
        finally:
            self._inside = False


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Faults of the object store ``memory://``, of folders and of file servers."""
    return Faults(monkeypatch)


def _counted(faults: Faults, original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def counted(self: object, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 - the same
        return faults.call(partial(original, self), *args, **kwargs)

    return counted
