"""The outputs that a build is to replace belong to it from the beginning."""

import fcntl
from collections.abc import Callable
from contextlib import chdir, closing
from pathlib import Path

import pytest

from inforce.pipeline.output import output_lock
from inforce.pipeline.output.live_output import LiveOutputs
from inforce.pipeline.output.manifest import NAME
from inforce.pipeline.output.output_lock import lock_file
from tests.cli import program
from tests.site.faults import keep_all
from tests.sites import edit


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with two outputs, and one that is none."""
    for name in ("dealers", "public"):
        (tmp_path / "build" / name).mkdir(parents=True)
        (tmp_path / "build" / name / NAME).touch()
    (tmp_path / "build/notes").mkdir()
    return tmp_path / "build"


def held(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob(".inforce-lock-*"))


@pytest.mark.parametrize(
    ("audiences", "names"),
    [
        ((), [".inforce-lock-dealers", ".inforce-lock-public"]),
        (("public", "notes", "missing", ".."), [".inforce-lock-public"]),
    ],
)
def test_those_that_are_there_are_held_until_the_end(
    out: Path, audiences: tuple[str, ...], names: list[str]
) -> None:
    with closing(LiveOutputs(out.parent, out, audiences)) as live:
        assert held(out) == names
        assert live.at(out / "public").place == (out / "public").resolve()
        assert not live.waited
    assert held(out) == []


def test_who_stops_waiting_holds_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with lock_file((out / "public").resolve()).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        monkeypatch.setattr(output_lock._log, "warning", stop)
        with pytest.raises(KeyboardInterrupt):
            LiveOutputs(out.parent, out)
    assert held(out) == [".inforce-lock-public"]  # it is the other one's


def test_an_output_that_is_not_there_yet_is_nobodys(tmp_path: Path) -> None:
    with closing(LiveOutputs(tmp_path, tmp_path / "build")) as live:
        assert live.at(tmp_path / "build/public").former is not None
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_while_a_build_waited_is_built(
    make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one was making the output: the site may be another once it is through."""
    keep_all(monkeypatch)
    site = make_site()
    build(site)
    live = (site / "build/public").resolve()
    other = lock_file(live).open("wb")
    fcntl.flock(other, fcntl.LOCK_EX)

    def meanwhile(*_: object) -> None:
        edit(site, "content/pages/index.md", "Good day", "Good night")
        lock_file(live).unlink()
        other.close()

    edit(site, "content/pages/index.md", "Welcome", "Good day")
    monkeypatch.setattr(output_lock._log, "warning", meanwhile)
    build(site)
    assert "Good night" in (site / "build/public/index.html").read_text("utf-8")
    assert "nothing has changed" in build(site)


def build(site: Path) -> str:
    with chdir(site):
        arguments = ("build", "--no-pdf", "--as-of", "2026-06-01", "--audience", "public")
        done, _, errors = program.run(*arguments)
    assert done == 0, errors
    return errors
