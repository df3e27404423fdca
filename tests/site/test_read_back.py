"""What is written of a large output is read back while it is in memory, and once."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from inforce.pipeline.output import read_back
from inforce.pipeline.output.manifest import require_whole
from inforce.pipeline.output.read_back import ReadBack
from inforce.pipeline.publishing import publication
from inforce.readers import stamps
from inforce.readers.cache import file_digest
from inforce.readers.stamps import Stamps
from tests.site.faults import tree
from tests.site.test_whole import NEW, OLD, build, rot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not tell of changes")
PAGE = "products/hx-90/index.html"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as quiet at once: a small output is made too soon for any to rest."""
    monkeypatch.setattr(stamps, "_QUIET", 0)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, in their order; "the last look" is among them."""
    read: list[str] = []

    def spied(path: str) -> bytes:
        read.append(path.partition("/new/")[2])
        return file_digest(path)

    def looked(*told: Any) -> Mapping[str, str]:  # noqa: ANN401 - passed on
        read.append("the last look")
        return require_whole(*told)

    monkeypatch.setattr(stamps, "file_digest", spied)
    monkeypatch.setattr(publication, "require_whole", looked)
    return read


def test_the_files_of_products_are_read_once_before_the_last_look(
    make_site: Callable[[], Path], reading: list[str]
) -> None:
    build(make_site(), OLD)
    at = reading.index("the last look")
    assert PAGE in reading[:at]
    assert "api/v1/products/hx-90.json" in reading[:at]
    assert "404.html" in reading[at:]
    assert not set(reading[:at]) & set(reading[at:])


def test_what_has_not_rested_is_read_at_the_end(
    make_site: Callable[[], Path], reading: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_QUIET", 10**12)
    build(make_site(), OLD)
    assert reading.index(PAGE) > reading.index("the last look")


@pytest.mark.parametrize("spoil", [rot, Path.unlink])
def test_what_is_spoilt_before_it_is_read_back_is_found(
    make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    site = make_site()
    build(site, OLD)
    before = tree(site / "build/public")

    def late(back: ReadBack) -> bytes:
        for file in (site / "build").glob(f".inforce-staging-*/new/{PAGE}"):
            spoil(file)
        return read(back)

    read = ReadBack.read
    monkeypatch.setattr(ReadBack, "read", late)
    said = build(site, NEW, code=2)
    assert f"new/{PAGE}: what is on the disk is not what was written; the old output" in said
    assert tree(site / "build/public") == before


@pytest.mark.parametrize("spoil", [rot, Path.unlink])
def test_what_is_spoilt_after_it_was_read_back_is_found(
    make_site: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    reading: list[str],
    spoil: Callable[[Path], None],
) -> None:
    site = make_site()

    def late(folder: Path, *told: Any) -> Mapping[str, str]:  # noqa: ANN401 - passed on
        assert PAGE in reading
        spoil(folder / PAGE)
        return require_whole(folder, *told)

    monkeypatch.setattr(publication, "require_whole", late)
    said = build(site, NEW, code=2)
    assert f"new/{PAGE}: what is on the disk is not what was written; the old output" in said


def test_files_wait_until_they_have_rested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back = ReadBack(tmp_path)
    assert back.read() == b""
    (tmp_path / "a").write_bytes(b"a")
    back.wrote(["a"])
    monkeypatch.setattr(read_back, "rested", lambda _: False)
    assert back.read() == b""
    monkeypatch.setattr(read_back, "rested", lambda _: True)
    back.wrote(["gone"])
    known = Stamps()
    known.trust([back.read()])
    assert known.known("a", stamps.fact(f"{tmp_path}/a")) == file_digest(f"{tmp_path}/a")
    assert back.read() == b""
