import pytest

from inforce.domain.nearest import Names

NAMES = Names([*(f"hx-{number}" for number in range(1000)), "ball-valve", "price-list"])


@pytest.mark.parametrize(
    ("name", "near"),
    [("ball-vlave", "ball-valve"), ("bal-valve", "ball-valve"), ("qrice-list", "price-list")],
)
def test_a_slip_of_the_pen_is_seen(name: str, near: str) -> None:
    assert name not in NAMES
    assert near in NAMES
    assert NAMES.expected(name, "nothing") == f"did you mean {near}?"


def test_what_is_far_is_not_suggested() -> None:
    assert NAMES.expected("zz", "a product") == "a product"
    assert Names(()).expected("zz", "a product") == "a product"
