"""Builds that are broken off, by an error or the end of the process, where they change the disk.

    python -m tests.site.faults SITE OUT --day DAY --how kill|full --points 24

builds the site at SITE into OUT again and again, each time in a process of its own. Python tells of
each step before it is taken (PEP 578); at the one whose turn it is the disk is full, or the
process ends at once. A line of JSON tells what became of each build.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from inforce.cli.main import main as program
from inforce.pipeline import site_memory
from inforce.pipeline.leaves import leaf_memory
from inforce.pipeline.links import sound_links
from inforce.pipeline.output import former_output
from inforce.pipeline.search import search_memory
from inforce.readers import records, stamps
from tests.quick import quick_host

_CHANGES = frozenset({"os.mkdir", "os.rename", "os.link", "os.symlink"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FORMER = ".inforce-former-public"
_ENDED = 128 + signal.SIGKILL


def keep_all(patch: pytest.MonkeyPatch) -> None:
    """Let builds do for a small site what they do for large ones alone."""
    memories = (leaf_memory, search_memory, site_memory, sound_links, records, stamps)
    for module in (*memories, former_output):
        patch.setattr(module, "_WORTH_KEEPING", 1)
    patch.setattr(former_output, "_WORTH_A_PROCESS", 1)


class Steps:
    """Counts the steps of this process that change files below ``folder``; one of them fails."""

    def __init__(self, folder: str, point: int, how: str) -> None:
        self.count = 0
        self._folder = folder
        self._point = point
        self._how = how

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._is_change(event, arguments):
            return
        self.count += 1
        if self.count == self._point:
            if self._how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    def _is_change(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or not flags & _WRITES:
                return False
        elif event not in _CHANGES:
            return False
        else:
            path = arguments[0]
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder)


def tree(folder: Path) -> str:
    """Return a digest of all that stands below ``folder``, empty where there is no such folder."""
    if not folder.is_dir():
        return ""
    whole = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(
            f"{file.relative_to(folder)} {sha256(file.read_bytes()).hexdigest()}\n".encode()
        )
    return whole.hexdigest()


def build(site: Path, out: Path, day: str, point: int, how: str) -> dict[str, object]:
    """Build in a process of its own, in which the step ``point`` fails; return what it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        steps = Steps(str(out), point, how)
        sys.addaudithook(steps)
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            code = _ran(site, out, day)
        ended = {"code": code, "said": said.getvalue(), "steps": steps.count}
        os.write(writing, json.dumps(ended).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    done: dict[str, object] = json.loads(told) if told else {"code": _ENDED, "said": "", "steps": 0}
    return done | {"point": point, "live": tree(out / "public")}


def _ran(site: Path, out: Path, day: str) -> int:
    arguments = ["build", "--site", str(site), "--out", str(out), "--as-of", day]
    code = program([*arguments, "--audience", "public", "--no-pdf"], standalone_mode=False)
    return int(code or 0)


def results(site: Path, out: Path, day: str, how: str, points: int) -> Iterator[dict[str, object]]:
    """Yield what became of a build that nothing breaks off, and of one for each of ``points``."""
    before = out.parent / "before"
    (out / "public").rename(before)
    _ran(site, out, day)  # what is loaded now is loaded once for all
    _restore(before, out / "public")
    sound = build(site, out, day, 0, how)
    yield sound
    steps = int(str(sound["steps"]))
    for point in _spread(steps, points):
        _restore(before, out / "public")
        done = build(site, out, day, point, how)
        again = build(site, out, day, 0, how)
        left = sorted(path.name for path in out.iterdir() if path.name != FORMER)
        yield done | {"again": again["code"], "after": again["live"], "left": left}


def _spread(steps: int, points: int) -> Sequence[int]:
    """Return ``points`` of the steps, the first and the last among them."""
    count = min(points, steps)
    return sorted({1 + round(at * (steps - 1) / max(count - 1, 1)) for at in range(count)})


def _restore(before: Path, live: Path) -> None:
    shutil.rmtree(live)
    shutil.copytree(before, live, copy_function=os.link)


def main() -> None:
    """Print a line of JSON for each build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--day", required=True)
    parser.add_argument("--how", choices=("kill", "full"), required=True)
    parser.add_argument("--points", type=int, default=24)
    asked = parser.parse_args()
    with pytest.MonkeyPatch.context() as patch:
        quick_host(patch)
        keep_all(patch)
        for done in results(asked.site, asked.out.resolve(), asked.day, asked.how, asked.points):
            sys.stdout.write(f"{json.dumps(done)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
