"""``inforce quote``: order codes pinned to revisions, prices for those who may see them, terms."""

from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from inforce.domain.editions.decide import decide
from inforce.domain.editions.imprint import Imprint
from inforce.domain.editions.quotation import Line, Offer, Order
from inforce.domain.errors import InforceError
from tests import factories
from tests.cli.program import run
from tests.print.shop import TODAY, Shop
from tests.print.structure import flaws

_POLICY = """
approval: "off"
locales: [en, ru]
audiences: {public: {}, dealer: {includes: [public]}}
quotation: {price: price, valid_for: P10D}
"""
_TERMS = """---
title: Terms of sale
control: {id: sale, owner: sales, kind: terms, reviewed_on: 2026-02-01}
---

Pay within a month.
"""


@pytest.fixture
def shop_with_terms(hosted: Shop) -> Shop:
    hosted.file("site_config/policy.yaml", _POLICY.encode())
    hosted.file("content/pages/sale.md", _TERMS.encode())
    hosted.file("content/pages/sale.ru.md", "---\ntitle: Условия\n---\n\nСрок – месяц.\n".encode())
    hosted.file("site_config/people.yaml", b"roles: {sales: {name: Sales}}\npeople: {}\n")
    return hosted


def quote(shop: Shop, *arguments: str | Path) -> tuple[int, str, str]:
    return run("quote", "--site", shop.root, "--as-of", TODAY.isoformat(), *arguments)


