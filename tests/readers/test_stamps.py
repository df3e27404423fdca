"""A file is taken for what it was when it was read only where the disk says the same of it."""

import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from inforce.readers import stamps as module
from inforce.readers.stamps import Stamps, fact

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not tell of changes")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as quiet at once."""
    monkeypatch.setattr(module, "_QUIET", 0)
    path = tmp_path / "page.html"
    path.write_bytes(b"one")
    time.sleep(0.02)  # the clock of the disk goes on
    return path


def read(path: Path, known: Stamps, reading: list[str]) -> bytes:
    """Return the digest of a file, and note in ``reading`` that it was read."""

    def spied(name: str) -> bytes:
        reading.append(name)
        return sha256(Path(name).read_bytes()).digest()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "file_digest", spied)
        return known.digest("page.html", str(path))


def test_what_did_not_change_is_read_once(file: Path) -> None:
    reading: list[str] = []
    first = Stamps()
    digest = read(file, first, reading)
    assert digest == sha256(b"one").digest()
    assert read(file, Stamps(first.packed()), reading) == digest
    assert len(reading) == 1


def _another_text(file: Path) -> None:
    file.write_bytes(b"two")


def _another_text_of_the_same_age(file: Path) -> None:
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _another_file_of_the_same_age(file: Path) -> None:
    before = file.stat()
    other = file.with_name("other")
    other.write_bytes(b"two")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


@pytest.mark.parametrize(
    "change", [_another_text, _another_text_of_the_same_age, _another_file_of_the_same_age]
)
def test_what_changed_is_read_again(file: Path, change: Callable[[Path], None]) -> None:
    first = Stamps()
    read(file, first, [])
    change(file)
    assert read(file, Stamps(first.packed()), []) == sha256(b"two").digest()


def test_what_was_written_just_before_is_read_again(tmp_path: Path) -> None:
    """Somebody may write it once more before the disk's clock has gone on."""
    file = tmp_path / "page.html"
    file.write_bytes(b"one")
    first, reading = Stamps(), list[str]()
    read(file, first, reading)
    read(file, Stamps(first.packed()), reading)
    assert len(reading) == 2


def test_a_disk_that_counts_in_seconds_is_believed_later() -> None:
    assert not module._was_quiet(5_000_000_000, 7_999_999_999)
    assert module._was_quiet(5_000_000_000, 8_000_000_001)
    assert module._was_quiet(5_000_000_001, 7_999_999_999)


def test_a_system_that_does_not_tell_of_changes_is_not_believed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TRUSTED", False)
    first, reading = Stamps(), list[str]()
    read(file, first, reading)
    read(file, Stamps(first.packed()), reading)
    assert len(reading) == 2


def test_a_second_name_is_no_change_to_what_was_read(file: Path) -> None:
    digest = sha256(b"one").digest()
    first, reading = Stamps(), list[str]()
    os.link(file, file.with_name("again"))
    time.sleep(0.02)
    first.note("page.html", str(file), digest)
    assert read(file, Stamps(first.packed()), reading) == digest
    assert len(reading) == 0


def test_what_is_known_of_a_file_holds_for_the_very_same(file: Path) -> None:
    first, digest = Stamps(), sha256(b"one").digest()
    read(file, first, [])
    stamps, found = Stamps(first.packed()), module.fact(str(file))
    assert stamps.known("page.html", found) == digest
    assert stamps.known("other.html", found) is None
    assert stamps.known("page.html", (*found[:-1], found[-1] + 1)) is None


def test_what_stays_as_it_was_is_known_the_next_time(file: Path) -> None:
    first = Stamps()
    read(file, first, [])
    second = Stamps(first.packed())
    second.stay(["page.html"])
    assert second.packed() == first.packed()


def test_a_link_is_not_what_it_leads_to(file: Path) -> None:
    link = file.with_name("link.html")
    link.symlink_to(file)
    assert module.fact(str(link)) == module.fact(str(file))
    assert module.fact(str(link), follow=False) != module.fact(str(file))


def test_what_was_written_since_is_not_noted(file: Path) -> None:
    first, reading = Stamps(), list[str]()
    file.write_bytes(b"two")
    time.sleep(0.02)
    first.note("page.html", str(file), sha256(b"one").digest())
    assert read(file, Stamps(first.packed()), reading) == sha256(b"two").digest()
    assert len(reading) == 1


def test_few_files_are_not_worth_keeping(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Stamps()
    read(file, first, [])
    few = first.worth_keeping
    monkeypatch.setattr(module, "_WORTH_KEEPING", 1)
    assert (few, first.worth_keeping) == (False, True)
    second = Stamps(first.packed())
    read(file, second, [])
    assert not second.worth_keeping


def test_what_got_another_name_is_known_unless_it_was_written_to(file: Path) -> None:
    first = Stamps()
    reading: list[str] = []
    read(file, first, reading)
    known = Stamps(first.packed())
    before, other = fact(str(file)), file.with_name("second")
    other.hardlink_to(file)
    known.renamed([("page.html", str(other), before)])
    assert read(file, Stamps(known.packed()), reading) == sha256(b"one").digest()
    assert len(reading) == 1
    time.sleep(0.02)
    other.write_bytes(b"two")
    late = Stamps(first.packed())
    late.renamed([("page.html", str(other), before)])
    assert read(file, Stamps(late.packed()), reading) == sha256(b"two").digest()
    assert len(reading) == 2


def test_what_just_got_another_name_is_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Stamps()
    read(file, first, [])
    before, other = fact(str(file)), file.with_name("second")
    other.hardlink_to(file)
    monkeypatch.setattr(module, "_QUIET", 10**12)
    known = Stamps(first.packed())
    known.renamed([("page.html", str(other), before)])
    assert known.packed() == Stamps().packed()


def test_what_another_read_meanwhile_is_kept_once_it_is_met(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", 1)
    reading: list[str] = []
    other, stamps = Stamps(), Stamps()
    digest = read(file, other, reading)
    stamps.trust([other.packed()])
    assert stamps.packed() == Stamps().packed()
    assert read(file, stamps, reading) == digest
    assert len(reading) == 1
    assert stamps.worth_keeping
    assert stamps.packed() == other.packed()
    time.sleep(0.02)
    file.write_bytes(b"two")
    late = Stamps()
    late.trust([other.packed()])
    assert read(file, late, reading) == sha256(b"two").digest()
