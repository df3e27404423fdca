from decimal import Decimal
from typing import Any

import msgspec
import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.product import Product
from inforce.domain.site.policy import Approval
from inforce.domain.text import Phrase, Text
from inforce.domain.views.choosing import choice_table
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import (
    ChoiceTable,
    Converted,
    Facet,
    FacetKind,
    FacetOption,
    ProductRef,
)
from inforce.readers.wording import wording
from inforce.renderers.website.columns import columns
from inforce.renderers.website.pages.families import ROWS, jumps, shown_parts
from tests.factories import POLICY, PUMP, TODAY, corpus, ended, product, specs

KINDS = AttributeType


def attribute(kind: AttributeType = KINDS.NUMBER, **parts: Any) -> Attribute:  # noqa: ANN401 - fields of an attribute
    return Attribute(label=Text("Label"), type=kind, **{"comparable": True, **parts})


def table(attributes: dict[str, Attribute], *items: Product, locale: str = "en") -> ChoiceTable:
    family = structs.replace(PUMP, attributes=attributes)
    light = structs.replace(POLICY, approval=Approval.OFF)
    edition = decide(corpus(*items, families={"pump": family}, policy=light), TODAY)
    return choice_table(edition.families["pump"], Reading(edition, wording(locale)))


def pumps(key: str, *values: object) -> list[Product]:
    return [
        product(f"p{at}", specs=specs(**({} if value is None else {key: value})))
        for at, value in enumerate(values)
    ]


def only(shown: ChoiceTable) -> Facet:
    (facet,) = shown.facets
    return facet


def option(token: str, label: str, count: int) -> FacetOption:
    return FacetOption(token=token, label=Phrase(label), count=count)


def plains(shown: ChoiceTable) -> list[str]:
    return [row.cells[0].plain for row in shown.rows]


def test_products_on_sale_stand_by_name_as_people_count() -> None:
    items = [
        product(key, name=Text(name))
        for key, name in (("a", "HX 100"), ("b", "HX 60"), ("c", "hx 8"), ("d", "AX 9"))
    ]
    gone = product("e", name=Text("HX 1"), lifecycle=ended("a"))
    assert [row.product.id for row in table({}, *items, gone).rows] == ["d", "c", "b", "a"]


def test_columns_are_what_is_key_compared_or_filtered_and_of_the_product() -> None:
    shown = table(
        {
            "a": attribute(),
            "b": attribute(comparable=False, key=True),
            "c": attribute(comparable=False, filterable=True),
            "d": attribute(comparable=False),
            "e": attribute(level=Level.VARIANT),
        },
        product(specs=specs(a=1, b=2, c=3, d=4)),
    )
    assert [column.key for column in shown.columns] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        (KINDS.NUMBER, Decimal("12.50"), "12.50"),
        (KINDS.RANGE, {"min": -10, "max": 90}, "-10..90"),
        (KINDS.RANGE, {"max": 90}, "..90"),
        (KINDS.RANGE, {"min": -10}, "-10.."),
        (KINDS.BOOLEAN, True, "yes"),
        (KINDS.BOOLEAN, False, "no"),
        (KINDS.CHOICE, "iron", "iron"),
        (KINDS.CHOICE, "unknown", ""),
        (KINDS.TEXT, "iron", ""),
        (KINDS.TEXT, {"en": "Iron"}, "Iron"),
    ],
)
def test_machines_get_values_without_words(kind: AttributeType, value: object, plain: str) -> None:
    choices = {"iron": Text("Cast iron")} if kind is KINDS.CHOICE else {}
    assert plains(table({"a": attribute(kind, choices=choices)}, *pumps("a", value))) == [plain]


def test_a_missing_value_has_no_plain_one() -> None:
    assert plains(table({"a": attribute()}, *pumps("a", None, 3))) == ["", "3"]


def test_figures_are_asked_for_between_their_ends() -> None:
    shown = table({"a": attribute(unit="m3/h")}, *pumps("a", 9, 12, -3, None))
    facet = only(shown)
    assert (facet.kind, facet.low, facet.high, facet.unit) == (FacetKind.FIGURE, "-3", "12", "m³/h")
    assert facet.converted == Converted("us", "gal/min")


def test_a_converted_unit_has_its_scale() -> None:
    facet = only(
        table({"a": attribute(KINDS.RANGE, unit="Cel")}, *pumps("a", {"min": 0}, {"max": 9}))
    )
    assert facet.kind is FacetKind.RANGE
    assert facet.scale is not None
    assert [round(float(part), 6) for part in facet.scale] == [1.8, 32]
    assert (facet.low, facet.high) == ("0", "9")


