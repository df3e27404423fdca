"""A part of an edition: what is picked, and what is said of names that it lacks."""

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.editions.picked import Picked, brands_of
from inforce.domain.errors import InforceError
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, corpus, issued, product

VALVE = structs.replace(PUMP, id="valve")


@pytest.fixture
def edition() -> Edition:
    products = (
        product("a-1"),
        product("a-2", brand=Text({"en": "Acme", "ru": "Акме"})),
        product("v-1", family="valve"),
    )
    families = {"pump": PUMP, "valve": VALVE}
    return decide(issued(*products, families=families), TODAY)


def taken(picked: Picked, edition: Edition) -> dict[str, tuple[str, ...]]:
    picked.require(edition, "print")
    return {family.id: family.products for family in picked.within(edition)}


def test_nothing_named_is_all(edition: Edition) -> None:
    assert taken(Picked(), edition) == {"pump": ("a-1", "a-2"), "valve": ("v-1",)}


def test_families_and_products_add_up_and_brands_narrow(edition: Edition) -> None:
    assert taken(Picked(("valve",), (), ("a-1",)), edition) == {"pump": ("a-1",), "valve": ("v-1",)}
    assert taken(Picked((), (), ("a-1",)), edition) == {"pump": ("a-1",)}
    assert taken(Picked((), ("Акме",)), edition) == {"pump": ("a-2",)}
    assert brands_of(edition.products["a-2"]) == {"Acme", "Акме"}


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        (Picked(("pmup",)), "no family 'pmup' in this edition; did you mean pump"),
        (Picked(("x",)), "no family 'x' in this edition; there are: pump, valve"),
        (Picked((), ("Acne",)), "no product of the brand 'Acne' .* did you mean Acme"),
        (Picked((), ("x",)), "no product of the brand 'x' .* products say theirs in `brand`"),
        (Picked((), (), ("a1", "v-1")), "no product 'a1' for the audience 'public' on 2026-11-20"),
    ],
)
def test_what_the_edition_lacks_is_told(edition: Edition, picked: Picked, said: str) -> None:
    with pytest.raises(InforceError, match=said):
        picked.require(edition, "print")


@pytest.mark.parametrize("picked", [Picked(("pump",)), Picked((), (), ("a-1",))])
def test_of_an_empty_edition_nothing_is_there_to_do(picked: Picked) -> None:
    with pytest.raises(InforceError, match="nothing to export: no product is in force for the"):
        picked.require(decide(corpus(), TODAY), "export")
