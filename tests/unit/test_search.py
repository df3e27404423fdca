"""What the search knows of products: numbers, facets, records."""

import gzip
import json
import re
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.items.family import Attribute, AttributeType, Family, Level
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.prose.designations import joined
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from inforce.domain.views.facets import Facet, facets
from inforce.domain.views.numbers import NumberKind, numbers
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.search import numbers as files
from inforce.renderers.website.search import records
from inforce.renderers.website.search.facets import facet_file
from inforce.renderers.website.search.numbers import HEAD, number_files
from tests.factories import TODAY, corpus, ended, issued, product, specs

HX = product(
    "hx-100",
    name=Text({"en": "HX 100 pump", "ru": "Насос HX 100"}),
    former_ids=("hx_1",),
    former_codes=("RN-40/1",),
    gtin="9520417000017",
    variants=Variants(
        items=(
            Variant(order_code="RN-40/2", former_codes=("RN-4",)),
            Variant(order_code="HX 100"),
        )
    ),
)


def reading(site: Corpus, locale: str = "en") -> Reading:
    return Reading(decide(site, TODAY), wording(locale))


def test_one_key_for_all_spellings() -> None:
    assert {joined(text) for text in ("RN-40/2", "rn402", "RN 40 2", "rN 40.2")} == {"rn402"}
    assert {joined(text) for text in ("HX 100", "НХ-100", "нх100")} == {"hx100"}


def test_numbers_lead_to_their_product_and_say_what_they_are() -> None:
    found = numbers(decide(issued(HX, product("hx-9", former_codes=("RN402",))), TODAY))
    assert [(one.key, one.written, one.kind, one.product) for one in found] == [
        ("9520417000017", "9520417000017", NumberKind.GTIN, "hx-100"),
        ("hacochx100", "Насос HX 100", NumberKind.NAME, "hx-100"),
        ("hx1", "hx_1", NumberKind.FORMER, "hx-100"),
        ("hx100", "HX 100", NumberKind.CODE, "hx-100"),
        ("hx100pump", "HX 100 pump", NumberKind.NAME, "hx-100"),
        ("hx9", "hx-9", NumberKind.ID, "hx-9"),
        ("rn4", "RN-4", NumberKind.FORMER, "hx-100"),
        ("rn401", "RN-40/1", NumberKind.FORMER, "hx-100"),
        ("rn402", "RN-40/2", NumberKind.CODE, "hx-100"),
        ("rn402", "RN402", NumberKind.FORMER, "hx-9"),
    ]


def test_a_name_without_letters_or_figures_has_no_number() -> None:
    found = numbers(decide(issued(product(name=Text("—"))), TODAY))
    assert [one.written for one in found] == ["hx-100"]


def parts(made: dict[str, bytes]) -> list[list[Any]]:
    head = json.loads(made[HEAD])
    return [
        [start, json.loads(made[f"search/numbers/{name}.json"])] for start, name in head["parts"]
    ]


def test_files_of_numbers_are_cut_where_the_next_key_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "_SHARE", 2)
    items = [product(f"hx-{number}", former_codes=("OLD-1",)) for number in range(100, 105)]
    made = dict(number_files(reading(issued(*items, product("zz-1", lifecycle=ended())))))
    head = json.loads(made[HEAD])
    assert head["states"]["discontinued"] == ["Discontinued", True]
    assert [start for start, _ in parts(made)] == ["h", "hx102", "hx104", "z"]
    found = [[number[0] for number in part["numbers"]] for _, part in parts(made)]
    assert found == [["hx100", "hx101"], ["hx102", "hx103"], ["hx104", *["old1"] * 5], ["zz1"]]
    last = parts(made)[-1][1]
    assert last["products"] == [["products/zz-1/", "ZZ-1", "Pumps", "discontinued"]]
    assert last["numbers"] == [["zz1", "zz-1", "id", 0]]


def test_a_site_without_products_has_an_empty_head() -> None:
    made = dict(number_files(reading(issued())))
    assert list(made) == [HEAD]
    assert json.loads(made[HEAD])["parts"] == []


