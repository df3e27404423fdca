"""A newer source updates what people have not touched, and says why it leaves the rest."""

from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.exchange.imported import Action, decide
from inforce.exchange.importing import plan_import, write
from inforce.exchange.report import Difference
from inforce.exchange.workingcopy import differences
from tests.exchange.workshop import Workshop

OLD = "code,name,w\na,A,1\nb,B,1\nc,C,1\nd,D,1\n"
NEW = "code,name,w\na,A,2\nb,B,2\nc,C,1\ne,E,2\n"
SPECS: Plain = {"weight": {"from": "w"}}


@pytest.mark.parametrize(
    ("present", "recorded", "wanted", "action"),
    [
        (None, None, "new", Action.CREATE),
        ("new", None, "new", Action.NOTHING),
        ("new", "old", "new", Action.NOTHING),
        ("old", "old", "new", Action.UPDATE),
        ("mine", "old", "new", Action.KEEP_EDITED),
        ("mine", "new", "new", Action.NOTHING),
        (None, "old", "new", Action.KEEP_DELETED),
        (None, "new", "new", Action.KEEP_DELETED),
        ("mine", None, "new", Action.KEEP_FOREIGN),
    ],
)
def test_decision(present: str | None, recorded: str | None, wanted: str, action: Action) -> None:
    assert decide(present, recorded, wanted) is action


