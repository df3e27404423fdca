"""Values that products have in common are known again by rules, and judged wherever they stand."""

from collections import Counter
from datetime import date
from decimal import Decimal

from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.control import Change, Control
from inforce.domain.items.family import Attribute, AttributeType, Family
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement, Replacement
from inforce.domain.items.product import (
    Certificate,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Image,
    Product,
    SafetyWarning,
    Variant,
    Variants,
)
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.texts import other_texts, product_texts
from inforce.domain.text import Text
from tests.factories import POLICY, TODAY, corpus, product, recall, specs


def found(code: str, site: Corpus) -> list[tuple[str | None, str]]:
    """Return the item and the pointer of what the rule finds."""
    findings = inspect(site, TODAY, {code: rules()[code]})
    return [(finding.item, finding.pointer) for finding in findings]


def family(key: str, digits: int | None) -> Family:
    flow = Attribute(label=Text("Flow"), type=AttributeType.NUMBER, digits=digits)
    return Family(id=key, name=Text(key), attributes={"flow": flow})


def made_of(*choices: object) -> Variants:
    items = (Variant(order_code=f"V-{index}", specs=one) for index, one in enumerate(choices))  # type: ignore[arg-type]  # specs
    return Variants(by=("flow",), items=tuple(items))


def test_a_figure_of_variants_has_as_many_decimals_as_each_family_allows() -> None:
    fine, rough = specs(flow=Decimal("1.25")), specs(flow=Decimal("1.5"))
    variants = made_of(fine, rough)
    site = corpus(
        *(product(f"a-{key}", family=key, variants=variants) for key in ("two", "one", "any")),
        *(product(f"b-{key}", family=key, variants=variants) for key in ("two", "one", "any")),
        families={"one": family("one", 1), "two": family("two", 2), "any": family("any", None)},
    )
    place = "/variants/items/0/specs/flow"
    assert found("SCH003", site) == [("a-one", place), ("b-one", place)]


def test_a_range_beside_a_figure_is_a_range() -> None:
    odd = specs(flow={"value": 5, "min": 9, "max": 1})
    assert found("SCH003", corpus(product("a", family="unknown", specs=odd))) == [
        ("a", "/specs/flow")
    ]


def test_variants_that_nothing_tells_apart_are_found_in_each_product() -> None:
    one, two = specs(flow=Decimal(1)), specs(flow=Decimal(2))
    site = corpus(
        product("a", variants=made_of(one, two)),
        product("b", variants=made_of(one, one)),
        product("c", variants=made_of(one, one)),
        product("d", variants=Variants(by=("head",), items=made_of(one, two).items)),
    )
    assert found("SCH003", site) == [
        ("b", "/variants/items/1"),
        ("c", "/variants/items/1"),
        ("d", "/variants/by/0"),
        ("d", "/variants/items/1"),
    ]


def test_a_text_of_specs_is_held_against_the_data_in_each_product() -> None:
    behind, right = specs(drive="as HX 90", seal="for HX 91"), specs(seal="for HX 91")
    gone = Lifecycle(withdrawn_on=date(2025, 1, 1), no_replacement=Text("None"))
    site = corpus(
        product("hx-90", lifecycle=gone),
        product("hx-91"),
        product("a", specs=right),
        product("b", specs=behind),
        product("c", specs=behind),
        product("d", specs=right),
        product("e", variants=made_of(right, behind)),
    )
    assert found("REF002", site) == [
        ("b", "/specs/drive"),
        ("c", "/specs/drive"),
        ("e", "/variants/items/1/specs/drive"),
    ]


def test_an_own_text_is_held_against_the_data_in_each_product() -> None:
    gone = Lifecycle(withdrawn_on=date(2025, 1, 1), no_replacement=Text("None"))
    site = corpus(
        product("hx-90", lifecycle=gone),
        product("a", summary=Text("Fits the HX 90")),
        product("b", description=Text("Fits the HX 90")),
        product("c", warnings=(SafetyWarning(text=Text("Not for the HX 90")),)),
        product("d", summary=Text("Fits in 90 cm")),
    )
    assert found("REF002", site) == [
        ("a", "/summary"),
        ("b", "/description"),
        ("c", "/warnings/0/text"),
    ]