def test_choices_stand_in_their_order_with_their_counts() -> None:
    kind = attribute(
        KINDS.CHOICE, choices={"z": Text({"en": "Zinc", "ru": "Цинк"}), "a": Text("Iron")}
    )
    facet = only(table({"a": kind}, *pumps("a", "a", "z", "a", "b"), locale="ru"))
    assert facet.options == (
        option("z", "Цинк", 1),
        option("a", "Iron", 2),
        option("b", "b", 1),
    )


def test_a_text_is_asked_for_by_the_same_in_every_language() -> None:
    texts = pumps("a", {"ru": "Медь", "en": "Copper"}, {"ru": "Сталь"}, "Bronze")
    for locale, labels in (
        ("en", ["Bronze", "Copper", "Сталь"]),
        ("ru", ["Bronze", "Медь", "Сталь"]),
    ):
        facet = only(table({"a": attribute(KINDS.TEXT)}, *texts, locale=locale))
        assert [one.token for one in facet.options] == ["Bronze", "Copper", "Сталь"]
        assert [one.label.text for one in facet.options] == labels


def test_few_texts_are_options_and_many_are_searched() -> None:
    few = only(table({"a": attribute(KINDS.TEXT)}, *pumps("a", "DN 100", "DN 25", "DN 25")))
    assert [(one.token, one.count) for one in few.options] == [("DN 25", 2), ("DN 100", 1)]
    many = only(table({"a": attribute(KINDS.TEXT)}, *pumps("a", *(f"T{at}" for at in range(25)))))
    assert (many.kind, many.options) == (FacetKind.TEXT, ())


def test_what_tells_no_products_apart_is_not_asked() -> None:
    assert table({"a": attribute()}, *pumps("a", 1, 1)).facets == ()
    assert table({"a": attribute()}, *pumps("a", None, None)).facets == ()
    assert only(table({"a": attribute()}, *pumps("a", 1, None))).key == "a"


def test_where_attributes_are_filterable_other_words_are_not_asked_for() -> None:
    texts = [product(key, specs=specs(a=key, b=key, c=at)) for at, key in enumerate("xy")]
    attributes = {
        "a": attribute(KINDS.TEXT, filterable=True),
        "b": attribute(KINDS.TEXT),
        "c": attribute(),
    }
    assert [facet.key for facet in table(attributes, *texts).facets] == ["a", "c"]


def data(shown: ChoiceTable) -> Any:  # noqa: ANN401 - JSON
    return msgspec.json.decode(columns(shown))


def test_rows_are_written_column_by_column() -> None:
    items = [
        product("b", name=Text({"en": "Two"}), order_code="T-2", specs=specs(a=2, t="x")),
        product("a", name=Text({"ru": "Один"}), specs=specs(t={"ru": "икс"})),
    ]
    assert data(table({"a": attribute(unit="m"), "t": attribute(KINDS.TEXT)}, *items)) == {
        "ids": "b\na",
        "names": {"texts": "Two\nОдин", "langs": "\nru"},
        "codes": "T-2\n",
        "states": {"active": "Available"},
        "state": [],
        "columns": [{"texts": "2\n", "others": "7\n"}, {"texts": "x\nикс", "langs": "\nru"}],
    }


def test_texts_that_rows_share_stand_once() -> None:
    shown = table({"a": attribute(KINDS.BOOLEAN)}, *pumps("a", *map(bool, (1, 0, 1, 1))))
    assert data(shown)["columns"] == [{"texts": "Yes\nNo", "plains": "yes\nno", "at": [0, 1, 0, 0]}]


def test_a_line_is_a_value_whatever_stands_in_it() -> None:
    shown = table({"a": attribute(KINDS.TEXT)}, *pumps("a", "x\ny", "z"))
    assert data(shown)["columns"][0]["texts"] == "x y\nz"


def refs(*names: str) -> tuple[ProductRef, ...]:
    return tuple(
        ProductRef(id=f"p{at}", name=Phrase(name), state="active", state_label="")
        for at, name in enumerate(names)
    )


def test_letters_lead_to_their_first_product() -> None:
    names = ["3com", "8x", *["Acer"] * ROWS, "Ärz", "ёж", "Яр"]
    found = [(jump.letter, jump.address) for jump in jumps("f", refs(*names))]
    assert found == [
        ("0–9", "families/f/#from-0"),
        ("A", "families/f/#from-41"),
        ("Ä", "families/f/2/#from-c4"),
        ("Ё", "families/f/2/#from-401"),
        ("Я", "families/f/2/#from-42f"),
    ]
    assert jumps("f", refs(*names[:ROWS])) == ()


@pytest.mark.parametrize(
    ("part", "count", "expected"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, 0, 9)),
        (5, 9, (1, 0, 3, 4, 5, 6, 7, 0, 9)),
        (9, 9, (1, 0, 7, 8, 9)),
    ],
)
def test_of_many_parts_the_ends_and_the_next_are_offered(
    part: int, count: int, expected: tuple[int, ...]
) -> None:
    assert shown_parts(part, count) == expected
