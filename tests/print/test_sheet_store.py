"""Brochures are kept from build to build, and only those that are still right are used again."""

import os
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from inforce.domain.yaml_text import Plain
from inforce.pipeline.order import Order
from inforce.pipeline.output.staging import Staging
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import Downloads, Task
from inforce.pipeline.press.press_run import print_downloads
from inforce.pipeline.press.sheet_store import SheetStore
from inforce.pipeline.publishing import publication
from inforce.pipeline.publishing.publish import open_publications
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.typst.typesetting import Press
from tests.print.shop import ORIGIN, SVG, TODAY, WORDS, Shop

KEY = "a" * 64
CONFIRMED: Plain = {"owner": "sales", "reviewed_on": "2026-01-15"}


def entries(shop: Shop) -> list[Path]:
    return sorted((shop.root / ".cache/inforce/brochures").iterdir())


@pytest.fixture
def kept(shop: Shop) -> Shop:
    """A shop with a lamp and a pump whose data name a day."""
    for key, family in (("a-1", "pump"), ("l-1", "lamp")):
        shop.product(key, family, specs={"weight": 2}, control=CONFIRMED)
    return shop


def build(shop: Shop, *keys: str, today: date = TODAY) -> tuple[Downloads, dict[str, bytes]]:
    """Set brochures as a build does; return what is said of them, and their bytes."""
    store = SheetStore(shop.root)
    plan = Plan(root=shop.root, out=shop.root / "out", locales=("en",), origin=ORIGIN)
    staging = Staging(plan.out, site=shop.root)
    todo = tuple(Task("en", key) for key in keys or ("a-1", "l-1"))
    edition = shop.edition(today=today)
    try:
        done = print_downloads(edition, WORDS, plan, todo, staging, store)
        folder = staging.beside("printed")
        files = {path: (folder / path).read_bytes() for path in done.digests}
    finally:
        staging.discard()
    return done, files


def reused(done: Downloads) -> list[str | None]:
    return [file.task.product for file in done.files if file.reused]


