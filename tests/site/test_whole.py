"""A build that is broken off anywhere leaves the old site or the new one, and no litter."""

import errno
import fcntl
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from inforce.domain.errors import InforceError
from inforce.pipeline.output import durable, output_lock, staging
from inforce.pipeline.output.manifest import NAME, require_whole
from inforce.pipeline.output.output_lock import OutputLock
from inforce.pipeline.output.staging import Staging, refuse_sources
from inforce.pipeline.publishing import publication
from tests.cli.program import run
from tests.site.faults import FORMER, keep_all, tree

# How many steps are broken off; more by hand: INFORCE_POINTS=1000 takes every one.
POINTS = os.environ.get("INFORCE_POINTS", "3")
OLD, NEW = "2026-05-01", "2026-06-01"


def rot(file: Path) -> None:
    file.write_bytes(b"rot")


def build(site: Path, day: str, code: int = 0) -> str:
    options = ("--as-of", day, "--audience", "public", "--no-pdf", "--out", site / "build")
    done, told, errors = run("build", "--site", site, *options)
    assert done == code, errors
    return told + errors


@pytest.mark.parametrize("how", ["kill", "full"])
def test_whatever_breaks_a_build_off_leaves_a_whole_site(
    make_site: Callable[[], Path], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_all(monkeypatch)
    site = make_site()
    build(site, OLD)
    out = site / "build"
    old = tree(out / "public")
    arguments = (str(site), str(out), "--day", NEW, "--how", how, "--points", POINTS)
    command = [sys.executable, "-m", "tests.site.faults", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    sound, *broken = map(json.loads, ran.stdout.splitlines())
    new = sound["live"]
    assert (sound["code"], len({old, new, ""})) == (0, 3)
    assert len(broken) >= min(int(POINTS), 3)
    for done in broken:
        # A build that is killed after the swap leaves the new site.
        after = {0: {new}, 2: {old}}.get(done["code"], {old, new})
        assert done["live"] in after, done
        assert (done["again"], done["after"], done["left"]) == (0, new, ["public"]), done
        if how == "full" and done["code"]:
            assert done["code"] == 2, done
            assert done["said"].startswith("inforce: "), done
            assert done["said"].count("\n") == 1, done
    assert any(done["code"] for done in broken)


def test_a_disk_that_does_not_take_it_leaves_the_old_site(
    make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    build(site, OLD)
    before = tree(site / "build/public")

    def full(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error", "disk")

    monkeypatch.setattr(staging, "settle", full)
    assert build(site, NEW, code=2) == "inforce: disk: Input/output error\n"
    assert tree(site / "build/public") == before
    assert [path.name for path in (site / "build").iterdir() if path.name != FORMER] == ["public"]


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("products/hx-90/index.html", rot),
        ("products/hx-90/index.html", Path.unlink),
        ("api/v1/products.json", rot),
        ("404.html", rot),
        (NAME, rot),
    ],
)
def test_what_the_disk_holds_is_what_was_written(
    make_site: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    spoil: Callable[[Path], None],
) -> None:
    site = make_site()
    build(site, OLD)
    before = tree(site / "build/public")

    def rotten(folder: Path, *told: Any) -> Mapping[str, str]:  # noqa: ANN401 - passed on
        spoil(folder / name)
        return require_whole(folder, *told)

    monkeypatch.setattr(publication, "require_whole", rotten)
    said = build(site, NEW, code=2)
    assert f"new/{name}: what is on the disk is not what was written; the old output" in said
    assert tree(site / "build/public") == before


@pytest.mark.parametrize("sync", [True, False])
def test_what_was_written_is_brought_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, sync: bool
) -> None:
    if not sync:
        monkeypatch.setattr(durable, "_syncfs", lambda: None)
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").write_bytes(b"c")
    durable.settle(tmp_path)
    monkeypatch.setattr(durable, "_syncfs", lambda: lambda _: -1)
    with pytest.raises(OSError, match=str(tmp_path)):
        durable.settle(tmp_path)


def test_an_old_site_that_was_put_aside_comes_back(tmp_path: Path) -> None:
    live = tmp_path / "public"
    aside = tmp_path / ".inforce-staging-public-abcdefgh" / "old"
    aside.mkdir(parents=True)
    (aside / "index.html").touch()
    others = tmp_path / ".inforce-staging-public-x-abcdefgh"
    others.mkdir()
    work = Staging(live, site=tmp_path / "site")
    assert (live / "index.html").is_file()
    work.discard()
    assert sorted(path.name for path in tmp_path.iterdir()) == [others.name, "public"]


def test_an_old_site_that_was_replaced_is_cleared_away(tmp_path: Path) -> None:
    """The build ended between the two renames and its end: what is live is the new one."""
    live = tmp_path / "public"
    aside = tmp_path / ".inforce-staging-public-abcdefgh" / "old"
    for folder, text in ((live, "new"), (aside, "old")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, encoding="utf-8")
    Staging(live, site=tmp_path / "site").discard()
    assert (live / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


@pytest.mark.parametrize("part", ["content", "schemas", "site_config", "plugins"])
def test_no_output_lies_among_sources(tmp_path: Path, part: str) -> None:
    for place in (tmp_path, tmp_path / part, tmp_path / part / "public"):
        with pytest.raises(InforceError, match="would replace sources; name another folder"):
            refuse_sources(place, tmp_path)
    refuse_sources(tmp_path / f"{part}-built", tmp_path)


def test_what_is_no_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_bytes(b"mine")
    folder.mkdir()
    with pytest.raises(InforceError, match="file is a file; move it away"):
        Staging(file, site=tmp_path / "site")
    monkeypatch.setattr(Path, "is_mount", lambda _: True)
    with pytest.raises(InforceError, match="folder is a mount point, which no build can replace"):
        Staging(folder, site=tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert file.read_bytes() == b"mine"


_HOLDER = """
import sys, time
from pathlib import Path
from inforce.pipeline.output.output_lock import OutputLock
lock = OutputLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the output."""
    command = [sys.executable, "-c", _HOLDER, str(tmp_path / "public")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_two_builds_at_once_go_one_after_the_other(
    tmp_path: Path, holder: subprocess.Popen[str], caplog: pytest.LogCaptureFixture
) -> None:
    waiting = threading.Event()
    caplog.set_level("WARNING")
    log = output_lock._log.warning

    def told(*arguments: object) -> None:
        log(*arguments)
        waiting.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output_lock._log, "warning", told)
        taken = threading.Event()

        def second() -> None:
            lock = OutputLock(tmp_path / "public")
            taken.set()
            lock.release()

        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(20)
        assert not taken.is_set()
        holder.kill()
        holder.wait()
        assert taken.wait(20)
        thread.join()
    assert f"another build of {tmp_path / 'public'} is running" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_outlives_its_build_keeps_others_waiting(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from inforce.pipeline.output.output_lock import OutputLock
lock = OutputLock(Path(sys.argv[1]))
if os.fork() == 0:
    sys.stdin.read()
"""
    command = [sys.executable, "-c", script, str(tmp_path / "public")]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        process.wait(20)
        file = tmp_path / ".inforce-lock-public"
        with file.open() as stream, pytest.raises(BlockingIOError):
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    OutputLock(tmp_path / "public").release()
    assert list(tmp_path.iterdir()) == []


def test_who_holds_an_output_may_stage_it_again(tmp_path: Path) -> None:
    first = OutputLock(tmp_path / "public")
    OutputLock(tmp_path / "public").release()
    assert [path.name for path in tmp_path.iterdir()] == [".inforce-lock-public"]
    first.release()
    first.release()
    assert list(tmp_path.iterdir()) == []


_CHILD = """
import errno, sys
from inforce.readers.spread import apiece, spread
def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device", "a.html")
try:
    (spread(full, 2, apart=True) if sys.argv[1] == "spread" else apiece(full, 2))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("how", ["spread", "apiece"])
def test_a_process_that_cannot_write_says_so_in_one_line(how: str) -> None:
    command = [sys.executable, "-c", _CHILD, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "InforceError a.html: No space left on device\n"
    assert done.stderr == ""
