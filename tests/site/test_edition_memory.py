"""What deciding came to is kept from build to build, and counts for nothing where it is damaged."""

from pathlib import Path

import pytest

from inforce.pipeline.publishing import edition_memory
from inforce.pipeline.publishing.edition_memory import EditionMemory
from inforce.readers.cache import CACHE


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of which something is kept."""
    monkeypatch.setattr(edition_memory, "_WORTH_KEEPING", 1)
    memory = EditionMemory(tmp_path)
    assert memory.known.get(b"a", lambda: b"made") == b"made"
    memory.keep()
    return tmp_path


def _file(site: Path) -> Path:
    return site / CACHE / "editions/known"


def _answer(site: Path) -> bytes:
    return EditionMemory(site).known.get(b"a", lambda: b"again")


def test_what_was_kept_is_known(kept: Path) -> None:
    assert _answer(kept) == b"made"


def test_what_is_damaged_counts_for_nothing(kept: Path) -> None:
    octets = _file(kept).read_bytes()
    _file(kept).write_bytes(octets.replace(b"made", b"mad!"))
    assert _answer(kept) == b"again"
    _file(kept).write_bytes(octets[:-1])
    assert _answer(kept) == b"again"


def test_what_another_program_kept_counts_for_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_memory, "program", lambda: b"another")
    assert _answer(kept) == b"again"


def test_what_nobody_asked_for_is_let_go(kept: Path) -> None:
    memory = EditionMemory(kept)
    memory.known.get(b"b", lambda: b"new")
    memory.keep()
    assert _answer(kept) == b"again"


def test_what_is_as_it_was_is_not_written_again(kept: Path) -> None:
    before = _file(kept).stat().st_ino
    memory = EditionMemory(kept)
    memory.known.get(b"a", bytes)
    memory.keep()
    assert _file(kept).stat().st_ino == before


def test_little_is_not_kept(tmp_path: Path) -> None:
    memory = EditionMemory(tmp_path)
    memory.known.get(b"a", lambda: b"made")
    memory.keep()
    assert not _file(tmp_path).exists()
