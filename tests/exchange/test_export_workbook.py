"""An edition as XLSX, read back as other programs read it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from inforce.domain.errors import InforceError
from inforce.exchange import workbook
from inforce.exchange.table import Cell, Column, Rows, Table
from inforce.exchange.workbook import Colophon, require_library, sheet_names, workbook_octets
from tests.exchange.trade import Trade

COLOPHON = Colophon(title="Shop", subject="Edition & more", day=date(2026, 3, 1))


def opened(trade: Trade, *extra: str) -> Workbook:
    return load_workbook(BytesIO(trade.export(*extra, form="xlsx").stdout_bytes))


def written(*cells: Cell) -> Workbook:
    """Return a workbook with one sheet of one column that holds ``cells``."""
    return load_workbook(BytesIO(workbook_octets([table(*cells)], COLOPHON)))


def table(*cells: Cell) -> Table:
    return Table(
        title="T",
        columns=(Column(key="a", label="A", unit="kg", symbol="kg"),),
        rows=tuple({"a": cell} for cell in cells),
        rows_are=Rows.PRODUCT,
        families=("t",),
        kinds=(),
    )


def test_a_sheet_for_each_family(trade: Trade) -> None:
    book = opened(trade)
    assert book.sheetnames == ["Lamps", "Plugs 2 3 old", "Pumps"]
    sheet = book["Pumps"]
    heads = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    weight = heads["specs.weight"]
    assert [sheet.cell(row, weight).value for row in range(1, 6)] == [
        "specs.weight",
        "kg",
        "Weight, kg",
        12,
        3,
    ]
    assert "specs.sealed" not in heads
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == f"A3:{sheet.cell(3, len(heads)).coordinate[:-1]}5"
    assert sheet.column_dimensions["A"].width >= 8


def test_cells_have_types(trade: Trade) -> None:
    sheet = opened(trade)["Plugs 2 3 old"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[4], strict=True)}
    assert row["name"].value == '=HYPERLINK("https://evil.example/")'
    assert {row[key].data_type for key in ("name", "order_code", "summary")} == {"s"}
    assert (row["specs.loss"].value, row["specs.loss"].number_format) == (-0.5, "0.00")
    assert (row["specs.sealed"].value, row["specs.sealed"].data_type) == (True, "b")
    assert row["specs.body"].value == "Cast iron"
    pumps = opened(trade)["Pumps"]
    day = {head.value: cell for head, cell in zip(pumps[1], pumps[5], strict=True)}[
        "lifecycle.last_order"
    ]
    assert (day.value, day.number_format) == (datetime(2026, 12, 31), "yyyy-mm-dd")  # noqa: DTZ001 - a day


def test_people_read_it_in_their_language(trade: Trade) -> None:
    sheet = opened(trade, "--locale", "ru")["Вилки"]
    heads = [cell.value for cell in sheet[3]]
    assert {"Наименование", "Масса, г", "Герметично"} <= set(heads)
    row = dict(
        zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[4]], strict=True)
    )
    assert (row["specs.body"], row["state"]) == ("Чугун", "В продаже")


def test_it_says_what_it_is(trade: Trade) -> None:
    book = opened(trade, "--audience", "dealer")
    assert book.properties.title == "Shop"
    assert "For dealers only" in str(book.properties.subject)
    assert book.properties.created == datetime(2026, 3, 1)  # noqa: DTZ001 - a day
    foot = book["Pumps"].oddFooter
    assert foot is not None
    assert foot.left is not None
    assert "For dealers only" in str(foot.left.text)


def test_the_same_edition_gives_the_same_bytes(trade: Trade, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    trade.export("-o", file, form="xlsx")
    assert file.read_bytes() == trade.export(form="xlsx").stdout_bytes
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("cell", "value", "form"),
    [
        (Decimal("929.60"), 929.6, "0.00"),
        (Decimal(-3), -3, "0"),
        (Decimal("1.149158E-12"), 1.149158e-12, "0.000000E+00"),
        (Decimal("5E-20"), 5e-20, "0E+00"),
        (Decimal("1.5E+3"), 1500, "0"),
        (Decimal("1234567890.1234567"), "1234567890.1234567", "General"),
        (Decimal("NaN"), "NaN", "General"),
        (7, 7, "General"),
        (date(1899, 12, 31), "1899-12-31", "General"),
        ("=1+1", "=1+1", "General"),
    ],
)
def test_a_figure_keeps_its_digits(cell: Cell, value: object, form: str) -> None:
    found = written(cell)["T"].cell(4, 1)
    assert (found.value, found.number_format) == (value, form)


def test_nothing_is_an_empty_cell() -> None:
    sheet = written(None, "", "x")["T"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == [None, None, "x"]


def test_what_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InforceError, match=r"a text of 40000 characters, .* export CSV"):
        written("x" * 40_000)
    monkeypatch.setattr(workbook, "_ROWS", 4)
    with pytest.raises(InforceError, match="T: 2 rows are more than a sheet of XLSX holds"):
        written("a", "b")


def test_names_of_sheets() -> None:
    titles = ("A/B", "a b", "History", "", "'q'", "x" * 40, "x" * 41, "y" * 30 + " z")
    names = sheet_names(titles)
    assert names == (
        "A B",
        "a b 2",
        "History 2",
        "Sheet",
        "q",
        "x" * 31,
        f"{'x' * 29} 2",
        "y" * 30,
    )


def test_without_the_library_one_line_says_what_to_do(
    trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "find_spec", lambda _: None)
    said = "--format xlsx needs a package that is missing: pip install 'inforce[xlsx]'"
    with pytest.raises(InforceError) as caught:
        require_library()
    assert str(caught.value) == said
    assert trade.export(form="xlsx", code=2).stderr == f"inforce: {said}\n"
