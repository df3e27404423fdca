"""Tables are cut to the page, and figures stand in line."""

import pytest

from inforce.domain.text import Phrase
from inforce.domain.views.values import (
    Cell,
    Column,
    ComparisonRow,
    FamilySheet,
    ProductRef,
    VariantRow,
    VariantTable,
)
from inforce.renderers.typst.tables import comparison_tables, variant_tables

LINE = 112


def figure(text: str, sort: str, condition: str = "") -> Cell:
    return Cell(text=text, sort=sort, condition=Phrase(condition))


def table(columns: list[Column], rows: list[list[Cell]], gtin: str = "") -> VariantTable:
    return VariantTable(
        columns=tuple(columns),
        rows=tuple(
            VariantRow(order_code=f"C-{at}", gtin=gtin, cells=tuple(row))
            for at, row in enumerate(rows)
        ),
        gtins=bool(gtin),
    )


def test_figures_are_padded_to_the_longest_tail() -> None:
    column = Column(key="w", label=Phrase("Weight"), numeric=True)
    rows = [[figure("1,25", "1.25")], [figure("10", "10")], [figure("0,5", "0.5")], [Cell()]]
    (part,) = variant_tables(table([column], rows), LINE)
    assert [line.entries[0].pad for line in part.lines] == ["", ",25", "5", ""]


def test_a_condition_of_all_figures_stands_in_the_head() -> None:
    column = Column(key="w", label=Phrase("Weight"), numeric=True)
    (same,) = variant_tables(
        table([column], [[figure("1", "1", "dry")], [figure("2", "2", "dry")]]), LINE
    )
    (mixed,) = variant_tables(
        table([column], [[figure("1", "1", "dry")], [figure("2", "2")]]), LINE
    )
    assert same.heads[0].condition == Phrase("dry")
    assert same.lines[0].entries[0].condition == Phrase("")
    assert mixed.heads[0].condition == Phrase("")
    assert mixed.lines[0].entries[0].condition == Phrase("dry")


def test_many_columns_become_tables_of_about_one_width() -> None:
    columns = [Column(key=str(at), label=Phrase(f"Column {at}")) for at in range(20)]
    rows = [[Cell(text="a value of some length")] * 20] * 2
    parts = variant_tables(table(columns, rows), LINE)
    assert [head.label.text for part in parts for head in part.heads] == [
        f"Column {at}" for at in range(20)
    ]
    widths = [part.lead_width + sum(head.width for head in part.heads) for part in parts]
    assert max(widths) <= 112
    assert len(parts) == 5


def test_a_column_that_says_nothing_is_left_out() -> None:
    columns = [Column(key="a", label=Phrase("A")), Column(key="b", label=Phrase("B"))]
    (part,) = variant_tables(table(columns, [[Cell(), Cell(text="x")]], gtin="4006381333931"), LINE)
    assert [head.label.text for head in part.heads] == ["B", "GTIN"]


@pytest.mark.parametrize(("products", "tables"), [(1, 0), (2, 2), (200, 2), (201, 1)])
def test_a_comparison_of_very_many_products_is_one_table(products: int, tables: int) -> None:
    ref = ProductRef(id="a", name=Phrase("A"), state="active", state_label="")
    cells = (Cell(text="a value of some length"),) * 6
    sheet = FamilySheet(
        id="f",
        name=Phrase("F"),
        summary=Phrase(""),
        picture=None,
        products=(ref,) * products,
        columns=tuple(Column(key=str(at), label=Phrase(f"Column {at}")) for at in range(6)),
        rows=(ComparisonRow(product=ref, cells=cells),) * products,
    )
    assert len(comparison_tables(sheet, LINE)) == tables


def test_order_codes_alone_are_a_table_too() -> None:
    (part,) = variant_tables(table([], [[], []]), LINE)
    assert [line.lead.text for line in part.lines] == ["C-0", "C-1"]
    assert variant_tables(table([], []), LINE) == ()
