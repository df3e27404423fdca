from datetime import date

import pytest

from inforce.domain.site.policy import Audience, Person, Policy, Severity
from inforce.domain.text import Text


def test_audiences_see_what_they_include() -> None:
    policy = Policy(
        audiences={
            "public": Audience(),
            "dealer": Audience(includes=("public",)),
            "internal": Audience(includes=("dealer", "nobody")),
            "a": Audience(includes=("b",)),
            "b": Audience(includes=("a",)),
        }
    )
    assert policy.sees("public") == {"public"}
    assert policy.sees("internal") == {"public", "dealer", "internal", "nobody"}
    assert policy.sees("a") == {"a", "b"}


def test_the_nearest_family_says_whether_there_are_brochures() -> None:
    assert Policy().wants_brochure("pump", ())
    assert not Policy(brochures=False).wants_brochure("pump", ())
    policy = Policy(brochures={"device": False, "pump": True})
    assert policy.wants_brochure("pump", ("device",))
    assert policy.wants_brochure("axial", ("device", "pump"))
    assert not policy.wants_brochure("lamp", ("device",))
    assert policy.wants_brochure("other", ())


def test_locales_that_are_needed() -> None:
    assert Policy(locales=("en", "ru")).needed_locales == ("en", "ru")
    assert Policy(locales=("en", "ru"), required_locales=("en",)).needed_locales == ("en",)
    assert Policy(locales=("ru", "en")).default_locale == "ru"


@pytest.mark.parametrize(
    ("day", "acts"),
    [
        (date(2020, 1, 1), False),
        (date(2020, 1, 2), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_person_acts_from_the_first_to_the_last_day(day: date, *, acts: bool) -> None:
    person = Person(name=Text("Anna"), from_=date(2020, 1, 2), until=date(2026, 12, 31))
    assert person.acts_on(day) is acts
    assert Person(name=Text("Anna")).acts_on(day)


def test_severities_are_ordered() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2]
