"""COV002: where the brand names no contact, every page gives one in each of its languages."""

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.rules import rules
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import TODAY, corpus, page

COV002 = {"COV002": rules()["COV002"]}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"en": "Write to info@maker.example.", "ru": "Пишите: info@maker.example."}, []),
        ({"en": "Write to info@maker.example.", "ru": "Пишите нам."}, ["terms"]),
        ({"en": "Write to us.", "ru": "Звоните: <tel:+431234>"}, ["terms"]),
    ],
)
def test_a_page_gives_a_contact_in_each_language(body: dict[str, str], found: list[str]) -> None:
    light = structs.replace(corpus().policy, approval=Approval.OFF)
    site = corpus(page(body=Text(body)), policy=light)
    assert [one.item for one in inspect(site, TODAY, COV002)] == found
