"""What answers a requirement, and what is said to be missing."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.checking.coverage import lack
from inforce.domain.checking.inspect import inspect
from inforce.domain.rules.cov001 import RULE
from inforce.domain.site.communication import MetBy, Requirement
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests.factories import TODAY, content, corpus, issued, ledger, page, product, reviewed

WANTED = Requirement(id="8.2.1c", text=Text("Complaints"))
PAGE = page(covers=("8.2.1c",))


def _lack(site: Corpus, wanted: Requirement = WANTED) -> str | None:
    missing = lack(wanted, standings(site, TODAY))
    return None if missing is None else missing.what


def test_a_page_in_force_answers() -> None:
    assert _lack(issued(PAGE)) is None


def test_a_draft_does_not() -> None:
    assert _lack(corpus(PAGE)) == "terms awaits approval"


def test_another_page_does_not() -> None:
    assert _lack(issued(page(), product())) == "no page names it"


def test_a_change_of_an_issued_page_does_not_count_yet() -> None:
    site = issued(page())
    assert _lack(structs.replace(site, pages={"terms": PAGE})) == "terms awaits approval"


def test_a_lapsed_review_does_not() -> None:
    told = _lack(issued(PAGE, day=date(2025, 1, 1)))
    assert told == "the review of terms was due on 2026-01-01 and has lapsed"


def test_a_void_review_does_not() -> None:
    other = reviewed(content(page(body=Text("Other."))), date(2026, 11, 1))
    steps = ledger(content(PAGE), other)
    assert _lack(corpus(PAGE, ledgers={"terms": steps})) == "the review of terms is void"


def test_a_page_without_an_owner_does_not() -> None:
    nobody = structs.replace(PAGE, control=structs.replace(PAGE.control, owner=None))
    assert _lack(issued(nobody)) == "the review of terms is not scheduled"


@pytest.mark.parametrize("covered", [True, False])
def test_products_answer_where_it_says_so(*, covered: bool) -> None:
    wanted = structs.replace(WANTED, met_by=MetBy.PRODUCTS)
    site = issued(product()) if covered else corpus(product())
    assert _lack(site, wanted) == (None if covered else "no page names it")


@pytest.mark.parametrize(("required", "found"), [(True, 1), (False, 0)])
def test_only_what_is_required_is_asked_for(*, required: bool, found: int) -> None:
    wanted = structs.replace(WANTED, required=required)
    site = corpus(product(), communication=(wanted,))
    assert len(inspect(site, TODAY, {"COV001": RULE})) == found


def test_only_what_days_alone_have_broken_is_dated() -> None:
    aged = lack(WANTED, standings(issued(PAGE, day=date(2025, 1, 1)), TODAY))
    gone = lack(WANTED, standings(corpus(PAGE), TODAY))
    assert aged is not None
    assert gone is not None
    assert (aged.aged, gone.aged) == (True, False)