def test_the_numbers_of_notices_and_papers_are_no_unknown_part_numbers() -> None:
    site = corpus(
        product("a", order_code="RX100-1", former_codes=("RX101-1",)),
        product("b", recall=structs.replace(recall(TODAY), notice="RX102-1")),
        product("c", lifecycle=Lifecycle(notice="RX103-1")),
        product("d", certificates=(Certificate(id="RX104-1", body=Text("body")),)),
        product("e", evidence=(Evidence(id="RX105-1", kind=EvidenceKind.TEST_REPORT),)),
        product("f", former_ids=("rx106-1",)),
        product("g", summary=Text("RX100-1 RX101-1 RX102-1 RX103-1 RX104-1 RX105-1 RX106-1")),
        product("h", summary=Text("RX107-1")),
    )
    assert found("REF002", site) == [("h", "/summary")]


def test_a_text_of_specs_that_lacks_a_language_is_found_in_each_product() -> None:
    half, both = specs(body={"en": "Iron"}), specs(body={"en": "Iron", "ru": "Чугун"}, flow=5)
    site = corpus(
        product("a", specs=both),
        product("b", specs=half),
        product("c", specs=half, summary=Text({"ru": "Насос"})),
        product("d", specs=both, variants=made_of(both, half)),
        product("e", specs=both, summary=Text({"ru": "Насос"})),
        policy=structs.replace(POLICY, required_locales=("en", "ru")),
    )
    assert [one for one in found("TRN001", site) if one[0]] == [
        ("b", "/specs/body"),
        ("c", "/specs/body"),
        ("c", "/summary"),
        ("d", "/variants/items/1/specs/body"),
        ("e", "/summary"),
    ]


def test_the_words_of_a_product_are_its_texts_without_their_places() -> None:
    one = full()
    texts = [text for _, text in product_texts(one)]
    values = [value for each in one.all_specs() for value in each.values()]
    said = [text for value in values for text in (value.text, value.condition) if text is not None]
    words = [*other_texts(one), *said]
    assert Counter(map(id, words)) == Counter(map(id, texts))
    assert len(texts) == len({*texts})


def test_evidence_without_a_title_has_no_text() -> None:
    one = product(evidence=(Evidence(id="E", kind=EvidenceKind.TEST_REPORT),))
    assert [text for _, text in product_texts(one)] == other_texts(one) == [one.name]


def full() -> Product:
    """Return a product that has every text it can have, each another one."""
    return product(
        name=Text("name"),
        brand=Text("brand"),
        summary=Text("summary"),
        description=Text("description"),
        warnings=(SafetyWarning(text=Text("warning")),),
        specs=specs(
            body={"value": {"en": "text"}, "condition": "condition"},
            flow={"value": 5, "condition": "other condition"},
            head=5,
        ),
        variants=made_of(specs(body="variant"), specs(flow={"min": 1, "condition": "range"})),
        documents=(Document(kind=DocumentKind.MANUAL, title=Text("document"), file="a.pdf"),),
        certificates=(Certificate(id="C", body=Text("body"), title=Text("certificate")),),
        images=(Image(file="a.svg", alt=Text("alt")),),
        evidence=(Evidence(id="E", kind=EvidenceKind.TEST_REPORT, title=Text("evidence")),),
        lifecycle=Lifecycle(
            reason=Text("reason"),
            replaced_by=(Replacement(product="x", note=Text("note")),),
            no_replacement=Text("no replacement"),
            reinstated=Reinstatement(notice="N", date=TODAY, reason=Text("return")),
        ),
        recall=recall(TODAY),
        control=Control(change=Change(summary=Text("change"))),
    )
