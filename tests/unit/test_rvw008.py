"""Whether somebody is there for each role that owns something."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.rules.rvw008 import RULE
from inforce.domain.site.policy import People, Person
from inforce.domain.text import Text
from tests.factories import PEOPLE, TODAY, corpus, issued, product

YESTERDAY, TOMORROW = date(2026, 11, 19), date(2026, 11, 21)


def person(*roles: str, from_: date | None = None, until: date | None = None) -> Person:
    return Person(name=Text("Sam"), roles=roles, from_=from_, until=until)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((person("sales"),), []),
        ((person("sales", until=TODAY),), []),
        ((person("sales", until=YESTERDAY),), ["/roles/sales"]),
        ((person("sales", from_=TOMORROW),), ["/roles/sales"]),
        ((person("sales", until=YESTERDAY), person("sales", from_=TODAY)), []),
        ((person("quality", until=YESTERDAY),), []),
        ((), []),
    ],
)
def test_a_role_that_owns_something_has_somebody(
    people: tuple[Person, ...], told: list[str]
) -> None:
    named = People(roles=PEOPLE.roles, people={f"sam.{n}": one for n, one in enumerate(people)})
    site = structs.replace(issued(product()), people=named)
    assert [found.pointer for found in inspect(site, TODAY, {"RVW008": RULE})] == told


def test_what_is_not_published_needs_nobody_yet() -> None:
    named = People(roles=PEOPLE.roles, people={"sam": person("sales", until=YESTERDAY)})
    assert inspect(corpus(product(), people=named), TODAY, {"RVW008": RULE}) == ()
