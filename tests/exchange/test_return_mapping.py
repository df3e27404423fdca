"""The mapping for the way back: every column is read, or left out with the reason."""

from collections.abc import Mapping
from typing import Any

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.items.family import AttributeType
from inforce.exchange.return_mapping import mapping_text
from inforce.exchange.table import Column, Kind, Rows, Table
from inforce.readers.yaml_reader import read_yaml

FIXED = ("id", "name", "brand", "family", "order_code", "gtin", "summary", "description", "digest")
NUMBER, RANGE, TEXT = AttributeType.NUMBER, AttributeType.RANGE, AttributeType.TEXT


def kind(*types: AttributeType, units: tuple[str, ...] = ("kg",)) -> Kind:
    return Kind(key="a", label="A", types=frozenset(types), units=units)


def mapped(of: Kind, *forms: str, translated: bool = False) -> Mapping[str, Any]:
    """Return the mapping of a table with the columns of one attribute."""
    keys = (*FIXED, *(f"specs.a{form}" for form in forms))
    columns = tuple(Column(key=key, label=key, translated=translated) for key in keys)
    table = Table(
        title="", columns=columns, rows=(), rows_are=Rows.PRODUCT, families=("f",), kinds=(of,)
    )
    data: Any = read_yaml(mapping_text(table, "en").encode(), "m.yaml").data
    assert isinstance(data, dict)
    read = {"id", "family"} | {rule["from"] for rule in _rules(data)}
    assert read | data["ignore"].keys() == set(keys)
    assert not read & data["ignore"].keys()
    return data


def _rules(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = [data[key] for key in (*FIXED[1:3], *FIXED[4:8])]
    for rule in data["specs"].values():
        ends = [rule[end] for end in ("min", "max") if end in rule] or [rule]
        parts += ends + [end["unit"] for end in ends if "unit" in end]
    return parts


def test_what_all_columns_have() -> None:
    data = mapped(kind(NUMBER), "")
    assert data["source"] == {"format": "csv", "units_row": 2}
    assert data["id"] == {"template": "{id}"}
    assert data["family"] == {"from": "family", "table": {"f": "f"}}
    assert data["ignore"] == {"digest": "derived from the products, their files or their record"}


@pytest.mark.parametrize(
    ("of", "forms", "rule"),
    [
        (kind(NUMBER), ("",), {"from": "specs.a"}),
        (
            kind(RANGE),
            (".min", ".max"),
            {"min": {"from": "specs.a.min"}, "max": {"from": "specs.a.max"}},
        ),
        (
            kind(NUMBER, units=("g", "kg")),
            ("", ".unit"),
            {"from": "specs.a", "unit": {"from": "specs.a.unit"}},
        ),
        (kind(NUMBER, units=("", "kg")), ("", ".unit"), {"from": "specs.a"}),
        (kind(TEXT, units=("",)), ("", ".condition"), {"from": "specs.a"}),
    ],
)
def test_an_attribute_is_read(of: Kind, forms: tuple[str, ...], rule: Mapping[str, Any]) -> None:
    assert mapped(of, *forms)["specs"] == {"a": rule}


def test_texts_of_one_language_say_which() -> None:
    data = mapped(kind(TEXT, units=("",)), "", translated=True)
    assert data["specs"] == {"a": {"from": "specs.a", "locale": "en"}}
    assert data["name"] == {"from": "name", "locale": "en"}


def test_where_families_differ_an_attribute_is_left_out() -> None:
    data = mapped(kind(NUMBER, RANGE), "", ".min", ".max")
    assert data["specs"] == {}
    assert data["ignore"]["specs.a"].endswith("export and import one family at a time")


def test_rows_of_order_codes_have_no_way_back() -> None:
    table = Table(title="", columns=(), rows=(), rows_are=Rows.CODE, families=(), kinds=())
    with pytest.raises(InforceError, match="import reads a row as a product"):
        mapping_text(table, "en")
