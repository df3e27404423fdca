"""Figures in texts held against the data: found where they can hardly be read otherwise."""

from decimal import Decimal

import pytest
from msgspec import structs

from inforce.domain.checking.rule import Inspection
from inforce.domain.checking.typed_figures import TypedFigure, TypedFigures
from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.prose.designations import Designations
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, corpus, issued, product, specs

NUMBER = AttributeType.NUMBER
FAMILY = structs.replace(
    PUMP,
    attributes={
        **PUMP.attributes,
        "head": Attribute(
            label=Text({"en": "Maximum head", "ru": "Максимальный напор"}), type=NUMBER, unit="m"
        ),
        "npsh": Attribute(
            label=Text({"en": "NPSH required", "ru": "Кавитационный запас (NPSH)"}),
            type=NUMBER,
            unit="m",
        ),
        "note": Attribute(label=Text("Efficiency"), type=NUMBER, unit="%"),
        "size": Attribute(label=Text("Size"), type=NUMBER, unit="mm"),
        "size_2": Attribute(label=Text("Size"), type=NUMBER, unit="mm"),
        "count": Attribute(label=Text("Stages"), type=AttributeType.INTEGER, unit="1"),
    },
)
SYMBOLS = {
    "en": {"m": "m", "m3/h": "m³/h", "Cel": "°C", "V": "V", "%": "%", "mm": "mm", "1": ""},
    "ru": {"m": "м", "m3/h": "м³/ч", "Cel": "°C", "V": "В", "%": "%", "mm": "мм", "1": ""},
}
HX = product(
    "hx-120",
    name=Text({"en": "HX 120 pump", "ru": "Насос HX 120"}),
    specs=specs(
        flow=Decimal("1234.5"),
        head={"value": 36, "condition": {"en": "at 2900 rpm", "ru": "при 2900 об/мин"}},
        temperature={"min": -10, "max": 90},
        note="on request",
        size=5,
        count=2,
    ),
    variants=Variants(
        by=("voltage",),
        items=(
            Variant(order_code="HX120-230", specs=specs(voltage=230)),
            Variant(order_code="HX120-400", specs=specs(voltage=400)),
        ),
    ),
)
RN = product("rn-40", name=Text("RN 40 valve"), specs=specs(head=10))


def figures(*items: Product) -> TypedFigures:
    site = corpus(*items, families={"pump": FAMILY}, symbols=SYMBOLS)
    look = Inspection(corpus=site, today=TODAY, standings=standings(site, TODAY))
    return TypedFigures(look, Designations(items))


KNOWN = figures(HX, RN)


def told(
    text: str, locale: str = "en", own: str | None = None, *, whole: bool = False
) -> list[str]:
    return [one.written for one in KNOWN.wrong(text, locale, own, whole=whole)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The HX 120 has a maximum head of 30 m.", "30 m"),
        ("HX 120: maximum head 30 m, quiet.", "30 m"),
        ("The HX 120 is a pump with 30 m maximum head and a motor.", "30 m"),
        ("The **HX 120** lifts up to **30 m** of maximum head.", "30 m"),
        ("The HX 120's maximum head is up to 30 m at 2900 rpm.", "30 m"),
        ("[HX 120](product:hx-120) – maximum head: 30.5\u00a0m", "30.5\u00a0m"),
        ("The HX120-230 has a flow of 1,300 m3/h.", "1,300 m3/h"),
        ("The HX 120 has temperature −20 to 90 °C.", "−20 to 90 °C"),
        ("The HX 120 takes a temperature of 120 °C.", "120 °C"),
        ("HX 120, voltage 115 V.", "115 V"),
        ("The HX 120 has a flow of 1.234.567 m³/h.", "1.234.567 m³/h"),
        ("The HX 120 has a maximum head of 36.4 m.", "36.4 m"),
        ("## HX 120\n\n- Quiet\n- Maximum head: 30 m\n", "30 m"),
        ("| Pump | Maximum head |\n|---|---|\n| HX 120 | 30 m |\n", "30 m"),
        (
            "| Pump | Voltage, V | Maximum head (m) |\n|---|---|---|\n| HX 120 | 230 | 30 |\n",
            "30 m",
        ),
        ("| | HX 120 | RN 40 |\n|---|---|---|\n| Maximum head | 36 m | 11 m |\n", "11 m"),
        ("| | HX 120 |\n|---|---|\n| Maximum head, m | 30 |\n", "30 m"),
        ("## HX 120\n\n| | |\n|---|---|\n| Maximum head | 30 m |\n", "30 m"),
    ],
)
def test_a_figure_that_contradicts_is_found(text: str, written: str) -> None:
    assert told(text) == [" ".join(written.split())]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Насос HX 120 с максимальным напором 30 м.", "30 м"),
        ("Максимальный напор HX 120 составляет 30,5 м.", "30,5 м"),
        ("HX 120 развивает до 30 м максимального напора.", "30 м"),
        ("HX 120, подача – 1 300 м³/ч", "1 300 м³/ч"),
        ("У HX 120 кавитационный запас равен 2 м, напор: 36 м", None),
    ],
)
def test_so_it_is_in_a_language_that_bends_its_words(text: str, written: str | None) -> None:
    assert told(text, "ru") == ([] if written is None else [written])


