"""The example site: copied, and built once for all processes of a run."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_PARTS = ("content", "schemas", "site_config", "mkdocs.yml")
Built = Callable[..., Path]


def copied(root: Path, folder: Path) -> Path:
    """Copy the example in the checkout ``root`` into ``folder``; return it."""
    folder.mkdir(exist_ok=True)
    for part in _PARTS:
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


@pytest.fixture(scope="session")
def built_once(root: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Build the example as ``inforce build`` with these options does, once a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def build(name: str, *options: str) -> Path:
        done = shared / name / "build"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.is_dir():
                _build(copied(root, shared / name), done, options)
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
        [program, "build", "--out", made, *options], cwd=folder, check=True, capture_output=True
    )
    made.rename(done)
