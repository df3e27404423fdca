"""How order codes are built of a product's data, and where the key to them is shown."""

from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.family import AttributeType, Family, inherit
from inforce.domain.items.ordering_code import Segment, built_codes, written
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.items.specs import value_from
from inforce.domain.text import Text
from inforce.domain.views.ordering import family_key, product_key
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import OrderingKey
from inforce.readers.wording import wording
from inforce.renderers.api.products import api_product
from tests.factories import PUMP, TODAY, corpus, ended, product, specs

DASH = Segment(text="-")
SEGMENTS = (
    Segment(text="P", label=Text({"en": "Pump", "ru": "Насос"})),
    Segment(product=True, codes={"hx-110": "H11"}),
    DASH,
    Segment(attribute="voltage"),
    Segment(attribute="dry_run", codes={"true": "-D", "false": ""}),
)


def pump(key: str, *codes: tuple[str, int], dry: bool = False, **parts: Any) -> Product:  # noqa: ANN401 - fields
    items = tuple(Variant(order_code=code, specs=specs(voltage=volts)) for code, volts in codes)
    given = {"specs": specs(dry_run=dry), "variants": Variants(by=("voltage",), items=items)}
    return product(key, **{**given, **parts})


HX_100 = pump("hx-100", ("PHX100-230", 230), ("PHX100-400", 400))
HX_110 = pump("hx-110", ("PH11-230-D", 230), dry=True)


def edition(*items: Product, audience: str = "public", **family: Any) -> Edition:  # noqa: ANN401 - fields
    declared = structs.replace(PUMP, **{"ordering_code": SEGMENTS, **family})
    return decide(corpus(*items, families={"pump": declared}), TODAY, audience, preview=True)


def key_of(shown: Edition, item: str | None = None, locale: str = "en") -> OrderingKey | None:
    reading = Reading(shown, wording(locale))
    if item is None:
        return family_key(shown.families["pump"], reading)
    return product_key(shown.products[item], reading)


def parts(key: OrderingKey | None) -> list[tuple[str, str, list[tuple[str, str]]]]:
    assert key is not None
    return [
        (
            part.code,
            part.label.text,
            [(one.code, one.text.text.replace("\N{NO-BREAK SPACE}", " ")) for one in part.values],
        )
        for part in key.parts
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (12, "12"),
        (True, "true"),
        (False, "false"),
        ("DN25", "DN25"),
        ({"min": -1, "max": 10}, "-1..10"),
        ({"max": 10}, "..10"),
        ({"en": "Red", "ru": "Красный"}, ""),
    ],
)
def test_a_value_is_named_as_it_stands_in_the_file(raw: object, name: str) -> None:
    assert written(value_from(raw)) == name


def test_a_code_is_built_of_what_the_variant_states_else_the_product() -> None:
    assert [one.built for one in built_codes(SEGMENTS, HX_100)] == ["PHX100-230", "PHX100-400"]
    assert [one.built for one in built_codes(SEGMENTS, HX_110)] == ["PH11-230-D"]


@pytest.mark.parametrize(
    "segment",
    [
        Segment(attribute="flow"),
        Segment(attribute="temperature"),
        Segment(attribute="dry_run"),
        Segment(attribute="body", codes={"steel": "S"}),
    ],
)
def test_what_has_no_code_builds_none(segment: Segment) -> None:
    """No value; a range or a flag without codes; a value that the codes leave out."""
    item = product(
        order_code="A", specs=specs(temperature={"min": 0, "max": 9}, dry_run=True, body="iron")
    )
    (found,) = built_codes((segment,), item)
    assert (found.pointer, found.built) == ("/order_code", None)


def test_a_product_with_variants_is_ordered_by_theirs_alone() -> None:
    own = structs.replace(HX_100, order_code="WHATEVER")
    assert [one.pointer for one in built_codes(SEGMENTS, own)] == [
        "/variants/items/0/order_code",
        "/variants/items/1/order_code",
    ]
    assert list(built_codes(SEGMENTS, product())) == []


