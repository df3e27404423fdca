"""A page that no longer holds: what is left of it on its day and after, and what asks no more."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from inforce.domain.checking.coverage import lack
from inforce.domain.checking.inspect import inspect
from inforce.domain.editions.decide import decide
from inforce.domain.editions.imprint import imprints
from inforce.domain.editions.verification import Claim, Verdict, judge
from inforce.domain.evidence.figure import Period
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.product import Relation, RelationType
from inforce.domain.registers.digest import content_digest
from inforce.domain.rules import rules
from inforce.domain.site.communication import Requirement
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval, Contact
from inforce.domain.standings.review import ReviewStanding, ReviewState, wants_review
from inforce.domain.standings.standing import standings
from inforce.domain.standings.status import is_due, is_overdue, status
from inforce.domain.text import Text
from tests.evidence.registers import packed, values
from tests.factories import POLICY, TODAY, content, corpus, ledger, page, product

START, EVE = date(2026, 10, 20), TODAY - timedelta(days=1)
OLD = page("old", description=Text("About."), covers=("8.2.1c",))
ENDED = structs.replace(OLD, withdrawn_on=TODAY, replaced_by="terms")
TERMS = page()


def site(*working: object) -> Corpus:
    """The page was issued, then ended for today; its file is there where it is given."""
    ledgers = {
        "old": ledger(content(OLD), content(ENDED), day=START),
        "terms": ledger(content(TERMS), day=START),
    }
    return corpus(TERMS, *working, ledgers=ledgers)  # type: ignore[arg-type]  # pages


def told(read: Corpus, code: str, today: date = TODAY) -> list[tuple[str | None, str]]:
    found = inspect(read, today, {code: rules()[code]})
    return [(finding.item, finding.pointer) for finding in found]


def test_from_its_day_on_the_text_is_gone_and_the_address_stays() -> None:
    before, on = decide(site(), EVE).pages["old"], decide(site(), TODAY).pages["old"]
    assert (before.withdrawn, before.content.page.body) == (False, OLD.body)
    assert on.withdrawn
    assert on.content.page == structs.replace(
        ENDED, body=Text(""), description=None, control=on.content.page.control
    )
    assert on.stamp.digest == before.stamp.digest == content_digest(content(ENDED))
    assert decide(site(), EVE).digest != decide(site(), TODAY).digest
    assert not decide(site(), TODAY).pages["terms"].withdrawn


def test_the_end_is_told_as_a_change_and_not_the_text_that_goes() -> None:
    step = decide(site(), TODAY).pages["old"].history[-1]
    assert [one.pointer for one in step.changes] == ["/withdrawn_on", "/replaced_by"]


def test_it_stands_as_withdrawn_and_asks_for_no_review() -> None:
    late = START + timedelta(days=3000)
    for day, gone in ((EVE, False), (TODAY, True), (late, True)):
        place = standings(site(), day)["old"]
        assert place.gone is gone
        assert place.review.ended is gone
        (row,) = (row for row in status(site(), day) if row.id == "old")
        assert row.lifecycle is (LifecycleState.WITHDRAWN if gone else None)
        assert is_due(row, date.max) is not gone
        assert not is_overdue(row)
        assert wants_review(place.review, date.max) is not gone
    light = structs.replace(POLICY, approval=Approval.OFF)
    assert standings(corpus(ENDED, policy=light), TODAY)["old"].review.ended


@pytest.mark.parametrize(("due", "ended"), [(None, True), (TODAY, False)])
def test_a_clock_without_a_due_day_stands_still(due: date | None, *, ended: bool) -> None:
    assert ReviewStanding(state=ReviewState.CURRENT, due=due).ended is ended


def test_its_file_may_go_from_that_day_on() -> None:
    assert told(site(), "APR007", EVE) == [("old", "")]
    assert told(site(), "APR007") == []


def test_it_answers_no_requirement_and_needs_no_contact() -> None:
    wanted = Requirement(id="8.2.1c", text=Text("Complaints"))
    assert lack(wanted, standings(site(), EVE)) is None
    missing = lack(wanted, standings(site(), TODAY))
    assert missing is not None
    assert (missing.what, missing.aged) == ("old was withdrawn", False)
    assert ("old", "") in told(site(), "COV002", EVE)
    assert ("old", "") not in told(site(), "COV002")
    assert site().brand.contact == Contact()


def test_what_stands_in_its_place_is_a_page() -> None:
    lost = structs.replace(ENDED, replaced_by="hx-100")
    assert told(site(lost), "REF003") == [("old", "/control/replaced_by")]
    assert told(site(ENDED), "REF003") == []
    record = site(ENDED)
    assert told(structs.replace(record, pages={"old": ENDED}), "REF003") == []


def test_a_product_that_names_it_names_no_product() -> None:
    lost = product(relations=(Relation(type=RelationType.ACCESSORY, product="old"),))
    assert told(site(lost), "REF003") == [("hx-100", "/relations/0/product")]
    assert told(site(lost), "REF001") == []


def test_an_output_that_still_shows_its_text_is_withdrawn() -> None:
    claims = {}
    for day in (EVE, TODAY):
        edition = decide(site(), day)
        claims[day] = Claim(
            as_of=day,
            audience="public",
            edition=edition.digest,
            items=imprints(edition),
            complete=True,
        )
    (old, terms) = judge(claims[EVE], site(), TODAY).items
    assert (old.verdict, old.reason, old.since) == (Verdict.WITHDRAWN, "was withdrawn", TODAY)
    assert terms.verdict is Verdict.CURRENT
    assert judge(claims[TODAY], site(), TODAY).worst is Verdict.CURRENT


def test_the_evidence_counts_only_what_customers_still_read() -> None:
    counts = [values(packed(site(), period=Period(START, day)))["in_time"] for day in (EVE, TODAY)]
    assert counts == [2, 1]