def words(file: Path) -> str:
    pages = PdfReader(BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def imprint(file: Path) -> Imprint:
    (carried,) = PdfReader(BytesIO(file.read_bytes())).attachments["inforce.json"]
    return msgspec.json.decode(carried, type=Imprint)


def test_a_dealer_gets_prices_and_their_sum(shop_with_terms: Shop, tmp_path: Path) -> None:
    told = ("--for", "Water  Works", "--number", "Q/7", "--audience", "dealer", "-o", tmp_path)
    code, said, errors = quote(shop_with_terms, "P1-230:4", "P1-400", *told)
    file = tmp_path / "quotation-Q-7-en.pdf"
    assert (code, said) == (0, "")
    assert errors.startswith(f"{file}: quotation of 2 lines, ")
    assert "not all with prices" not in errors
    text = words(file)
    for part in (
        "Quotation Q/7",
        "Water Works",
        "Valid until 11 March 2026",
        "P1-230",
        "Voltage: 230 V",
        "€987 €3948",
        "€654 €654",
        "Total €4602",
        "Weight 12 kg dry",
        "Terms of sale",
    ):
        assert part in text.replace("\N{NO-BREAK SPACE}", " ")
    pdf = file.read_bytes()
    assert flaws(pdf) == []
    order = imprint(file).order
    assert order is not None
    assert order.lines == (Line("P1-230", 4), Line("P1-400"))
    assert sorted(imprint(file).items) == ["p-1", "sale"]


def test_others_get_none_of_them_in_any_form(shop_with_terms: Shop, tmp_path: Path) -> None:
    file = tmp_path / "open.pdf"
    code, _, errors = quote(shop_with_terms, "P1-230:4", "-o", file)
    assert code == 0
    assert "quotation of 1 line, not all with prices" in errors
    assert "Prices will be quoted separately." in words(file)
    assert b"987" not in file.read_bytes()
    assert "987" not in words(file)


def test_what_has_no_price_is_on_request_and_leaves_no_sum(
    shop_with_terms: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "mixed.pdf"
    quote(shop_with_terms, "P1-230", "P2:2", "--audience", "dealer", "-o", file)
    text = words(file)
    assert "on request" in text
    assert "Total" not in text
    assert "31 December 2026" in text
    assert "Successor: Pump One" in text


def test_a_product_that_is_not_recommended_says_so(shop_with_terms: Shop, tmp_path: Path) -> None:
    life = {"not_recommended_from": "2026-01-20", "notice": "N-1", "reason": "There is better."}
    shop_with_terms.product("r-1", order_code="R1", lifecycle={**life})
    file = tmp_path / "old.pdf"
    code, _, errors = quote(shop_with_terms, "R1", "-o", file)
    assert code == 0, errors
    text = words(file)
    assert "Not for new designs" in text
    assert "Last order" not in text


def test_each_product_has_a_code_that_leads_to_it(shop_with_terms: Shop, tmp_path: Path) -> None:
    file = tmp_path / "both.pdf"
    quote(shop_with_terms, "P1-230", "P2", "L1", "--locale", "ru", "-o", file)
    assert "Коммерческое предложение" in words(file)
    found = {
        code.text
        for page in pypdfium2.PdfDocument(file)
        for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    }
    assert found == {f"https://shop.example/ru/products/{key}/" for key in ("p-1", "p-2", "l-1")}


def test_all_that_cannot_be_quoted_is_told_at_once(shop_with_terms: Shop, tmp_path: Path) -> None:
    shop_with_terms.product(
        "n-1", order_code="N1", lifecycle={"available_from": "2026-05-01"}, former_codes=["N0"]
    )
    asked = ("P1-230", "P1-230:2", "P1-32", "P0-OLD", "N1", "N0", "L1:0")
    code, said, errors = quote(
        shop_with_terms, *asked, "--valid-until", "2026-02-01", "-o", tmp_path
    )
    assert (code, said) == (2, "")
    assert errors.splitlines() == [
        "inforce: valid until 2026-02-01, which is before 2026-03-01",
        "inforce: 'P1-230' is asked for 2 times; give one quantity as P1-230:2",
        (
            "inforce: no order code 'P1-32' for the audience 'public' on 2026-03-01; "
            "did you mean P1-230?"
        ),
        (
            "inforce: 'P0-OLD' (p-0) can no longer be ordered: it is discontinued; "
            "instead there is P1-230, P1-400"
        ),
        "inforce: 'N1' (n-1) cannot be ordered before 2026-05-01",
        "inforce: 'N0' is a former order code of n-1; now there is N1",
        "inforce: 'L1': a quantity is a number from 1 to 999999",
    ]
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_product_without_successor_says_so(shop_with_terms: Shop, tmp_path: Path) -> None:
    shop_with_terms.product(
        "g-1",
        order_code="G1",
        lifecycle={
            "announced_on": "2020-01-01",
            "last_order": "2021-01-31",
            "notice": "PDN-1",
            "reason": "Low demand.",
            "no_replacement": "None is made.",
        },
    )
    _, _, errors = quote(shop_with_terms, "G1", "-o", tmp_path)
    assert errors.endswith("it is discontinued; there is no replacement\n")


def test_terms_that_are_not_in_force_stop_it(shop_with_terms: Shop, tmp_path: Path) -> None:
    policy = _POLICY.replace("valid_for", "terms: [sale, lost], valid_for")
    shop_with_terms.file("site_config/policy.yaml", policy.encode())
    code, _, errors = quote(shop_with_terms, "P1-230", "-o", tmp_path)
    assert code == 2
    assert errors == (
        "inforce: the page 'lost' of the terms is not in force; see quotation in the policy\n"
    )


def test_what_cannot_be_quoted_gives_no_quotation(hosted: Shop) -> None:
    order = Order(lines=(Line("none"),), valid_until=TODAY)
    with pytest.raises(InforceError, match="no order code 'none'"):
        Offer(hosted.edition()).quotation(order)


def test_terms_that_were_withdrawn_are_not_in_force() -> None:
    order = Order(lines=(Line("P1"),), valid_until=factories.TODAY, terms=("sale",))
    item = factories.product(order_code="P1")
    held, gone = (
        Offer(decide(factories.issued(item, page), factories.TODAY))
        for page in (
            factories.page("sale"),
            factories.page("sale", withdrawn_on=factories.TODAY),
        )
    )
    assert [page.id for page in held.quotation(order).terms] == ["sale"]
    with pytest.raises(InforceError, match="the page 'sale' of the terms is not in force"):
        gone.quotation(order)