def test_the_next_day_nothing_is_set_again(kept: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    first, files = build(kept)
    assert first.told == "2 brochures: 2 set"
    monkeypatch.setattr(Press, "typeset", None)
    second, again = build(kept, today=date(2026, 3, 9))
    assert second.told == "2 brochures: 0 set, 2 kept as they were"
    assert again == files
    assert [file.sha256 for file in second.files] == [file.sha256 for file in first.files]
    assert (kept.root / ".cache/inforce/.gitignore").read_text() == "*\n"


def test_what_is_made_from_something_else_is_set_again(kept: Shop) -> None:
    kept.file("content/media/l.svg", SVG)
    image: Plain = [{"file": "media/l.svg", "alt": "Lamp"}]
    kept.product("l-1", "lamp", images=image, control=CONFIRMED)
    build(kept)
    for path, octets, left in (
        ("content/media/l.svg", SVG.replace(b"0h4", b"0h3"), ["a-1"]),
        ("schemas/families/lamp.yaml", b"id: lamp\nparent: device\nname: Lights\n", ["a-1"]),
        ("site_config/typst/recall.typ", b"#let recall(value) = []\n", []),
        ("site_config/brand.yaml", b"name: Other\n", []),
    ):
        kept.file(path, octets)
        done, files = build(kept)
        assert reused(done) == left
    shutil.rmtree(kept.root / ".cache")
    assert build(kept)[1] == files


def test_a_damaged_one_is_set_again(kept: Shop) -> None:
    _, files = build(kept, "a-1")
    (entry,) = entries(kept)
    octets = bytearray(entry.read_bytes())
    octets[100] ^= 1
    entry.unlink()
    entry.write_bytes(octets)
    done, again = build(kept, "a-1")
    assert reused(done) == []
    assert again == files
    assert reused(build(kept, "a-1")[0]) == ["a-1"]


def test_what_is_not_whole_is_not_kept(kept: Shop) -> None:
    kept.product("l-1", "lamp", name="Lamp 水", control=CONFIRMED)
    assert build(kept)[0].remarks
    assert len(entries(kept)) == 1
    again = build(kept)[0]
    assert again.remarks
    assert reused(again) == ["a-1"]


def test_a_complete_build_clears_away_what_it_did_not_use(kept: Shop) -> None:
    build(kept)
    unfinished = entries(kept)[0].with_name(f"{entries(kept)[0].name}.77")
    foreign = unfinished.with_name("notes.txt")
    for file in (unfinished, foreign):
        file.write_bytes(b"")
    before = SheetStore(kept.root)
    build(kept, "a-1")
    assert len(entries(kept)) == 4
    kept.product("a-1", "pump", specs={"weight": 3}, control=CONFIRMED)
    done = build(kept, "a-1")[0]
    before.sweep(done.keys())
    (one,) = [entry for entry in entries(kept) if entry != foreign]
    assert sha256(one.read_bytes()).hexdigest() == done.files[0].sha256
    assert foreign.exists()


def test_one_that_another_build_has_cleared_away_is_set_again(tmp_path: Path) -> None:
    store = filled(tmp_path)
    for entry in store.folder.iterdir():
        entry.unlink()
    assert store.take(KEY, tmp_path / "b.pdf") == ""


def test_a_link_is_no_brochure(tmp_path: Path) -> None:
    (entry,) = filled(tmp_path).folder.iterdir()
    moved = entry.rename(tmp_path / "elsewhere.pdf")
    entry.symlink_to(moved)
    assert SheetStore(tmp_path).take(KEY, tmp_path / "b.pdf") == ""


def test_audiences_share_it_and_a_part_of_a_build_clears_nothing_away(
    kept: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = b"roles: {sales: {name: Sales}}\npeople: {anna: {name: Anna, roles: [sales]}}\n"
    kept.file("site_config/people.yaml", people)
    monkeypatch.setattr(publication, "tasks", lambda *_: (Task("en", "a-1"),))

    def build_all(*audiences: str, preview: bool = False) -> tuple[list[str], int]:
        order = Order(
            root=kept.root,
            out=kept.root / "out",
            today=TODAY,
            preview=preview,
            pdf=True,
            search=False,
        )
        told = []
        for opened in open_publications(read_corpus(kept.root), order, audiences):
            opened.abandon()
            told.append(opened.printed.told)
        return told, len(entries(kept))

    (new, old) = ("1 brochure: 1 set", "1 brochure: 0 set, 1 kept as it was")
    assert build_all() == ([new, new], 2)
    kept.product("a-1", "pump", specs={"weight": 3}, control=CONFIRMED)
    assert build_all("public") == ([new], 3)
    assert build_all("public", preview=True) == ([new], 3)
    assert build_all() == ([old, new], 2)


def filled(root: Path) -> SheetStore:
    """Return a store that holds one brochure."""
    file = root / "a.pdf"
    file.write_bytes(b"%PDF")
    assert SheetStore(root).keep(KEY, file, sha256(b"%PDF").hexdigest()) == ""
    return SheetStore(root)


def test_where_nothing_can_be_kept_one_remark_says_so(kept: Shop) -> None:
    kept.file(".cache", b"")
    done, files = build(kept)
    (remark,) = done.remarks
    folder = kept.root / ".cache/inforce/brochures"
    assert remark.startswith(f"brochures are set anew next time: {folder} cannot keep them: ")
    assert len(files) == 2


def test_a_read_only_folder_is_read(kept: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    build(kept, "a-1")
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = build(kept)[0]
    assert reused(done) == ["a-1"]
    (remark,) = done.remarks
    assert remark.endswith("cannot keep them: it is read-only")
    assert build(kept, "a-1")[0].remarks == ()


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    store = SheetStore(tmp_path)
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    assert store.keep(KEY, file, "b" * 64) == "No space left on device"
    assert SheetStore(tmp_path).take(KEY, tmp_path / "b.pdf") == ""


def test_where_a_file_has_one_name_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    file, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    store, digest = filled(tmp_path), sha256(b"%PDF").hexdigest()
    assert store.keep(KEY, file, digest) == ""
    assert store.take(KEY, other) == digest
    assert other.read_bytes() == b"%PDF"
    assert not other.samefile(next(store.folder.iterdir()))
