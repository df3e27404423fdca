from datetime import date

import pytest

from inforce.domain.editions.edition import Successor
from inforce.domain.editions.succession import circles, predecessors, successor, successors
from inforce.domain.items.lifecycle import Fit, Lifecycle, LifecycleState, Replacement
from inforce.domain.text import Text
from tests.factories import TODAY, ended

ACTIVE = Lifecycle()


def states(lives: dict[str, Lifecycle]) -> dict[str, LifecycleState]:
    return {key: life.state(TODAY) for key, life in lives.items()}


def test_a_chain_is_followed_to_what_is_on_offer() -> None:
    lives = {"a": ended("b"), "b": ended("c"), "c": ended("d"), "d": ACTIVE}
    (found,) = successors("a", lives, states(lives))
    assert (found.product, found.via) == ("d", ("b", "c"))
    assert found.state is LifecycleState.ACTIVE
    assert successor("a", "b", lives, states(lives)) == "d"


def test_a_chain_ends_at_the_first_that_can_be_had_though_that_is_to_be_replaced() -> None:
    leaving = Lifecycle(announced_on=TODAY, replaced_by=(Replacement(product="c"),))
    lives = {"a": ended("b"), "b": leaving, "c": ACTIVE}
    (found,) = successors("a", lives, states(lives))
    assert (found.product, found.via, found.state) == ("b", (), LifecycleState.LAST_TIME_BUY)


def test_fit_and_note_are_those_of_the_first_step() -> None:
    heir = Replacement(product="b", fit=Fit.PARTIAL, note=Text("With adapter"))
    lives = {"a": Lifecycle(withdrawn_on=date(2025, 1, 1), replaced_by=(heir,)), "b": ACTIVE}
    assert successors("a", lives, states(lives)) == (
        Successor(
            product="b",
            via=(),
            fit=Fit.PARTIAL,
            note=Text("With adapter"),
            state=LifecycleState.ACTIVE,
        ),
    )


@pytest.mark.parametrize(
    ("lives", "end", "via"),
    [
        ({"a": ended("b"), "b": ended()}, "b", ()),
        ({"a": ended("b"), "b": ended("nobody")}, "b", ()),
        ({"a": ended("b"), "b": ended("a")}, "b", ()),
        ({"a": ended("b"), "b": ended("c"), "c": ended("b", "a")}, "c", ("b",)),
        ({"a": ended("a")}, "a", ()),
        ({"a": ended("b"), "b": ended("nobody", "c"), "c": ACTIVE}, "c", ("b",)),
    ],
)
def test_a_chain_that_ends_nowhere_ends_in_the_last_known(
    lives: dict[str, Lifecycle], end: str, via: tuple[str, ...]
) -> None:
    (found,) = successors("a", lives, states(lives))
    assert (found.product, found.via) == (end, via)


def test_an_unknown_replacement_is_left_out() -> None:
    lives = {"a": ended("nobody", "b"), "b": ACTIVE}
    assert [found.product for found in successors("a", lives, states(lives))] == ["b"]


def test_what_a_product_replaces_is_derived() -> None:
    lives = {"z": ended("c"), "b": ended("c", "d"), "c": ACTIVE}
    assert predecessors(lives) == {"c": ("b", "z"), "d": ("b",)}


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({}, ""),
        ({"a": "b", "b": "c"}, ""),
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "a", "c": "a", "d": ""}, "ab"),
        ({"a": "b", "b": "c", "c": "d", "d": "b"}, "bcd"),
        ({"a": "bx", "b": "a", "x": "y"}, "ab"),
    ],
)
def test_circles(named: dict[str, str], found: str) -> None:
    lives = {key: ended(*heirs) for key, heirs in named.items()}
    lives |= {key: ACTIVE for heirs in named.values() for key in heirs if key not in lives}
    assert circles(lives) == frozenset(found)