VALVE = Family(
    id="valve",
    name=Text("Valves"),
    attributes={
        "body": Attribute(
            label=Text("Body"),
            type=AttributeType.CHOICE,
            filterable=True,
            choices={"steel": Text("Steel"), "iron": Text({"en": "Iron", "ru": "Чугун"})},
        ),
        "fire_safe": Attribute(
            label=Text("Fire safe"), type=AttributeType.BOOLEAN, filterable=True
        ),
        "voltage": Attribute(
            label=Text("Voltage"),
            type=AttributeType.INTEGER,
            unit="V",
            level=Level.VARIANT,
            filterable=True,
        ),
        "length": Attribute(label=Text("Length"), type=AttributeType.NUMBER, filterable=True),
        "colour": Attribute(label=Text("Colour"), type=AttributeType.TEXT, filterable=True),
        "range": Attribute(label=Text("Range"), type=AttributeType.RANGE, filterable=True),
        "status": Attribute(label=Text("Its status"), type=AttributeType.TEXT, filterable=True),
        "price": Attribute(
            label=Text("Price"), type=AttributeType.BOOLEAN, filterable=True, audience="dealer"
        ),
    },
)
OTHER = structs.replace(
    VALVE,
    id="welded",
    name=Text("Welded valves"),
    attributes={
        "body": structs.replace(VALVE.attributes["body"], label=Text("Material")),
        "colour": VALVE.attributes["colour"],
    },
)