@pytest.mark.parametrize(
    "text",
    [
        "The HX 120 has a maximum head of 36 m, or 36.0 m.",
        "The HX 120 has a maximum head of 36\nm.",
        "The HX 120 has a flow of 1235 m³/h.",
        "The HX 120 has a flow of 1,234.5 m³/h.",
        "The HX 120 has a flow of 1.234,5 m³/h.",
        "The HX 120, voltage 400 V.",
        "The HX 120 takes a temperature of 60 °C, from the tap.",
        "The HX 120 takes temperature -10…90 °C.",
        "The HX 120 has a maximum head of 30 m to 40 m.",
        # other words, or others' figures
        "The HX 120 and the RN 40 have a maximum head of 30 m.",
        "The pump has a maximum head of 30 m.",
        "The HX 120 is quiet. It has a maximum head of 30 m.",
        "The HX 120 stands 30 m from the tap.",
        "The HX 120 has a static maximum head of 30 m.",
        "The HX 120 has 30 m maximum head loss.",
        "The HX 120 has 30 m, maximum head apart.",
        "The HX 120 has a maximum head of 30 m/s, 30 m² or 30 m³/h.",
        "The HX 120 has a maximum head of ≥ 30 m.",
        "The HX 120 has a maximum head of about 30 m.",
        "The HX 120, efficiency 30 %, size 7 mm, stages 3.",
        "The HX 120, NPSH required 3 m.",
        # sentences that compare, look back or set conditions
        "The maximum head of the HX 120 was raised from 30 m to 36 m.",
        "The HX 120 has more than 30 m maximum head.",
        "At 1450 rpm the HX 120 has a maximum head of 9 m.",
        "The HX 120 has a maximum head of 30 m with the small impeller.",
        "The HX 120 has 30 m maximum head for the 60 Hz grid.",
        "The HX 120 has over 30 m maximum head.",
        "The HX 120 has roughly 30 m maximum head.",
        # code, and what is filled from the data
        "Write `HX 120 has a maximum head of 30 m`.",
        '```\nHX 120, maximum head 30 m\n```\n{{ spec("hx-120", "head") }}',
        # in tables
        "| Pump | Maximum head |\n|---|---|\n| HX 120 | 36 m |\n| XX | 30 m |\n",
        "| Pump | Maximum head | |\n|---|---|\n| HX 120 | | 30 m |\n",
        "| Pump | Maximum head (static) |\n|---|---|\n| HX 120 | 30 |\n",
        "## HX 120\n\nFit a valve with a maximum head of 30 m.\n",
    ],
)
def test_what_is_right_or_can_be_read_otherwise_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_texts_of_a_product_speak_of_it() -> None:
    plain, entry = "Pump with a maximum head of 30 m.", "- The maximum head is 30 m\n- quiet"
    assert told(plain, "", "hx-120", whole=True) == ["30 m"]
    assert told(plain, "en", "hx-120") == []
    assert told(entry, "en", "hx-120") == ["30 m"]
    assert told("The RN 40 has a maximum head of 10 m.", "en", "hx-120", whole=True) == []


def test_a_finding_knows_its_place_and_what_the_data_has() -> None:
    text = "First.\n\n| Pump | Voltage |\n|---|---|\n| HX 120 | 115 V |\n"
    (one,) = KNOWN.wrong(text, "en", None, whole=False)
    assert one == TypedFigure(text.index("115"), "115 V", "hx-120", "Voltage", "230 or 400 V")
    (other,) = KNOWN.wrong("HX 120, temperature 95 °C", "en", None, whole=False)
    assert other.expected == "-10…90 °C"


def test_many_variants_are_not_all_told() -> None:
    items = tuple(
        Variant(order_code=f"AB-{at}0", specs=specs(voltage=at)) for at in (12, 24, 48, 110)
    )
    one = product("ab-1", specs=specs(), variants=Variants(by=("voltage",), items=items))
    (found,) = figures(one).wrong("The ab-1, voltage 5 V", "en", None, whole=False)
    assert found.expected == "12 or 24 or 48, … V"


def test_open_ranges_end_on_one_side() -> None:
    one = product("ab-1", specs=specs(temperature={"min": 5}))
    known = figures(one)
    assert [*known.wrong("The ab-1, temperature 50 °C", "en", None, whole=False)] == []
    (cold,) = known.wrong("The ab-1, temperature 4 °C", "en", None, whole=False)
    (both,) = known.wrong("The ab-1, temperature 5 to 60 °C", "en", None, whole=False)
    assert (cold.written, both.expected) == ("4 °C", "5… °C")


def test_what_has_no_working_copy_counts_as_it_is_in_force() -> None:
    site = issued(product("hx-90", specs=specs(flow=5)), symbols=SYMBOLS)
    gone = structs.replace(site, products={})
    look = Inspection(corpus=gone, today=TODAY, standings=standings(gone, TODAY))
    known = TypedFigures(look, Designations([product("hx-90"), product("hx-80")]))
    found = [one.expected for one in known.wrong("The hx-90, flow 6 m³/h", "en", None, whole=False)]
    assert found == ["5 m³/h"]
    assert [*known.wrong("The hx-80, flow 6 m³/h", "en", None, whole=False)] == []


def test_a_family_that_is_not_there_measures_nothing() -> None:
    site = corpus(HX, families={}, symbols=SYMBOLS)
    look = Inspection(corpus=site, today=TODAY, standings={})
    known = TypedFigures(look, Designations([HX]))
    assert [*known.wrong("HX 120, maximum head 30 m", "en", None, whole=False)] == []