def test_the_structure_is_inherited_as_a_whole() -> None:
    base = structs.replace(PUMP, id="base", ordering_code=SEGMENTS)
    own = Family(id="own", name=Text("Own"), parent="base", ordering_code=(DASH,))
    plain = Family(id="plain", name=Text("Plain"), parent="base")
    whole = inherit({"base": base, "own": own, "plain": plain})
    assert whole["plain"].ordering_code == SEGMENTS
    assert whole["own"].ordering_code == (DASH,)


def test_the_key_of_a_family_tells_all_values_on_sale_on_the_fullest_code() -> None:
    gone = pump("hx-90", ("PHX90-115", 115), lifecycle=ended())
    key = key_of(edition(HX_100, HX_110, gone))
    assert key is not None
    assert (key.example, key.lead) == ("PH11-230-D", "Example: PH11-230-D")
    assert parts(key) == [
        ("P", "Pump", []),
        ("H11", "Type", [("HX100", "HX-100"), ("H11", "HX-110")]),
        ("-", "", []),
        ("230", "Voltage", [("230", "230 V"), ("400", "400 V")]),
        ("-D", "Dry run", [("", "No"), ("-D", "Yes")]),
    ]


def test_the_key_of_a_product_tells_its_own_values() -> None:
    shown = edition(HX_100, HX_110)
    assert parts(key_of(shown, "hx-100", "ru"))[:4] == [
        ("P", "Насос", []),
        ("HX100", "Тип", [("HX100", "HX-100")]),
        ("-", "", []),
        ("230", "Voltage", [("230", "230 В"), ("400", "400 В")]),
    ]


def test_no_key_is_shown_that_the_codes_disprove() -> None:
    odd = pump("hx-120", ("PHX120/230", 230))
    shown = edition(HX_100, odd)
    assert key_of(shown) is None
    assert key_of(shown, "hx-120") is None
    assert key_of(shown, "hx-100") is not None
    assert key_of(edition(HX_100, ordering_code=()), "hx-100") is None
    assert key_of(edition(product()), "hx-100") is None
    assert key_of(structs.replace(shown, families={}), "hx-100") is None  # it was of another then
    assert key_of(edition(pump("hx-90", ("PHX90-115", 115), lifecycle=ended()))) is None


def test_no_key_explains_what_the_audience_may_not_see() -> None:
    attributes = {
        **PUMP.attributes,
        "dry_run": structs.replace(PUMP.attributes["dry_run"], audience="dealer"),
    }
    assert key_of(edition(HX_100, attributes=attributes), "hx-100") is None
    assert key_of(edition(HX_100, attributes=attributes, audience="dealer"), "hx-100") is not None


def test_long_lists_of_values_are_cut_and_ranges_sorted_from_zero_up() -> None:
    codes = {f"0..{end}": f"R{end}" for end in range(1, 31)} | {"-1..5": "V5"}
    attribute = structs.replace(PUMP.attributes["voltage"], type=AttributeType.RANGE)
    attributes = {**PUMP.attributes, "voltage": attribute}
    items = tuple(
        Variant(
            order_code=code,
            specs=specs(voltage=dict(zip(("min", "max"), map(int, name.split("..")), strict=True))),
        )
        for name, code in reversed(codes.items())
    )
    item = product(variants=Variants(by=("voltage",), items=items))
    segments = (Segment(attribute="voltage", codes=codes),)
    key = key_of(edition(item, attributes=attributes, ordering_code=segments))
    assert key is not None
    (part,) = key.parts
    assert [one.code for one in part.values] == [f"R{end}" for end in range(1, 25)]
    assert part.more == "and 7 more"


def test_the_api_tells_the_segments_with_the_codes_of_the_product() -> None:
    shown = edition(HX_100).products["hx-100"]
    told = api_product(shown, {}, segments=SEGMENTS).family.ordering_code
    assert (told[0].text, told[0].label, told[0].codes) == (
        "P",
        {"en": "Pump", "ru": "Насос"},
        {},
    )
    assert (told[1].product, told[1].codes) == (True, {"hx-100": "HX100"})
    assert (told[3].attribute, told[3].codes) == ("voltage", {"230": "230", "400": "400"})
    assert told[4].codes == {"false": ""}
    assert api_product(shown, {}, segments=(DASH,)).family.ordering_code == ()
