"""What is searched for in the output of those who may not see it."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.confidential import Secret, readable, secrets, stands_in
from inforce.domain.editions.decide import decide
from inforce.domain.items.content import FileFact
from inforce.domain.items.product import (
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Product,
    Variant,
    Variants,
)
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests.factories import POLICY, PUMP, TODAY, corpus, issued, page, product, specs

SHA = "0123456789abcdef" * 4


def hidden(read: Corpus, audience: str = "public") -> dict[str, Secret]:
    found = secrets(standings(read, TODAY), read.policy, read.policy.sees(audience))
    return {secret.place: secret for secret in found}


def forms(read: Corpus, audience: str = "public") -> set[str]:
    return {form for secret in hidden(read, audience).values() for form in secret.forms}


def priced(price: object) -> Product:
    variant = Variant(order_code="A-1", specs=specs(voltage=230, price=price))
    return product(variants=Variants(items=(variant,)))


@pytest.mark.parametrize(
    ("price", "searched"),
    [
        ("1184.00", {"1184.00", "1184,00", "1,184.00", "1 184,00", "1.184,00"}),
        ("77123", {"77123", "77,123", "77 123", "77\N{NO-BREAK SPACE}123"}),
        ("999.95", {"999.95", "999,95"}),
        ("99.5", set()),
        ("25000", set()),
    ],
)
def test_figures_in_the_forms_that_people_print(price: str, searched: set[str]) -> None:
    found = hidden(issued(priced(Decimal(price))))
    figures = {
        form
        for place, secret in found.items()
        if place.endswith("specs.price")
        for form in secret.forms
    }
    assert searched <= figures
    assert bool(figures) is bool(searched)


def test_documents_files_and_evidence() -> None:
    parts: dict[str, Any] = {
        "documents": (
            Document(
                kind=DocumentKind.PRICE_LIST,
                title=Text({"en": "Dealers' prices for 2026", "ru": "Цены дилеров"}),
                file="media/dealers-list.pdf",
                audience="dealer",
            ),
            Document(kind=DocumentKind.MANUAL, title=Text("Manual"), file="media/manual.pdf"),
        ),
        "evidence": (
            Evidence(
                id="TR-2025-014",
                kind=EvidenceKind.TEST_REPORT,
                title=Text("Internal endurance test"),
                audience="dealer",
            ),
        ),
    }
    files = {"media/dealers-list.pdf": FileFact(sha256=SHA, size=123457)}
    found = forms(issued(product(**parts), files=files))
    assert {SHA, f"media/{SHA[:12]}/", "dealers-list.pdf", "prices for 2026"} <= found
    assert {"Цены дилеров", "TR-2025-014", "Internal endurance test"} <= found
    assert not {"Manual", "media/manual.pdf", "123457", "price-list", "test-report"} & found


def test_an_item_that_is_for_others_is_hidden_as_a_whole() -> None:
    body = "Rebates of *our best dealers* are agreed in writing every year, without exception."
    read = issued(
        product("hx-200", audience="dealer", summary=Text("Only for a few.")),
        page("rebates", audience="dealer", body=Text(body)),
        product("hx-100"),
        page(),
    )
    found = hidden(read)
    assert found["id"].forms == ("products/hx-200/", "products/hx-200.json")
    assert "Only for a few." in forms(read)
    assert "are agreed in writing every year, without exception." in forms(read)
    assert not any("hx-100" in form or "terms" in form for form in forms(read))
    assert found["page.body"].certain is False
    assert hidden(read, "dealer") == {}


def test_the_key_of_an_attribute_that_is_for_others() -> None:
    attributes = {**PUMP.attributes, "list_price": PUMP.attributes["price"]}
    light = corpus(
        product(specs=specs(list_price=5)),
        families={"pump": structs.replace(PUMP, attributes=attributes)},
        policy=structs.replace(POLICY, approval=Approval.OFF),
    )
    assert "list_price" in forms(light)
    assert "list_price" not in forms(light, "dealer")


@pytest.mark.parametrize("locale", ["", "en"])
def test_of_a_page_only_long_passages_count(locale: str) -> None:
    words = "Good day, *and* a passage that nobody else would write by chance."
    told = Text({locale: words} if locale else words)
    found = hidden(issued(page("rebates", audience="dealer", body=told)))
    (place,) = (place for place in found if place.startswith("page.body"))
    assert found[place].forms == ("a passage that nobody else would write by chance.",)


def test_nothing_is_in_force_and_nothing_is_hidden() -> None:
    assert hidden(corpus(product(audience="dealer"))) == {}


def test_what_the_audience_reads_is_readable() -> None:
    read = issued(priced(77123), page())
    told = readable(decide(read, TODAY))
    assert stands_in("A-1", told) >= 0
    assert stands_in("77123", told) < 0
    assert stands_in("77123", readable(decide(read, TODAY, "dealer"))) >= 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("77123", True),
        ("EUR 77123.", True),
        ("€77123, net", True),
        ("(77123)", True),
        ("177123", False),
        ("77123.5", False),
        ("0.77123", False),
        ("1,77123", False),
        ("77123,50", False),
        ("x77123", False),
        ("HX-77123", False),
        ("77123-B", False),
        ("177123 or 77123", True),
    ],
)
def test_a_figure_stands_alone(text: str, found: bool) -> None:  # noqa: FBT001 - a case
    assert (stands_in("77123", text) >= 0) is found


@pytest.mark.parametrize("key", ["size", "level", "version"])
def test_an_attribute_is_searched_for_whatever_it_is_called(key: str) -> None:
    family = structs.replace(PUMP, attributes={key: PUMP.attributes["price"]})
    variant = Variant(order_code="A-1", specs=specs(**{key: Decimal("1184.50")}))
    item = product(variants=Variants(items=(variant,)))
    policy = structs.replace(POLICY, approval=Approval.OFF)
    found = hidden(corpus(item, families={"pump": family}, policy=policy))
    assert "1184.50" in found[f"product.variants.items.0.specs.{key}"].forms
