"""`make` on a machine and in a folder that it does not know."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A folder, with a space in its name, that has what the rules look at."""
    folder = tmp_path / "my site"
    shutil.copytree(root / "requirements", folder / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(root / name, folder)
    return folder


def script(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"]}  # no flags of a make that runs the suite
    command = ["make", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_folder_may_have_a_space_in_its_name(checkout: Path) -> None:
    script(checkout / ".venv/bin/inforce", 'echo "$*" >> called')
    (checkout / ".venv/bin/python").touch()
    (checkout / ".venv/.run").touch()
    done = make(checkout, "demo")
    assert done.returncode == 0, done.stderr
    assert (checkout / "called").read_text(encoding="utf-8") == "schema\nbuild --out build\n"


def test_half_of_an_environment_is_not_taken_for_one(checkout: Path) -> None:
    """So a second `make` begins it anew, once what it lacked is installed."""
    unfinished = "mkdir -p .venv/bin && ln -s /bin/sh .venv/bin/python && exit 1"
    script(checkout / "half", f'[ "$1" = -c ] || {{ {unfinished}; }}')
    assert make(checkout, "demo", "PYTHON=./half").returncode != 0
    assert (checkout / ".venv/bin").is_dir()
    assert not (checkout / ".venv/bin/python").exists()
