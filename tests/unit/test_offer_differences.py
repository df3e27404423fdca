from datetime import date

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.items.offering import Offered, OfferingSource, listed_on
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.rules import rules
from inforce.domain.standings.offer_differences import (
    Disagreement,
    OfferDifference,
    offer_differences,
)
from inforce.domain.standings.standing import standings
from tests.factories import POLICY, TODAY, corpus, ended, issued, page, product


def coded(key: str, *codes: str, life: Lifecycle | None = None) -> Product:
    items = tuple(Variant(order_code=code) for code in codes)
    return product(key, variants=Variants(items=items), lifecycle=life or Lifecycle())


SITE = issued(
    coded("hx-100", "HX100-230", "HX100-400"),
    coded("hx-110", "HX110", life=Lifecycle(available_from=date(2027, 1, 1))),
    coded("hx-90", "HX90", life=ended("hx-100")),
    page("terms"),
)
PLACES = standings(SITE, TODAY)


def told(*rows: Offered) -> list[tuple[Disagreement, str]]:
    return [(found.kind, found.code) for found in offer_differences(rows, PLACES)]


def row(code: str, *, on_sale: bool = True) -> Offered:
    return Offered(code=code, on_sale=on_sale)


AGREED = (row("HX100-230"), row("HX100-400"))


def test_what_is_sold_and_shown_agrees() -> None:
    assert told(*AGREED) == []
    assert told(*AGREED, row("HX110", on_sale=False), row("HX90", on_sale=False)) == []
    assert told(*AGREED, row("OLD", on_sale=False)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((*AGREED, row("KX7")), [(Disagreement.NOT_SHOWN, "KX7")]),
        ((*AGREED, row("HX110")), [(Disagreement.NOT_ON_SALE, "HX110")]),
        ((*AGREED, row("HX90")), [(Disagreement.NOT_ON_SALE, "HX90")]),
        (AGREED[:1], [(Disagreement.NOT_SOLD, "HX100-400")]),
        (
            (AGREED[0], row("HX100-400", on_sale=False)),
            [(Disagreement.NOT_SOLD, "HX100-400")],
        ),
    ],
)
def test_each_way_to_differ(
    rows: tuple[Offered, ...], expected: list[tuple[Disagreement, str]]
) -> None:
    assert told(*rows) == expected


def test_one_row_on_sale_is_enough() -> None:
    sold, blocked = row("HX100-230"), row("HX100-230", on_sale=False)
    assert told(sold, blocked, AGREED[1]) == told(blocked, sold, AGREED[1]) == []


def test_a_difference_names_the_product_and_its_life() -> None:
    (found,) = offer_differences((*AGREED, row("HX90")), PLACES)
    state = LifecycleState.DISCONTINUED
    kind = Disagreement.NOT_ON_SALE
    assert found == OfferDifference(
        kind=kind, code="HX90", row=row("HX90"), item="hx-90", state=state
    )
    (unknown,) = offer_differences((*AGREED, row("HX100-240")), PLACES)
    assert (unknown.item, unknown.near) == (None, "did you mean HX100-400?")


def test_what_is_not_in_force_is_not_shown() -> None:
    waiting = corpus(coded("hx-100", "HX100"))
    (found,) = offer_differences((row("HX100"),), standings(waiting, TODAY))
    assert found.kind is Disagreement.NOT_SHOWN


def test_the_day_of_the_list() -> None:
    dated = [Offered(code="A", on_sale=True, day=date(2026, 1, day)) for day in (3, 9, 5)]
    source = OfferingSource(as_of=date(2026, 2, 1))
    assert listed_on(source, dated) == date(2026, 1, 9)
    assert listed_on(source, (row("A"),)) == date(2026, 2, 1)
    assert listed_on(OfferingSource(), (row("A"),)) is None


@pytest.mark.parametrize(
    ("listed", "stale"), [(date(2026, 11, 1), False), (date(2026, 1, 1), True)]
)
def test_that_a_list_grows_old_is_a_matter_of_days(listed: date, *, stale: bool) -> None:
    policy = structs.replace(POLICY, offering=OfferingSource(file="list.csv", as_of=listed))
    site = structs.replace(SITE, policy=policy, offering=AGREED)
    found = inspect(site, TODAY, {"REF005": rules()["REF005"]})
    assert [(one.path, one.dated) for one in found] == ([("list.csv", True)] if stale else [])
