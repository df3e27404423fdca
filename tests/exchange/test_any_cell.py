"""Whatever stands in a cell: it is imported as a product that reads back, or told with its row."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.exchange.importing import plan_import
from inforce.readers.yaml_reader import read_yaml
from tests.exchange.workshop import Workshop

COLUMNS = ("code", "name", "kw", "unit", "count", "day", "flag", "text", "links")
RULES: dict[str, Plain] = {
    "order_code": "{text}",
    "summary": "{text}",
    "description": {"from": "text", "type": "markdown"},
    "specs": {
        "power": {"from": "kw", "unit": "kW"},
        "weight": {"from": "kw", "unit": {"from": "unit"}},
        "sockets": {"from": "count"},
        "temperature": {"min": {"from": "count"}, "max": {"from": "kw", "unit": "[degF]"}},
        "made": {"from": "day", "type": "date", "date_format": "%d.%m.%Y"},
        "dimmable": {"from": "flag"},
        "ports": "{text} of {name}",
    },
    "documents": [{"links": "links"}],
    "images": [{"file": "{text}.png", "alt": "{name}"}],
    "lifecycle": {"last_order": {"from": "day", "type": "date"}},
}
ODD = (
    *("", " ", "=A1", "=SUM(A1:A9)", "#REF!", "#N/A", "#DIV/0!", "'=1", "\t=1", "+1", "-", "@x"),
    *("TRUE", "false", "1", "-0", "1e64", "1e999", "9" * 40, "9" * 400, "١٢", "1,5", "0.10", "NaN"),
    *("inf", "31.12.2019", "2019-02-30", "0000-01-01", "99999", "dBm", "nan", "Cel", "delta_degC"),
    *("m.per.s", "g", "[lb_av]", "\0", "a\0b", "\x1b[2J", "\ufeff", "\u2028", "\x85", "\r", "\r\n"),
    *("../../etc/passwd", "/etc/passwd", ".", "x" * 300, "\U0001f4a1", "é", "e\u0301", "{name}"),
    *("http://[", "[a](https://b.example/?q=1#x)", "https://\x00", '"', '""', "null", "~", "a: b"),
)
CELLS = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.integers().map(str))


@pytest.fixture(scope="module")
def shop() -> Iterator[Workshop]:
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(Path(folder))
        shop.mapping(**RULES)
        yield shop


@settings(deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=3),
    st.booleans(),
)
def test_any_cell_of_a_table(shop: Workshop, rows: list[list[str]], marked: bool) -> None:  # noqa: FBT001 - drawn
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    _taken_or_told(shop, text.getvalue().encode("utf-8-sig" if marked else "utf-8"))


@settings(deadline=None)
@given(st.binary(max_size=40), st.sampled_from([b"", b"code,name\n", b"code,name,name\n"]))
def test_any_bytes_of_a_table(shop: Workshop, octets: bytes, head: bytes) -> None:
    _taken_or_told(shop, head + octets)


@pytest.mark.parametrize("cell", ["=1+1", "#REF!", date(2026, 1, 31), True, 10**30, None])
def test_any_workbook_is_told_to_be_saved_as_csv(shop: Workshop, cell: object) -> None:
    book = Workbook()
    sheet = book.create_sheet("Lamps", 0)
    sheet["A1"] = "code"
    sheet["A2"] = cell
    sheet.merge_cells("A2:C4")
    octets = io.BytesIO()
    book.save(octets)
    with pytest.raises(InforceError, match=r"^lamps.csv is a workbook or another archive: save"):
        plan_import(
            shop.root, shop.table(octets.getvalue()), shop.mapping(**RULES), "content/products"
        )


def _taken_or_told(shop: Workshop, octets: bytes) -> None:
    mapping = shop.folder / "mapping.yaml"
    plan = None
    with suppress(InforceError):
        plan = plan_import(shop.root, shop.table(octets), mapping, "content/products")
    if plan is None:
        return
    for path, written in plan.texts.items():
        assert read_yaml(written, path).problems == ()
    assert all(one.record.startswith("row ") for one in plan.report.skipped)
    assert all(one.record.startswith("row ") for one in plan.report.left_out)
