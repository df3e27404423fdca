"""Sources of every quality: what can be read is read, what cannot is told with its place."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.exchange.report import as_json
from tests.exchange.workshop import Workshop

YAML = {"format": "yaml"}


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (b"", "row 1 holds no column names"),
        (b",,\n", "row 1 holds no column names"),
        (b"code,name,name\n", "columns of the same name: name"),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "lamps.csv is a workbook or another archive: save the sheet",
        ),
        (b"code,name\nl-1,\xff\n", "lamps.csv:2: the text is not utf-8"),
        (b'code,name\nl-1,"a"b\n', "not CSV"),
        (b'code,name\nl-1,"' + b"x" * 200_000 + b'"\n', "not CSV"),
    ],
)
def test_tables_that_cannot_be_read(workshop: Workshop, octets: bytes, told: str) -> None:
    with pytest.raises(InforceError, match=told):
        workshop.take(workshop.table(octets))
    assert not (workshop.root / "content").exists()


@pytest.mark.parametrize("encoding", ["utf-9", "utf-8\0", "hex"])
def test_an_unknown_encoding(workshop: Workshop, encoding: str) -> None:
    with pytest.raises(InforceError, match="is not a known encoding"):
        workshop.take(workshop.table("a\n"), source={"format": "csv", "encoding": encoding})


def test_an_encoding_that_says_nothing_of_a_place(workshop: Workshop) -> None:
    with pytest.raises(InforceError, match=r"^lamps\.csv:1: the text is not undefined; source"):
        workshop.take(workshop.table("a\n"), source={"format": "csv", "encoding": "undefined"})


@pytest.mark.parametrize("delimiter", ['"', "\n", "\r"])
def test_what_ends_cells_and_rows_is_no_delimiter(workshop: Workshop, delimiter: str) -> None:
    with pytest.raises(InforceError, match=r"/?source[./]delimiter: wrong form"):
        workshop.take(workshop.table("a\n"), source={"format": "csv", "delimiter": delimiter})


def test_a_row_of_another_length_is_skipped(workshop: Workshop) -> None:
    report = workshop.take(workshop.table("code,name\nl-1,Lamp,x\n\nl-2,Lamp\n"))
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("row 2", "3 cells where 2 columns are named")
    ]
    assert report.imported == 1
    assert not report.taken


def test_forms_of_tables(workshop: Workshop) -> None:
    text = "made by hand\ncode;name;weight\n;;g\nx;y;z\nl-1;Größe;1,250\nl-2;B;1.250\n"
    report = workshop.take(
        workshop.table(text.encode("cp1252")),
        source={
            "format": "csv",
            "header_row": 2,
            "units_row": 3,
            "skip_rows": [1, 4],
            "delimiter": ";",
            "encoding": "cp1252",
            "decimal": ",",
        },
        specs={"weight": {"from": "weight"}},
    )
    assert workshop.product("l-1")["name"] == "Größe"
    assert str(workshop.specs("l-1")) == "{'weight': Decimal('0.001250')}"
    assert [one.value for one in report.left_out] == ["1.250"]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "U8", "utf_8"])
def test_a_byte_order_mark_is_no_part_of_a_column(workshop: Workshop, encoding: str) -> None:
    table = workshop.table(b"\xef\xbb\xbfcode,name\nl-1,A\n")
    assert workshop.take(table, source={"format": "csv", "encoding": encoding}).taken


def test_what_a_spreadsheet_adds_is_no_fault(workshop: Workshop) -> None:
    """Columns that only have a border are written too, and so are rows."""
    report = workshop.take(
        workshop.table("code,name,w,,\n,, ,,\nl-1,A,2,,remark\n,,,,\n , ,,,\n"),
        source={"format": "csv", "units_row": 2},
        specs={"weight": {"from": "w"}},
    )
    assert report.taken
    assert (report.records, workshop.specs("l-1")) == (1, {"weight": 2})
    assert [(use.path, use.unmapped) for use in report.fields if use.unmapped] == [("column 5", 1)]


def test_a_source_of_the_other_kind(workshop: Workshop) -> None:
    table = workshop.table("code,name\n")
    with pytest.raises(InforceError, match="is not a folder: the mapping reads YAML"):
        workshop.take(table, source=YAML)
    with pytest.raises(InforceError, match="is not a file: the mapping reads CSV"):
        workshop.take(table.parent)


def test_a_folder_of_something_else(workshop: Workshop) -> None:
    workshop.put("lamps/readme.txt", "x")
    with pytest.raises(InforceError, match=r"holds no file that ends with \.yaml or \.yml"):
        workshop.take(workshop.folder / "lamps", source=YAML)


def test_a_folder_with_bad_files_gives_the_good_ones(workshop: Workshop) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": "---\ncode: l-1\nname: One\n",
        "b/c+d & é.yml": "code: l-2\nname: Two\n",
        "bracket.yaml": "[" * 50_000,
        "double.yaml": "code: l-3\ncode: l-4\nname: x\n",
        "anchor.yaml": "code: &a l-5\nname: *a\n",
        "list.yaml": "- a\n",
        "empty.yaml": "",
        "notes.txt": "x",
        "binary.yaml": b"\x00\xff",
    }
    for name, text in files.items():
        workshop.put(f"lamps/{name}", text)
    report = workshop.take(workshop.folder / "lamps", source=YAML)
    assert report.imported == 2
    assert {one.record.partition(":")[0] for one in report.skipped} == {
        "anchor.yaml",
        "binary.yaml",
        "bracket.yaml",
        "double.yaml",
        "empty.yaml",
        "list.yaml",
    }
    assert next(one for one in report.skipped if one.record.startswith("double")).record == (
        "double.yaml:2"
    )
    assert report.unread == ("notes.txt",)


def test_a_folder_that_cannot_be_looked_into_is_told(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.put("lamps/a.yaml", "code: l-1\nname: One\n")
    workshop.put("lamps/more/b.yaml", "code: l-2\nname: Two\n")
    scandir = os.scandir

    def refused(path: str | Path) -> object:
        if str(path).endswith("lamps/more"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(InforceError, match="lamps/more: Permission denied"):
        workshop.take(workshop.folder / "lamps", source=YAML)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(workshop: Workshop) -> None:
    workshop.put("lamps/a.yaml", "code: l-1\nname: One\n")
    os.mkfifo(workshop.folder / "lamps/pipe.yaml")
    report = workshop.take(workshop.folder / "lamps", source=YAML)
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("pipe.yaml", "Not a regular file")
    ]


def test_a_link_to_nowhere_is_told(workshop: Workshop, tmp_path: Path) -> None:
    workshop.put("lamps/a.yaml", "code: l-1\nname: One\n")
    (tmp_path / "lamps" / "z.yaml").symlink_to(tmp_path / "nowhere")
    report = workshop.take(workshop.folder / "lamps", source=YAML)
    assert [one.record for one in report.skipped] == ["z.yaml"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_not_utf8_can_stand_in_a_report(workshop: Workshop) -> None:
    for name, text in ((b"\xe0.yaml", "code: l-1\n"), (b"\xe0.txt", "x")):
        workshop.put(f"lamps/{os.fsdecode(name)}", text)
    report = workshop.take(workshop.folder / "lamps", source=YAML)
    told = json.loads(as_json(report))
    assert [one["record"] for one in told["skipped"]] == [r"\xe0.yaml"]
    assert told["unread"] == [r"\xe0.txt"]
