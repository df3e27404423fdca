"""An edition as CSV: one row a product or an order code, and the way back through the import."""

import csv
import io
from pathlib import Path

import pytest

from inforce.renderers.formulas import unguarded
from tests.exchange.trade import ADDRESS, Trade

HEAD = ["id", "name", "brand", "family", "order_code", "gtin", "order_codes", "gtins", "state"]


def test_columns_are_keys_then_their_units_then_rows(trade: Trade) -> None:
    text = trade.export("--family", "device").stdout_bytes.decode()
    assert text.endswith("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0][:9] == HEAD
    units = dict(zip(*lines[:2], strict=True))
    assert {key: unit for key, unit in units.items() if unit} == {
        "specs.weight": "kg",
        "specs.range.min": "Cel",
        "specs.range.max": "Cel",
    }
    assert [line[0] for line in lines[2:]] == ["l-1", "p-1", "p-2"]
    assert {len(line) for line in lines} == {len(lines[0])}


def test_figures_ranges_and_conditions(trade: Trade) -> None:
    pump = trade.row("p-1")
    assert (pump["specs.weight"], pump["specs.weight.condition"]) == ("12", "dry")
    other = trade.row("p-2")
    assert (other["specs.range.min"], other["specs.range.max"]) == ("-10", "40")
    assert "specs.voltage" not in pump
    assert (pump["order_code"], pump["order_codes"]) == ("", "P1-230; P1-400")
    assert (other["order_code"], other["gtins"]) == ("P2", "4006381333931")


def test_what_customers_are_told_of_an_end(trade: Trade) -> None:
    row = trade.row("p-2")
    assert row["state"] == "last_time_buy"
    assert row["lifecycle.last_order"] == "2026-12-31"
    assert row["lifecycle.notice"] == "PDN-7"
    assert row["lifecycle.reason"] == "Low demand."
    assert row["successors"] == "p-1"
    assert row["relations"] == "accessory:l-1"


def test_lists_files_and_addresses(trade: Trade) -> None:
    row = trade.row("x-1")
    assert row["relations"] == "sparepart:p-2:2"
    assert row["classification"] == "ETIM 9.0 EC000042"
    assert row["url"] == f"{ADDRESS}products/x-1/"
    assert row["images"].startswith(f"{ADDRESS}media/")
    sheet, norm = row["documents"].split("; ")
    assert sheet.startswith(f"{ADDRESS}media/")
    assert norm == "https://norm.example/1"
    assert row["digest"].startswith("sha256-jcs-1:")


def test_where_families_differ_the_unit_stands_with_the_figure(trade: Trade) -> None:
    assert trade.table()[0]["specs.weight"] == ""
    assert [
        (row["id"], row["specs.weight"], row["specs.weight.unit"]) for row in trade.table()[1:]
    ] == [
        ("l-1", "1", "kg"),
        ("x-1", "250", "g"),
        ("x-2", "", ""),
        ("p-1", "12", "kg"),
        ("p-2", "3", "kg"),
    ]


def test_no_cell_is_a_formula_and_a_negative_number_stays_one(trade: Trade) -> None:
    row = trade.row("x-1")
    assert row["name"] == '\'=HYPERLINK("https://evil.example/")'
    assert row["order_code"] == "'-X1"
    assert row["summary"].startswith("'+1")
    assert row["description"].startswith("''=already")
    assert row["specs.loss"] == "-0.50"
    assert (row["specs.sealed"], row["specs.body"], row["specs.note"]) == ("true", "iron", "Dry")


def test_a_row_for_each_order_code(trade: Trade) -> None:
    rows = trade.table("--rows", "code", "p-1", "p-2", "x-2")
    assert [(row["id"], row["order_code"], row["specs.voltage"]) for row in rows] == [
        ("", "", "V"),
        ("x-2", "", ""),
        ("p-1", "P1-230", "230"),
        ("p-1", "P1-400", "400"),
        ("p-2", "P2", ""),
    ]
    assert {"order_codes", "gtins", "specs.price"}.isdisjoint(rows[0])
    assert [row["specs.weight"] for row in rows[2:]] == ["12", "12", "3"]


def test_dealers_get_their_prices(trade: Trade) -> None:
    units, *rows = trade.table("--rows", "code", "--audience", "dealer", "p-1")
    assert units["specs.price"] == "EUR"
    assert [row["specs.price"] for row in rows] == ["987", "654"]
    assert {row["url"] for row in rows} == {""}


def test_what_can_no_longer_be_had_is_asked_for(trade: Trade) -> None:
    assert "p-0" not in {row["id"] for row in trade.table()}
    assert trade.row("p-0", "--withdrawn")["state"] == "discontinued"
    assert [row["id"] for row in trade.table("p-0")[1:]] == ["p-0"]


def test_texts_stand_in_the_language_and_figures_as_for_programs(trade: Trade) -> None:
    row = trade.row("x-1", "--locale", "ru")
    assert (row["summary"], row["specs.note"]) == ("Вилка", "Сухо")
    assert (row["specs.loss"], row["state"], row["specs.body"]) == ("-0.50", "active", "iron")


def test_the_same_edition_gives_the_same_bytes(trade: Trade, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.csv", "b.csv")]
    for file in files:
        assert trade.export("-o", file).stdout == ""
    first, second = (file.read_bytes() for file in files)
    assert first == second == trade.export().stdout_bytes
    assert sorted(tmp_path.iterdir()) == files


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_what_is_imported_again_is_the_same(trade: Trade, tmp_path: Path, locale: str) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    trade.export("--withdrawn", "--locale", locale, "--mapping", mapping, "-o", table)
    other = Trade(tmp_path / "other")
    other.file("mkdocs.yml", (trade.root / "mkdocs.yml").read_bytes())
    for file in (trade.root / "schemas/families").iterdir():
        other.file(f"schemas/families/{file.name}", file.read_bytes())
    told = other.take(table, mapping)
    assert told == []
    left_out = {"order_codes", "gtins", "successors", "relations", "classification", "images"}
    left_out |= {"documents", "digest", "specs.weight.condition"}
    before, after = (
        [
            {key: unguarded(cell).strip() for key, cell in row.items() if key not in left_out}
            for row in rows
        ]
        for rows in (
            trade.table("--withdrawn", "--locale", locale),
            other.table("--withdrawn", "--locale", locale),
        )
    )
    assert after == before


def test_a_family_by_itself_keeps_its_unit(trade: Trade, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    units, *_ = trade.table("--family", "plug", "--mapping", mapping)
    assert (units["specs.weight"], units["specs.loss"]) == ("g", "dB")
    assert "specs.weight.unit" not in mapping.read_text(encoding="utf-8")