def test_the_same_import_writes_nothing(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    before = _stamps(workshop.root)
    report = workshop.take(workshop.table(OLD), specs=SPECS)
    assert _stamps(workshop.root) == before
    assert report.files["unchanged"] == 4


def test_a_newer_source(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    edited = workshop.root / "content/products/b.yaml"
    edited.write_text(edited.read_text().replace("name: B", "name: Better"))
    untouched = workshop.root / "content/products/c.yaml"
    untouched.write_text(untouched.read_text() + "# checked\n")
    report = workshop.take(workshop.table(NEW), specs=SPECS)
    assert {word: count for word, count in report.files.items() if count} == {
        "created": 1,
        "updated": 1,
        "unchanged": 1,
        "edited": 1,
    }
    assert workshop.specs("a") == {"weight": 2}
    assert workshop.product("b")["name"] == "Better"
    (kept,) = report.kept
    assert kept.path == "content/products/b.yaml"
    assert kept.differences == (
        Difference("name", "Better", "B"),
        Difference("specs.weight", "1", "2"),
    )
    assert [one.path for one in report.vanished] == ["content/products/d.yaml"]
    assert (workshop.root / "content/products/d.yaml").is_file()
    assert workshop.take(workshop.table(NEW), specs=SPECS).kept == (kept,)


def test_a_record_that_comes_back_is_still_known(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    assert len(workshop.take(workshop.table(NEW), specs=SPECS).vanished) == 1
    report = workshop.take(workshop.table("code,name,w\nd,D,3\n"), specs=SPECS)
    assert (report.files["updated"], report.kept) == (1, ())
    assert workshop.specs("d") == {"weight": 3}


def test_an_edit_that_says_what_the_source_says_is_no_edit(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    file = workshop.root / "content/products/a.yaml"
    file.write_text(file.read_text().replace("weight: 1", "weight: 2"))
    assert workshop.take(workshop.table(NEW), specs=SPECS).kept == ()
    file.write_text(file.read_text().replace("weight: 2", "weight: 3"))
    assert len(workshop.take(workshop.table(OLD), specs=SPECS).kept) == 1


def test_a_file_made_unreadable_is_left(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    workshop.put("site/content/products/a.yaml", "id: [")
    (kept,) = workshop.take(workshop.table(NEW), specs=SPECS).kept
    assert kept.differences == (Difference("", "a file that cannot be read", "a product"),)


def test_deleted_and_foreign_files_are_left(workshop: Workshop) -> None:
    workshop.put("site/content/products/own/b.yaml", "id: b\nname: Ours\nfamily: lamp\n")
    workshop.take(workshop.table(OLD), specs=SPECS)
    (workshop.root / "content/products/a.yaml").unlink()
    report = workshop.take(workshop.table(OLD), specs=SPECS)
    assert [(one.id, one.reason) for one in report.kept] == [
        ("a", "deleted by hand since it was imported"),
        ("b", "not written by this import"),
    ]
    assert not (workshop.root / "content/products/b.yaml").exists()


@pytest.mark.parametrize(
    ("held", "by"),
    [
        (
            {
                "site_config/policy.yaml": "locales: [en]\n",
                "content/issued/a/register.yaml": "- entry: withdrawn\n",
            },
            "content/issued/a/register.yaml",
        ),
        (
            {"content/products/new.yaml": "id: new\nformer_ids: [a]\nname: N\nfamily: lamp\n"},
            "content/products/new.yaml",
        ),
        (
            {"content/pages/about.md": "---\ntitle: A\ncontrol: {id: a, owner: o}\n---\n# A\n"},
            "content/pages/about.md",
        ),
    ],
)
def test_an_id_that_is_another_items_is_not_given_out(
    workshop: Workshop, held: dict[str, str], by: str
) -> None:
    for path, text in held.items():
        workshop.put(f"site/{path}", text)
    report = workshop.take(workshop.table("code,name\na,A\n"))
    assert [one.reason for one in report.skipped] == [f"the id a is taken by {by}"]
    assert not (workshop.root / "content/products/a.yaml").exists()
    numbered = {"template": "{code}", "on_collision": "number"}
    report = workshop.take(workshop.table("code,name\na,A\n"), id=numbered)
    assert [(one.first, one.settled) for one in report.collisions] == [(by, "a-2")]


def test_what_was_imported_and_then_issued_is_imported_again(workshop: Workshop) -> None:
    workshop.put("site/site_config/policy.yaml", "locales: [en]\n")
    workshop.take(workshop.table(OLD), specs=SPECS)
    workshop.put("site/content/issued/a/register.yaml", "- entry: approved\n")
    assert workshop.take(workshop.table(NEW), specs=SPECS).files["updated"] == 2


def test_a_file_that_was_moved_is_updated_where_it_is(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    moved = workshop.root / "content/products/special/a.yaml"
    moved.parent.mkdir()
    (workshop.root / "content/products/a.yaml").rename(moved)
    workshop.take(workshop.table(NEW), specs=SPECS)
    assert workshop.product("a", "special")["specs"] == {"weight": 2}


def test_an_import_that_was_cut_off_is_taken_up(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD), specs=SPECS)
    (workshop.root / "content/imported/lamps.json").unlink()
    (workshop.root / "content/products/a.yaml").unlink()
    report = workshop.take(workshop.table(OLD), specs=SPECS)
    assert report.kept == ()
    assert report.files["created"] == 1


def test_pictures(workshop: Workshop) -> None:
    table = workshop.table("code,name\na,A\nb,B\nc,C\n")
    images: Plain = [{"file": "{code}.png", "alt": "{name}"}]
    for key in "abc":
        workshop.put(f"{key}.png", b"old")
    workshop.take(table, images=images)
    for key in "ab":
        workshop.put(f"{key}.png", b"new")
    workshop.put("site/content/media/imported/lamps/b.png", b"ours")
    report = workshop.take(table, images=images)
    files = workshop.files()
    assert [files[f"media/imported/lamps/{key}.png"] for key in "abc"] == [b"new", b"ours", b"old"]
    assert [one.path for one in report.kept] == ["content/media/imported/lamps/b.png"]
    assert workshop.take(table, images=images).kept == report.kept


def test_nothing_is_written_before_all_is_planned(workshop: Workshop) -> None:
    plan = plan_import(workshop.root, workshop.table(OLD), workshop.mapping(), "content/products")
    assert not (workshop.root / "content").exists()
    assert plan.report.imported == 4
    write(plan, workshop.root)
    assert len(workshop.files()) == 5
    assert not [path for path in workshop.files() if path.endswith(".importing")]


@pytest.mark.parametrize("text", ["{", '{"x": ' + "[" * 100_000], ids=["broken", "deep"])
def test_a_record_that_is_none(workshop: Workshop, text: str) -> None:
    workshop.put("site/content/imported/lamps.json", text)
    with pytest.raises(InforceError, match="not a record of imports"):
        workshop.take(workshop.table(OLD))


def test_a_record_skipped_this_time_has_not_vanished(workshop: Workshop) -> None:
    workshop.take(workshop.table(OLD))
    report = workshop.take(workshop.table("code,name,w\na,A,1\nb,B,1\nc,,1\nd,D,1\n"))
    assert [one.reason for one in report.skipped] == ["no name"]
    assert report.vanished == ()


def _stamps(root: Path) -> dict[str, int]:
    return {
        path.as_posix(): path.stat().st_mtime_ns
        for path in (root / "content").rglob("*")
        if path.is_file()
    }


def test_differences_reach_into_lists() -> None:
    mine = b"id: a\ndocuments:\n  - title: One\n    url: x\n"
    theirs = b"id: a\ndocuments:\n  - title: Two\n    url: x\n  - title: Three\n"
    assert differences(mine, theirs) == (
        Difference("documents[0].title", "One", "Two"),
        Difference("documents[1].title", "", "Three"),
    )