def valve(key: str, *voltages: int, family: str = "valve", **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    items = tuple(
        Variant(order_code=f"{key}-{volts}", specs=specs(voltage=volts)) for volts in voltages
    )
    return product(key, family=family, variants=Variants(items=items), **parts)


@pytest.fixture
def catalogue() -> Corpus:
    """Valves of two families, as working copies."""
    items = (
        valve("v-1", 230, 24, specs=specs(body="iron", fire_safe=True, length=1, price=True)),
        valve("v-2", 230, specs=specs(body="steel", fire_safe=False, length=2, colour="red")),
        valve("v-3", 24, specs=specs(colour={"min": 1}, status="new"), lifecycle=ended()),
        valve("v-4", family="welded", specs=specs(body="iron", colour="Blue")),
        valve("v-5", 230),
    )
    return corpus(*items, families={"valve": VALVE, "welded": OTHER})


def asked(site: Corpus, locale: str = "en", audience: str = "public") -> dict[str, Facet]:
    edition = decide(site, TODAY, audience, preview=True)
    return {facet.key: facet for facet in facets(Reading(edition, wording(locale)))}


def told(facet: Facet) -> dict[str, list[str]]:
    return {
        key: [facet.values[place].label for place in places]
        for key, places in facet.answers.items()
    }


def test_facets_are_family_status_and_what_is_filterable(catalogue: Corpus) -> None:
    found = asked(catalogue)
    assert list(found) == [
        *("family", "status", "body", "fire_safe", "voltage", "colour"),
        *("valve.status", "welded.body"),
    ]
    assert told(found["family"])["v-4"] == ["Welded valves"]
    assert [value.token for value in found["status"].values] == ["active", "discontinued"]
    assert told(found["body"]) == {"v-1": ["Iron"], "v-2": ["Steel"]}
    assert [value.token for value in found["body"].values] == ["steel", "iron"]
    assert told(found["fire_safe"]) == {"v-1": ["Yes"], "v-2": ["No"]}
    assert found["welded.body"].label == "Material"
    assert told(found["colour"]) == {"v-2": ["red"], "v-4": ["Blue"]}
    assert [value.label for value in found["colour"].values] == ["Blue", "red"]


def test_a_facet_is_not_called_as_the_words_that_are_asked_for() -> None:
    flow = structs.replace(VALVE.attributes["colour"], label=Text("Flow"))
    site = corpus(
        product("v-1", family="valve", specs=specs(q="slow")),
        families={"valve": structs.replace(VALVE, attributes={"q": flow})},
    )
    assert list(asked(site)) == ["family", "status", "valve.q"]


def test_a_product_answers_with_all_its_variants(catalogue: Corpus) -> None:
    volts = "\N{NO-BREAK SPACE}V"
    assert told(asked(catalogue)["voltage"]) == {
        "v-1": [f"24{volts}", f"230{volts}"],
        "v-2": [f"230{volts}"],
        "v-3": [f"24{volts}"],
        "v-5": [f"230{volts}"],
    }


def test_figures_in_another_unit_have_a_facet_of_their_own() -> None:
    kilo = structs.replace(VALVE.attributes["voltage"], unit="kV")
    other = structs.replace(OTHER, attributes={"voltage": kilo})
    items = [valve(f"v-{number}", 24) for number in (1, 2)]
    items += [valve(f"w-{number}", 24, family="welded") for number in (1, 2)]
    found = asked(corpus(*items, families={"valve": VALVE, "welded": other}))
    space = "\N{NO-BREAK SPACE}"
    assert told(found["voltage"]) == {f"v-{number}": [f"24{space}V"] for number in (1, 2)}
    assert told(found["welded.voltage"]) == {f"w-{number}": [f"24{space}kV"] for number in (1, 2)}


def test_figures_that_nothing_shares_are_no_facet(catalogue: Corpus) -> None:
    assert "length" not in asked(catalogue)


def test_tokens_are_the_same_in_all_languages(catalogue: Corpus) -> None:
    english, russian = asked(catalogue), asked(catalogue, "ru")
    assert russian["body"].values[1].label == "Чугун"
    for key, facet in english.items():
        assert [value.token for value in facet.values] == [
            value.token for value in russian[key].values
        ]


def test_what_is_for_dealers_is_no_facet_for_others(catalogue: Corpus) -> None:
    assert "price" not in asked(catalogue)
    assert "price" in asked(catalogue, audience="dealer")


def test_file_of_facets_follows_the_order_of_the_index(catalogue: Corpus) -> None:
    read = Reading(decide(catalogue, TODAY, preview=True), wording("en"))
    pages = ["terms/", "products/v-2/", "products/v-1/", "products/v-3/"]
    octets = facet_file(read, "en_1", pages)
    assert octets == facet_file(read, "en_1", pages)
    found = json.loads(gzip.decompress(octets))
    assert (found["index"], found["status"]) == ("en_1", "status")
    assert "discontinued" in found["gone"]
    columns = {facet["key"]: facet for facet in found["facets"]}
    voltage = columns["voltage"]
    assert [value[0] for value in voltage["values"]] == ["24", "230"]
    assert [voltage["kinds"][place] for place in voltage["of"]] == [[], [1], [0, 1], [0]]


def _record(item: Product, site: Corpus) -> str:
    read = reading(site)
    shown = read.edition.products[item.id]
    return records.product_record(shown, product_sheet(shown, read), read)


def facts(record: str) -> dict[str, str]:
    return dict(re.findall(r'data-pagefind-meta="(\w+)">(.*?)</p>', record))


def test_record_tells_of_a_product_in_words() -> None:
    item = structs.replace(
        HX, name=Text("HX 100 <pump>"), summary=Text("It pumps"), specs=specs(flow=1)
    )
    record = _record(item, issued(item))
    assert facts(record) == {
        "title": "HX 100 &lt;pump&gt;",
        "kind": "product",
        "family": "Pumps",
        "codes": "RN-40/2 · HX 100",
        "other": "9520417000017 RN-40/1 RN-4 hx_1 hx-100 hx100",
    }
    assert "<body data-pagefind-body><p>It pumps.</p>" in record


def test_record_without_text_says_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<body data-pagefind-body><p>HX-100</p>" in _record(product(), issued(product()))
    monkeypatch.setattr(records, "_LARGE", 0)
    assert "family" not in facts(_record(product(), issued(product())))


def test_family_is_found_by_what_can_be_chosen_in_it(catalogue: Corpus) -> None:
    read = Reading(decide(catalogue, TODAY, preview=True), wording("en"))
    record = records.family_record(read.edition.families["valve"], read)
    assert "<p>Steel, Iron</p>" in record
    assert facts(record) == {"title": "Valves", "kind": "family"}
