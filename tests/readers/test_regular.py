"""What is no regular file is passed over or told, and never waited for."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.items.content import FileFact
from inforce.readers.cache import Part
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.media import is_sound
from inforce.readers.regular import octets_of
from inforce.readers.stamps import MARK, Stamps
from tests.cli.program import run
from tests.sites import write_site

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Wake whoever waits for a pipe."""

    def wake(*_: object) -> None:
        pytest.fail("waits for a pipe")

    before = signal.signal(signal.SIGALRM, wake)
    signal.setitimer(signal.ITIMER_REAL, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def piped(site: Path, path: str) -> Path:
    """Put a named pipe into a site."""
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(site / path)
    return site


@pytest.mark.parametrize(
    "path",
    [
        "content/feedback/x.yaml",
        "content/issued/x/1.yaml",
        "content/pages/x.md",
        "content/products/x.yaml",
        "schemas/families/x.yaml",
        "site_config/locales/de.yaml",
    ],
)
def test_a_pipe_in_the_place_of_a_source_is_told(tmp_path: Path, path: str) -> None:
    with pytest.raises(InforceError, match=f"{path}: Not a regular file"):
        read_corpus(piped(write_site(tmp_path), path))


@pytest.mark.parametrize("path", ["content/media/x", "content/pages/x.png", "content/products/x"])
def test_a_pipe_that_nothing_reads_is_passed_over(tmp_path: Path, path: str) -> None:
    site = piped(write_site(tmp_path), path)
    assert run("check", "--site", site, "--as-of", "2026-03-01")[0] == 0


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _device(file: Path) -> None:
    file.symlink_to("/dev/null")


def _circle(file: Path) -> None:
    file.symlink_to(file.name)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (_pipe, "cannot be read: Not a regular file"),
        (Path.mkdir, "cannot be read: Not a regular file"),
        (_device, "is a link out of content/"),
        (_circle, "cannot be read: Too many levels of symbolic links"),
    ],
)
def test_a_picture_that_is_no_file_is_told(tmp_path: Path, make: object, fault: str) -> None:
    assert callable(make)
    site = write_site(tmp_path, {"content/media/hx-100.svg": None})
    (site / "content/media").mkdir()
    make(site / "content/media/hx-100.svg")
    (problem,) = read_corpus(site).problems
    assert (problem.code, problem.facts["fault"]) == ("SCH006", fault)


@pytest.mark.parametrize("make", [_pipe, _device])
def test_no_bytes_are_had_of_it(tmp_path: Path, make: object) -> None:
    assert callable(make)
    file = tmp_path / "file"
    make(file)
    with pytest.raises(OSError, match="Not a regular file"):
        octets_of(file)
    with pytest.raises(OSError, match="Not a regular file"):
        Stamps().digest("file", str(file))
    assert not is_sound(file, FileFact(sha256="", size=0))


def test_a_pipe_in_the_place_of_what_was_kept_counts_for_nothing(tmp_path: Path) -> None:
    part = Part(tmp_path, "part")
    part.keep("name", MARK, b"body")
    assert part.kept("name", MARK) == b"body"
    (part.folder / "name").unlink()
    _pipe(part.folder / "name")
    assert part.kept("name", MARK) == b""
