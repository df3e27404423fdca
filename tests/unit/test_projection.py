from datetime import date

import pytest
from msgspec import structs

from inforce.domain.audience.audiences import family_audiences
from inforce.domain.audience.projection import project, told, told_to, visible
from inforce.domain.items.content import FileFact, PageContent, ProductContent, product_content
from inforce.domain.items.control import Control
from inforce.domain.items.family import inherit
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.product import (
    Certificate,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Image,
    Product,
    Relation,
    RelationType,
    Variant,
    Variants,
)
from inforce.domain.registers.digest import canonical
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, content, ended, page, product, recall, specs

PUBLIC = frozenset({"public"})
DEALER = frozenset({"public", "dealer"})
FACT = FileFact(sha256="0" * 64, size=1)
DEALERS_ONLY = "dealer"
FAMILIES = {"pump": PUMP}


def _certificate(key: str, audience: str = "public") -> Certificate:
    return Certificate(id=key, body=Text("EAC"), audience=audience)


def _report(key: str, audience: str = "public") -> Evidence:
    kind = EvidenceKind.TEST_REPORT
    return Evidence(id=key, kind=kind, file=f"media/{key}.pdf", audience=audience)


FULL: Product = product(
    specs=specs(flow={"value": 5, "evidence": "TR-1"}, temperature={"min": 1, "evidence": "TR-2"}),
    variants=Variants(
        by=("voltage", "price"),
        items=(
            Variant(order_code="A", specs=specs(voltage=230, price=10)),
            Variant(order_code="B", specs=specs(voltage=400), audience=DEALERS_ONLY),
        ),
    ),
    documents=(
        Document(kind=DocumentKind.MANUAL, title=Text("Manual"), file="media/manual.pdf"),
        Document(
            kind=DocumentKind.PRICE_LIST,
            title=Text("Prices"),
            file="media/prices.pdf",
            audience=DEALERS_ONLY,
        ),
    ),
    certificates=(_certificate("C-1"), _certificate("C-2", DEALERS_ONLY)),
    evidence=(_report("TR-1"), _report("TR-2", DEALERS_ONLY)),
    images=(Image(file="media/hx.svg", alt=Text("HX")),),
)
FILES = {path: FACT for _, path in FULL.files()}


def _content(item: Product) -> ProductContent:
    found = content(item, FILES)
    assert isinstance(found, ProductContent)
    return found


def test_the_public_sees_nothing_of_what_is_for_dealers() -> None:
    seen = project(_content(FULL), PUBLIC)
    assert [variant.order_code for variant in seen.product.variants.items] == ["A"]
    assert list(seen.product.variants.items[0].specs) == ["voltage"]
    assert seen.product.variants.by == ("voltage",)
    assert [part.id for part in seen.product.certificates] == ["C-1"]
    assert [part.id for part in seen.product.evidence] == ["TR-1"]
    assert [part.file for part in seen.product.documents] == ["media/manual.pdf"]
    assert sorted(seen.files) == ["media/TR-1.pdf", "media/hx.svg", "media/manual.pdf"]
    assert list(seen.family.attributes) == ["flow", "temperature", "voltage"]
    assert [group.id for group in seen.family.groups] == ["hydraulics"]


def test_a_figure_outlives_the_proof_that_is_not_shown() -> None:
    seen = project(_content(FULL), PUBLIC).product.specs
    assert seen["flow"].evidence == "TR-1"
    assert seen["temperature"].evidence is None
    assert seen["temperature"].minimum == 1


def test_a_certificate_can_be_cited() -> None:
    item = structs.replace(FULL, specs=specs(flow={"value": 5, "evidence": "C-1"}))
    assert project(_content(item), PUBLIC).product.specs["flow"].evidence == "C-1"


def test_dealers_see_all_but_control_data() -> None:
    whole = _content(FULL)
    bare = structs.replace(whole, product=structs.replace(FULL, control=Control()))
    assert project(whole, DEALER) == bare


def test_nobody_outside_sees_who_controls_a_page() -> None:
    shown = content(page())
    assert isinstance(shown, PageContent)
    assert project(shown, PUBLIC).page.control == Control()


@pytest.mark.parametrize(
    ("item", "family", "seen"),
    [("public", "public", True), (DEALERS_ONLY, "public", False), ("public", DEALERS_ONLY, False)],
)
def test_an_item_is_seen_when_it_and_its_family_are(item: str, family: str, *, seen: bool) -> None:
    shown = _content(product(audience=item))
    of_family = structs.replace(shown.family, audience=family)
    assert visible(structs.replace(shown, family=of_family), PUBLIC) is seen
    assert visible(content(page(audience=item)), PUBLIC) is (item == "public")


@pytest.mark.parametrize("life", [Lifecycle(), ended("b")])
def test_what_is_out_stays_as_it_is(life: Lifecycle) -> None:
    shown = _content(product(lifecycle=life, recall=recall(TODAY)))
    assert told(shown, TODAY) is shown


