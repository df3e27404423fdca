"""The example site as built for the public and for dealers, once for all processes of a run."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = ("content", "schemas", "site_config", "mkdocs.yml")


@pytest.fixture(scope="session")
def demo(root: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with ``public/`` and ``dealer/``, without PDFs; not to be changed."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo" / "build").is_dir():
            _build(root, shared / "demo")
    return shared / "demo" / "build"


def _build(root: Path, folder: Path) -> None:
    folder.mkdir()
    for part in PARTS:
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    program = Path(sys.executable).with_name("inforce")
    audiences = ("--audience", "public", "--audience", "dealer")
    subprocess.run(
        [program, "build", "--out", "made", "--no-pdf", *audiences],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (folder / "made").rename(folder / "build")
