from decimal import Decimal
from typing import Any

import pytest

from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.neighbours import MOST, neighbours
from inforce.domain.items.specs import Specs
from inforce.domain.text import Text
from tests.factories import specs


def attribute(kind: AttributeType = AttributeType.NUMBER, **parts: Any) -> Attribute:  # noqa: ANN401 - fields of an attribute
    return Attribute(label=Text("Label"), type=kind, **{"key": True, **parts})


FLOW = {"flow": attribute()}


def row(*figures: object) -> dict[str, Specs]:
    return {f"p{at}": specs(flow=figure) for at, figure in enumerate(figures)}


def test_the_nearest_come_first() -> None:
    found = neighbours(FLOW, row(0, 10, 11, 14, 100))
    assert found["p1"] == ("p2", "p3", "p0", "p4")
    assert found["p4"] == ("p3", "p2", "p1", "p0")


def test_no_more_than_a_handful() -> None:
    found = neighbours(FLOW, row(*range(50)))
    assert {len(near) for near in found.values()} == {MOST}
    assert found["p20"] == ("p19", "p21", "p18", "p22")


def test_equal_figures_are_told_apart_by_id() -> None:
    assert neighbours(FLOW, row(5, 5, 5, 9))["p1"] == ("p0", "p2", "p3")


def test_order_of_products_changes_nothing() -> None:
    members = row(*(at * 7 % 31 for at in range(31)))
    backwards = dict(reversed(members.items()))
    assert neighbours(FLOW, backwards) == neighbours(FLOW, members)


def test_another_choice_is_far_and_chosen_only_for_want_of_like_ones() -> None:
    attributes = {**FLOW, "body": attribute(AttributeType.CHOICE)}
    members = {f"i{at}": specs(flow=at * 10, body="iron") for at in range(6)}
    members |= {"s0": specs(flow=21, body="steel"), "s1": specs(flow=50, body="steel")}
    found = neighbours(attributes, members)
    assert not {"s0", "s1"} & set(found["i2"])
    assert found["s0"] == ("s1", "i2", "i3", "i1")


def test_yes_and_no_are_choices_too() -> None:
    attributes = {**FLOW, "dry": attribute(AttributeType.BOOLEAN)}
    members = {
        "a": specs(flow=1, dry=True),
        "b": specs(flow=2, dry=False),
        "c": specs(flow=9, dry=True),
        "d": specs(flow=10),
    }
    assert neighbours(attributes, members)["a"] == ("c", "b", "d")


def test_a_missing_figure_counts_as_the_greatest_difference() -> None:
    attributes = {**FLOW, "head": attribute()}
    members = {
        "a": specs(flow=1, head=10),
        "b": specs(flow=1),
        "c": specs(flow=3, head=12),
        "d": specs(flow=10, head=90),
    }
    assert neighbours(attributes, members)["a"] == ("c", "b", "d")


def test_key_figures_stand_before_compared_ones() -> None:
    compared = attribute(key=False, comparable=True)
    members = {
        "a": specs(flow=1, head=1),
        "b": specs(flow=2, head=90),
        "c": specs(flow=50, head=2),
    }
    assert neighbours({**FLOW, "head": compared}, members)["a"] == ("b", "c")
    assert neighbours({"flow": compared, "head": compared}, members)["a"] == ("c", "b")


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"flow": attribute(key=False)},
        {"flow": attribute(AttributeType.TEXT)},
        {
            "flow": Attribute(
                label=Text("L"), type=AttributeType.NUMBER, key=True, level=Level.VARIANT
            )
        },
    ],
)
def test_without_figures_to_compare_nothing_is_near(attributes: dict[str, Attribute]) -> None:
    assert neighbours(attributes, row(1, 2, 3)) == {}


def test_figures_that_are_all_the_same_say_nothing() -> None:
    assert neighbours(FLOW, row(*[Decimal("2.50")] * 5)) == {}


def test_a_product_without_the_figure_is_near_nothing() -> None:
    found = neighbours(FLOW, {**row(1, 2), "blank": specs()})
    assert found == {"p0": ("p1",), "p1": ("p0",)}
