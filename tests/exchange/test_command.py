"""``inforce import`` as people and scripts call it."""

import json

import pytest
from click.testing import CliRunner, Result

from inforce.cli.main import main
from inforce.control.record import sole_writer
from inforce.domain.errors import InforceError
from tests.exchange.workshop import Workshop

TABLE = "code,name,w,note\na,A,1,x\nb,B,heavy,x\nA,C,1,x\n"


def call(workshop: Workshop, *extra: str) -> Result:
    table = workshop.table(TABLE)
    mapping = workshop.mapping(specs={"weight": {"from": "w"}})
    arguments = [str(table), "--mapping", str(mapping), "--into", "content/products"]
    return CliRunner().invoke(main, ["import", *arguments, "--site", str(workshop.root), *extra])


def test_import_tells_what_became_of_the_source(workshop: Workshop) -> None:
    report = workshop.folder / "report.json"
    result = call(workshop, "--report", str(report))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "3 records, 2 imported, 1 skipped",
        "Files: 2 created",
        "12 values in 4 fields: 5 mapped, 0 ignored by the mapping, 7 neither",
        "Not mapped (1):",
        "  note: 2 values",
        "Ids asked for twice (1):",
        "  a: row 4 after row 2; by skip: skipped",
        "Skipped (1):",
        "  row 4: the id a is taken by row 2",
        "Left out (1):",
        "  row 3: w = heavy: not a number",
    ]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["mapping"] == "lamps"
    assert told["fields"][3] == {
        "path": "note",
        "values": 3,
        "mapped": 0,
        "ignored": 0,
        "unmapped": 2,
        "bad": 0,
        "skipped": 1,
        "why": "",
    }


def test_a_dry_run_writes_nothing(workshop: Workshop) -> None:
    result = call(workshop, "--dry-run")
    assert result.stderr.endswith("Nothing was written: --dry-run.\n")
    assert not (workshop.root / "content").exists()


def test_nothing_is_imported_while_another_command_writes(workshop: Workshop) -> None:
    with sole_writer(workshop.root):
        result = call(workshop)
        assert call(workshop, "--dry-run").exit_code == 1
    assert result.exit_code == 2
    assert result.stderr.startswith("inforce: another inforce command is writing")
    assert not (workshop.root / "content").exists()


def test_nothing_else_is_written_during_an_import(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        with pytest.raises(InforceError, match="another"), sole_writer(workshop.root):
            pass

    monkeypatch.setattr("inforce.cli.import_.write", refused)
    assert call(workshop).exit_code == 1


def test_what_was_kept_is_told(workshop: Workshop) -> None:
    call(workshop)
    workshop.put("site/content/products/a.yaml", "id: a\nname: Ours\nfamily: lamp\n")
    (workshop.root / "content/imported/lamps.json").unlink()
    lines = call(workshop).stderr.splitlines()
    assert (
        "  content/products/a.yaml: not written by this import; "
        "name: Ours (source: A), specs.weight: nothing (source: 1)"
    ) in lines


def test_long_lists_are_cut(workshop: Workshop) -> None:
    table = workshop.table("code,name\n" + "…,x\n" * 15)
    arguments = [str(table), "--mapping", str(workshop.mapping()), "--into", "content/products"]
    result = CliRunner().invoke(main, ["import", *arguments, "--site", str(workshop.root)])
    assert "  … and 5 more; --report FILE lists all" in result.stderr.splitlines()


def test_a_bad_mapping_is_exit_code_2(workshop: Workshop) -> None:
    table = workshop.table(TABLE)
    mapping = workshop.mapping(name="{nme}")
    arguments = [str(table), "--mapping", str(mapping), "--into", "content/products"]
    result = CliRunner().invoke(main, ["import", *arguments, "--site", str(workshop.root)])
    assert result.exit_code == 2
    assert result.stderr == (
        "inforce: mapping.yaml: name: the source has no column 'nme'; did you mean 'name'?\n"
    )


def test_a_report_that_cannot_be_written_keeps_the_import_back(workshop: Workshop) -> None:
    taken = workshop.put("taken", "")
    result = call(workshop, "--report", str(taken / "report.json"))
    assert result.exit_code == 2
    assert result.stderr == f"inforce: {taken}: File exists\n"
    assert not (workshop.root / "content").exists()


def test_a_report_makes_its_folder(workshop: Workshop) -> None:
    report = workshop.folder / "reports/today/import.json"
    call(workshop, "--report", str(report))
    assert json.loads(report.read_text(encoding="utf-8"))["imported"] == 2


def test_what_a_source_holds_breaks_no_line_and_steers_no_terminal(workshop: Workshop) -> None:
    table = workshop.table('code,name,w\na,A,"1\n\x1b[2J2"\n')
    mapping = workshop.mapping(specs={"weight": {"from": "w"}})
    arguments = [str(table), "--mapping", str(mapping), "--into", "content/products"]
    result = CliRunner().invoke(main, ["import", *arguments, "--site", str(workshop.root)])
    assert result.stderr.splitlines()[-1] == r"  row 2: w = 1\n\x1b[2J2: not a number"