def test_an_end_and_a_recall_in_the_future_are_kept_back() -> None:
    life = ended("b", announced_on=date(2027, 1, 1), available_from=date(2020, 1, 1))
    shown = told(_content(product(lifecycle=life, recall=recall(date(2027, 1, 1)))), TODAY)
    assert shown.product.lifecycle == Lifecycle(available_from=date(2020, 1, 1))
    assert shown.product.recall is None


def test_family_of_the_content_holds_only_what_is_used() -> None:
    assert list(PUMP.attributes) != list(_content(FULL).family.attributes)
    assert _content(product(family="nobody")).family.name == Text("nobody")


def test_what_a_bare_product_is_bound_by_stays_as_it_was() -> None:
    order = Variant(order_code="HX-100-1")
    bare = Product(
        id="hx-100", name=Text("HX-100"), family="none", variants=Variants(items=(order,))
    )
    seen = project(product_content(bare, {}, {}), PUBLIC)
    assert canonical(seen) == (
        b'{"family":{"id":"none","name":"none"},"kind":"product","product":{"control":{},'
        b'"family":"none","id":"hx-100","name":"HX-100","specs":{},'
        b'"variants":{"items":[{"order_code":"HX-100-1","specs":{}}]}}}'
    )


def test_what_nothing_is_taken_out_of_stays_as_it_is() -> None:
    plain = product(
        specs=specs(flow=5),
        variants=Variants(
            by=("voltage",), items=(Variant(order_code="A", specs=specs(voltage=230)),)
        ),
        relations=(Relation(type=RelationType.ACCESSORY, product="hx-200"),),
        lifecycle=ended("hx-200"),
    )
    whole = product_content(plain, FAMILIES, {})
    seen = told_to(whole, PUBLIC, TODAY, frozenset({"hx-200"})).product
    assert seen.variants is plain.variants
    assert seen.lifecycle is plain.lifecycle
    assert seen.relations is plain.relations
    assert project(whole, PUBLIC).files is whole.files


def test_references_to_what_an_audience_does_not_see_are_taken_out() -> None:
    linked = product(
        relations=(
            Relation(type=RelationType.ACCESSORY, product="hx-200"),
            Relation(type=RelationType.ACCESSORY, product="secret"),
        ),
        lifecycle=ended("hx-200", "secret"),
    )
    for known, seen in (({"hx-200"}, 1), ({"hx-200", "secret"}, 2), (set(), 0)):
        its = told_to(
            product_content(linked, FAMILIES, {}), PUBLIC, TODAY, frozenset(known)
        ).product
        assert [len(its.relations), len(its.lifecycle.replaced_by)] == [seen, seen]
    young = structs.replace(linked, lifecycle=Lifecycle(available_from=date(2020, 1, 1)))
    its = told_to(
        product_content(young, FAMILIES, {}), PUBLIC, TODAY, frozenset({"hx-200"})
    ).product
    assert [link.product for link in its.relations] == ["hx-200"]
    assert its.lifecycle is young.lifecycle


def test_digests_do_not_change_because_parts_stay_as_they_are() -> None:
    """A product without a lifecycle has one in its digest as soon as it refers to others."""
    bare = product(relations=(Relation(type=RelationType.ACCESSORY, product="hx-200"),))
    its = told_to(product_content(bare, FAMILIES, {}), PUBLIC, TODAY, frozenset({"hx-200"}))
    told_of = canonical(its)
    assert b'"lifecycle":{}' in told_of
    assert b'"variants":{}' in told_of


@pytest.mark.parametrize(
    ("line", "shown_to"),
    [
        (("public", "public"), ("public", "dealer", "internal")),
        (("dealer", "public"), ("dealer", "internal")),
        (("dealer", "internal"), ("internal",)),
        (("dealer", "public", "public"), ("dealer", "internal")),
    ],
)
def test_what_a_family_keeps_for_few_is_not_opened_further_down(
    line: tuple[str, ...], shown_to: tuple[str, ...]
) -> None:
    names = ("pump", "base", "root")[: len(line)]
    families = inherit(
        {
            name: structs.replace(PUMP, id=name, parent=parent, audience=audience)
            for name, parent, audience in zip(
                names, (*names[1:], None), reversed(line), strict=True
            )
        }
    )
    seen = product_content(product(), families, {})
    sees = {"public": PUBLIC, "dealer": DEALER, "internal": DEALER | {"internal"}}
    assert tuple(name for name, circle in sees.items() if visible(seen, circle)) == shown_to


def test_an_audience_that_is_inherited_stands_in_the_file_of_the_parent() -> None:
    base = structs.replace(PUMP, id="base", audience="dealer", attributes={})
    families = inherit(
        {"base": base, "pump": structs.replace(base, id="pump", parent="base", audience="public")}
    )
    told = {key: list(family_audiences(one, families)) for key, one in families.items()}
    assert told == {"base": [("/audience", "dealer")], "pump": []}
