"""Article numbers as addresses: each leads to its product for as long as that has a page."""

import json
from datetime import date
from typing import Any

import pytest

from inforce.domain import address
from inforce.domain.editions.decide import decide
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.site.corpus import Corpus
from inforce.domain.views.numbers import NumberKind, numbers
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.machines.digital_link import digital_links
from inforce.renderers.website.search.records import product_record
from tests.factories import TODAY, content, corpus, ended, ledger, product, recall

FIRST, SECOND = "9520417000017", "9520417000024"
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def pump(key: str, *gtins: str, audience: str = "public", **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    items = (Variant(order_code=f"{key}-{gtin}", gtin=gtin, audience=audience) for gtin in gtins)
    return product(key, variants=Variants(items=tuple(items)), **parts)


def site(**steps: tuple[Product, ...]) -> Corpus:
    """Return a site on which each product had one revision after the other, two months apart."""
    months = (JANUARY, MARCH)
    books = [
        ledger(*((day, content(one)) for day, one in zip(months, revisions, strict=False)))
        for revisions in steps.values()
    ]
    return corpus(
        *(revisions[-1] for revisions in steps.values()),
        ledgers={book.item: book for book in books},
    )


def read(known: Corpus, audience: str = "public", day: date = TODAY) -> Reading:
    return Reading(decide(known, day, audience), wording("en"))


def led(reading: Reading) -> dict[str, str]:
    """Return by GTIN the address of the product that its address leads to."""
    made = dict(digital_links((reading,), "https://a.example/"))
    found = {}
    for path, octets in made.items():
        if path.endswith("linkset.json"):
            (context,) = json.loads(octets)["linkset"]
            gtin = path.split("/")[1].lstrip("0")
            found[gtin] = context["https://ref.gs1.org/voc/pip"][0]["href"]
            page = made[f"{address.digital_link(gtin)}index.html"].decode()
            assert f'<link rel="canonical" href="{found[gtin]}">' in page
    return found


HX_1, HX_2 = "https://a.example/products/hx-1/", "https://a.example/products/hx-2/"


@pytest.mark.parametrize("life", [{}, {"lifecycle": ended(withdrawn_on=date(2026, 2, 1))}])
def test_a_number_leads_to_its_product_withdrawn_or_not(life: dict[str, Any]) -> None:
    reading = read(site(one=(pump("hx-1", FIRST, **life),)))
    assert reading.edition.products["hx-1"].state.gone is bool(life)
    assert led(reading) == {FIRST: HX_1}


def test_a_number_that_left_its_product_still_leads_there() -> None:
    reading = read(site(one=(pump("hx-1", FIRST, SECOND), pump("hx-1", SECOND))))
    assert reading.edition.products["hx-1"].former_gtins() == (FIRST,)
    assert led(reading) == {FIRST: HX_1, SECOND: HX_1}


def test_a_number_that_another_product_has_leads_to_that_one() -> None:
    former = pump("hx-1", FIRST), pump("hx-1")
    assert led(read(site(one=former, two=(pump("hx-2", FIRST),)))) == {FIRST: HX_2}


@pytest.mark.parametrize("hidden", ["before", "since"])
def test_a_number_leads_only_those_who_may_know_it(hidden: str) -> None:
    dealers, public = pump("hx-1", FIRST, audience="dealer"), pump("hx-1", FIRST)
    steps = (dealers, pump("hx-1")) if hidden == "before" else (public, dealers)
    known = site(one=steps)
    assert led(read(known)) == {}
    assert led(read(known, "dealer")) == {FIRST: HX_1}


def test_a_former_number_finds_its_product() -> None:
    reading = read(site(one=(pump("hx-1", FIRST), pump("hx-1", SECOND))))
    kinds = {one.written: one.kind for one in numbers(reading.edition)}
    assert (kinds[FIRST], kinds[SECOND]) == (NumberKind.FORMER, NumberKind.GTIN)
    shown = reading.edition.products["hx-1"]
    assert FIRST in product_record(shown, product_sheet(shown, reading), reading)


def test_the_number_of_what_is_recalled_says_so_to_programs() -> None:
    found = dict(digital_links((read(site(a=(pump("a", FIRST, recall=recall(MARCH)),))),), ""))
    (context,) = json.loads(found[f"{address.digital_link(FIRST)}linkset.json"])["linkset"]
    relations = {key.rpartition("/")[2] for key in context}
    assert relations == {"anchor", "defaultLink", "pip", "recallStatus"}
    plain = dict(digital_links((read(site(a=(pump("a", FIRST),))),), ""))
    assert b"recallStatus" not in plain[f"{address.digital_link(FIRST)}linkset.json"]
