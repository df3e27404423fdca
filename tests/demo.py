"""The example site: copied, and built once for all processes of a run."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_PARTS = ("content", "schemas", "site_config", "mkdocs.yml")
Built = Callable[..., Path]
Prepare = Callable[[Path], object]


def copied(root: Path, folder: Path) -> Path:
    """Copy the example in the checkout ``root`` into ``folder``; return it."""
    folder.mkdir(exist_ok=True)
    for part in _PARTS:
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


def unmeasured() -> dict[str, str]:
    """Return the environment without that of coverage, which makes a build take twice as long.

    What these runs go through, the tests of the parts have measured.
    """
    return {key: value for key, value in os.environ.items() if "COVERAGE" not in key}


@pytest.fixture(scope="session")
def built_once(root: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Build the example as ``inforce build`` with these options does, once a run.

    ``prepare`` changes the copy that is built.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def build(name: str, *options: str, prepare: Prepare | None = None) -> Path:
        done = shared / name / "build"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.is_dir():
                folder = copied(root, shared / name)
                if prepare is not None:
                    prepare(folder)
                _build(folder, done, options)
        return done

    return build


@pytest.fixture(scope="session")
def demo(built_once: Built) -> Path:
    """The folder with ``public/`` and ``dealer/``, without PDFs; not to be changed."""
    return built_once("demo", "--no-pdf", "--audience", "public", "--audience", "dealer")


def _build(folder: Path, done: Path, options: tuple[str, ...]) -> None:
    program = Path(sys.executable).with_name("inforce")
    made = folder / "made"
    subprocess.run(
        [program, "build", "--out", made, *options],
        cwd=folder,
        env=unmeasured(),
        check=True,
        capture_output=True,
    )
    made.rename(done)
