import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.items.product import Product
from inforce.domain.views.reading import Reading
from inforce.domain.views.succession import line
from inforce.readers.wording import wording
from tests.factories import TODAY, ended, issued, product


def stages(key: str, *items: Product) -> list[list[str]]:
    edition = decide(issued(*items), TODAY, "public")
    shown = line(edition.products[key], Reading(edition, wording("en")))
    return [[ref.id for ref in stage] for stage in shown]


CHAIN = (
    product("a", lifecycle=ended("b")),
    product("b", lifecycle=ended("c")),
    product("c"),
)


@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_every_product_of_a_chain_shows_all_of_it(key: str) -> None:
    assert stages(key, *CHAIN) == [["a"], ["b"], ["c"]]


def test_a_product_alone_stands_in_no_line() -> None:
    assert stages("a", product("a"), product("b")) == []


def test_products_of_the_same_distance_share_a_stage() -> None:
    items = (
        product("a", lifecycle=ended("c")),
        product("b", lifecycle=ended("c")),
        product("c", lifecycle=ended("d", "e")),
        product("d"),
        product("e"),
    )
    assert stages("c", *items) == [["a", "b"], ["c"], ["d", "e"]]


def test_a_circle_ends_where_it_closes() -> None:
    items = (product("a", lifecycle=ended("b")), product("b", lifecycle=ended("a")))
    assert [stage for stage in stages("a", *items) if "a" in stage] != []
    assert len(stages("a", *items)) <= 3
