from unicodedata import normalize

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


def test_a_name_that_looks_the_same_is_told_by_its_form() -> None:
    """Both print alike: who reads the finding could not see what is wrong."""
    apart, joined = normalize("NFD", "é.md"), normalize("NFC", "é.md")
    told = "did you mean {}, which looks the same and is written as {}?"
    assert Names([apart]).expected(joined, "a page") == told.format(apart, "NFD")
    assert Names([joined]).expected(apart, "a page") == told.format(joined, "NFC")


def test_a_name_in_other_capitals_is_meant_whatever_its_length() -> None:
    names = Names(["A", "Été.md"])
    assert names.expected("a", "nothing") == "did you mean A?"
    assert names.expected(normalize("NFD", "été.md"), "nothing") == "did you mean Été.md?"
    assert not names.twin("b")


def test_a_known_name_is_itself_whatever_looks_like_it() -> None:
    names = Names(["a", "A"])
    assert names.expected("a", "nothing") == "did you mean a?"
    assert names.expected("A", "nothing") == "did you mean A?"
