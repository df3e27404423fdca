from pathlib import Path

import pytest

from inforce.domain.site.finding import Finding
from inforce.readers.ledgers import parse_snapshot, read_ledgers
from inforce.readers.media import media_path
from tests.sites import (
    DAY,
    PRODUCT,
    approved,
    codes,
    edit,
    findings,
    reviewed,
    tree,
    write_site,
)

REGISTER = "content/issued/hx-100/register.yaml"
SNAPSHOT = "content/issued/hx-100/1.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path)
    approved(tmp_path)
    return tmp_path


def test_what_was_written_is_read_back(site: Path) -> None:
    ledgers, problems = read_ledgers(site)
    assert problems == ()
    ledger = ledgers["hx-100"]
    (entry,) = ledger.approvals()
    assert ledger.seals == (entry.seal,)
    assert ledger.snapshots[1].digest == entry.digest
    assert ledger.snapshots[1].record == entry.record
    assert parse_snapshot((site / SNAPSHOT).read_bytes()) == ledger.snapshots[1].content


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (REGISTER, None, "the register is missing"),
        (REGISTER, "", "cannot be read"),
        (REGISTER, "- [", "a closing bracket is missing"),
        (REGISTER, "- {event: approved}", "0: by is missing"),
        (REGISTER, "event: approved", "cannot be read"),
        (REGISTER, ("effective_from: 2025", "effective_from: 0000"), "does not fit: Invalid"),
        (REGISTER, ("revision: 1", "revision: 1.0"), "does not fit: Expected"),
        (SNAPSHOT, ("flow: 12.50", "flow: {value: [1]}"), "does not fit: a spec is"),
        (SNAPSHOT, None, "the snapshot of revision 1 is missing"),
        (SNAPSHOT, "a: &x 1", "an anchor (&x)"),
        (SNAPSHOT, "format: 1\nkind: product\n", "cannot be read"),
        (SNAPSHOT, "format: 2\nkind: product\n", "cannot be read"),
        ("content/issued/hx-100/2.yaml", PRODUCT, "cannot be read"),
    ],
)
def test_a_damaged_record_is_found(
    site: Path, path: str, text: str | tuple[str, str] | None, words: str
) -> None:
    if text is None:
        (site / path).unlink()
    elif isinstance(text, tuple):
        edit(site, path, *text)
    else:
        (site / path).write_text(text, encoding="utf-8")
    told = [f.facts["problem"] for f in _altered(site)]
    assert told
    assert any(words in line for line in told), told


def test_the_kept_file_is_what_counts(site: Path) -> None:
    ledgers, _ = read_ledgers(site)
    content = ledgers["hx-100"].snapshots[1].content
    file = content.published("media/hx-100.svg")  # type: ignore[union-attr]  # a product's
    assert file is not None
    kept = media_path(site, file)
    assert kept.parent.name == "_files"
    kept.unlink()
    assert media_path(site, file) == site / "content/media/hx-100.svg"
    assert codes(site) == []  # the working file still holds the approved bytes
    edit(site, "content/media/hx-100.svg", "<svg", "<svg ")
    assert "APR002" in codes(site)


def test_a_kept_file_that_was_altered_is_found_once_a_snapshot(site: Path) -> None:
    edit(site, "content/products/hx-100.yaml", "A pump.", "A good pump.")
    edit(site, "content/products/hx-100.yaml", "First issue", "Praise")
    approved(site)
    (kept,) = (site / "content/issued/_files").iterdir()
    kept.write_bytes(b"<svg onload='alert(1)'/>")
    assert [f.path for f in _altered(site)] == [
        "content/issued/hx-100/1.yaml",
        "content/issued/hx-100/2.yaml",
    ]


def test_foreign_files_beside_the_record_are_nothing(site: Path) -> None:
    before = read_ledgers(site)
    for name in (".lock", "README.md", "hx-100/notes.txt", "hx-100/draft.yaml", "_old/1.yaml"):
        file = site / "content/issued" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("[", encoding="utf-8")
    assert read_ledgers(site) == before


def test_an_empty_folder_is_no_record(site: Path) -> None:
    before = read_ledgers(site)
    for name in ("hx-9", "terms-2019"):
        (site / "content/issued" / name).mkdir()
    assert read_ledgers(site) == before
    assert codes(site) == []


def test_an_item_is_approved_into_an_empty_folder(site: Path) -> None:
    for file in (record := site / "content/issued/hx-100").iterdir():
        file.unlink()
    assert codes(site) == ["APR001"]
    approved(site)
    assert [*record.iterdir()]
    assert codes(site) == []


def test_reading_writes_nothing(site: Path) -> None:
    reviewed(site, "hx-100", day=DAY)
    before = tree(site)
    read_ledgers(site)
    assert tree(site) == before


def _altered(site: Path) -> list[Finding]:
    return [finding for finding in findings(site) if finding.code == "APR002"]
