"""Claims of outputs, held against registers that went on since."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.imprint import imprints
from inforce.domain.editions.verification import Claim, ItemVerdict, Judgement, Verdict, judge
from inforce.domain.items.content import Content
from inforce.domain.registers.register import Ledger
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    TODAY,
    content,
    corpus,
    ended,
    ledger,
    page,
    product,
    recall,
    specs,
)

THEN = TODAY - timedelta(days=10)
START = TODAY - timedelta(days=30)
OLD, NEW = content(product(name=Text("Old"))), content(product(name=Text("New")))


def site(**books: Ledger) -> Corpus:
    return corpus(ledgers={key.replace("_", "-"): book for key, book in books.items()})


def hx(*steps: "Content | tuple[date, Content]") -> Corpus:
    return site(hx_100=ledger(*steps, day=START))


def claim(read: Corpus, day: date = THEN, audience: str = "public", **parts: Any) -> Claim:  # noqa: ANN401 - fields of a claim
    edition = decide(read, day, audience)
    given = {"edition": edition.digest, "items": imprints(edition), "complete": True}
    return Claim(as_of=day, audience=audience, **{**given, **parts})


def told(before: Corpus, after: Corpus | None = None, **parts: Any) -> Judgement:  # noqa: ANN401 - fields of a claim
    return judge(claim(before, **parts), after or before, TODAY)


def only(judgement: Judgement) -> ItemVerdict:
    (item,) = judgement.items
    return item


def test_what_holds_is_current() -> None:
    found = told(hx(OLD))
    assert only(found) == ItemVerdict(id="hx-100", revision=1, verdict=Verdict.CURRENT)
    assert found.faults == ()
    assert found.worst is Verdict.CURRENT
    assert found.edition == decide(hx(OLD), THEN)


def test_a_later_revision_supersedes_on_its_day() -> None:
    day, later = THEN + timedelta(days=2), THEN + timedelta(days=5)
    newest = content(product(name=Text("Newest")))
    item = only(told(hx(OLD), hx(OLD, (day, NEW))))
    assert (item.verdict, item.since) == (Verdict.SUPERSEDED, day)
    assert item.reason == "was replaced by revision 2"
    item = only(told(hx(OLD), hx(OLD, (day, NEW), (later, newest))))
    assert (item.reason, item.since) == ("was replaced by revision 2 (now 3)", day)
    scheduled = hx(OLD, (TODAY + timedelta(days=1), NEW))
    assert only(told(hx(OLD), scheduled)).verdict is Verdict.CURRENT


@pytest.mark.parametrize("complete", [True, False])
def test_what_was_approved_later_on_the_same_day_does_not_disturb(complete: bool) -> None:  # noqa: FBT001 - a case
    before = hx(OLD)
    after = site(
        hx_100=ledger(OLD, NEW, day=START),
        hx_200=ledger(content(product("hx-200")), day=START),
        terms=ledger(content(page()), day=START),
    )
    found = judge(claim(before, START, complete=complete), after, TODAY)
    assert only(found).verdict is Verdict.SUPERSEDED
    assert found.faults == ()


def test_a_digest_that_differs_is_altered() -> None:
    item = only(told(hx(OLD), hx(NEW)))
    assert (item.verdict, item.reason) == (
        Verdict.ALTERED,
        "its digest is not that of revision 1",
    )


def test_another_day_is_altered() -> None:
    asked = claim(hx(OLD))
    moved = {"hx-100": structs.replace(asked.items["hx-100"], effective_from=THEN)}
    item = only(judge(structs.replace(asked, items=moved), hx(OLD), TODAY))
    assert (item.verdict, item.reason) == (Verdict.ALTERED, f"revision 1 is of {START}")


def test_a_history_that_was_rewritten_shows() -> None:
    item = only(told(hx(OLD, NEW), hx(content(product(name=Text("Forged"))), NEW)))
    assert item.verdict is Verdict.REWRITTEN


def test_strangers_are_not_ours() -> None:
    assert only(told(hx(OLD), site())).reason == "no item of that id is in the registers"
    revised = only(told(hx(OLD, NEW), hx(OLD)))
    assert (revised.verdict, revised.reason) == (
        Verdict.NOT_OURS,
        "revision 2 was never approved",
    )
    hidden = hx(content(product(name=Text("Old"), audience="dealer")))
    assert only(told(hx(OLD), hidden)).reason == f"it was not in force for public on {THEN}"
    lost = hx(OLD, NEW)
    book = lost.ledgers["hx-100"]
    cut = structs.replace(book, snapshots={2: book.snapshots[2]})
    assert only(told(hx(OLD), site(hx_100=cut))).verdict is Verdict.NOT_OURS


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"audience": "staff"}, "it is for the audience staff, which this site does not have"),
        ({"preview": True}, "it is a preview of working copies"),
        ({"as_of": TODAY + timedelta(days=1)}, "which is still to come"),
    ],
)
def test_a_claim_that_cannot_be_judged(parts: Mapping[str, Any], reason: str) -> None:
    asked = structs.replace(claim(hx(OLD)), **parts)
    found = judge(asked, hx(OLD), TODAY)
    assert reason in found.faults[0]
    assert found.edition is None
    assert only(found).verdict is Verdict.NOT_OURS
    assert found.worst is Verdict.ALTERED


def test_a_product_that_left_since_is_withdrawn() -> None:
    day = THEN + timedelta(days=3)
    for life, reason, since in (
        ({"withdrawn_on": day, "notice": "W-1"}, "was withdrawn (withdrawn), notice W-1", day),
        ({"announced_on": THEN, "last_order": day}, "was withdrawn (discontinued)", None),
    ):
        left = content(product(lifecycle=ended(**life)))
        item = only(told(hx(OLD), hx(OLD, (day, left))))
        assert (item.verdict, item.reason) == (Verdict.WITHDRAWN, reason)
        assert item.since == (since or day + timedelta(days=1))
    recalled = content(product(recall=recall(day)))
    item = only(told(hx(OLD), hx(OLD, (day, recalled))))
    assert (item.reason, item.since) == ("was recalled, notice R-1", day)


def test_what_the_output_tells_itself_is_no_news() -> None:
    gone = content(product(lifecycle=ended()))
    assert only(told(hx(gone))).verdict is Verdict.CURRENT


def test_a_narrowed_audience_is_another_revision() -> None:
    day = THEN + timedelta(days=1)
    before = site(terms=ledger(content(page()), day=START))
    narrowed = content(page(audience="dealer"))
    after = site(terms=ledger(content(page()), (day, narrowed), day=START))
    assert only(told(before, after)).verdict is Verdict.SUPERSEDED


def test_an_edition_that_lacks_something_or_is_of_another_day() -> None:
    both = site(**{f"p_{n}": ledger(content(product(f"p-{n}")), day=START) for n in range(8)})
    asked = claim(both)
    few = structs.replace(asked, items={"p-0": asked.items["p-0"]}, edition="sha256-jcs-1:0")
    (fault,) = judge(few, both, TODAY).faults
    assert fault == f"it lacks what was in force on {THEN}: p-1, p-2, p-3, p-4, p-5 and 2 more"
    forged = structs.replace(asked, edition="sha256-jcs-1:0")
    (fault,) = judge(forged, both, TODAY).faults
    assert "its edition digest is not the one" in fault
    assert judge(structs.replace(few, complete=False), both, TODAY).faults == (fault,)


def test_the_first_day_of_the_calendar_has_no_eve() -> None:
    forged = structs.replace(claim(hx(OLD)), as_of=date.min)
    assert judge(forged, hx(OLD), TODAY).worst is Verdict.ALTERED


@pytest.mark.parametrize("day", [START - timedelta(days=1), THEN, TODAY - timedelta(days=1)])
def test_no_revision_held_before_its_day(day: date) -> None:
    """One who puts another date on a paper, or another paper under a date, is found out."""
    site = hx(OLD, (TODAY, NEW))
    forged = structs.replace(claim(site, TODAY), as_of=day)
    item = only(judge(forged, site, TODAY))
    assert item.verdict is Verdict.ALTERED
    assert item.reason == f"revision 2 did not hold on {day} yet"


def test_nor_does_one_that_nobody_approved() -> None:
    site, day = hx(OLD), START - timedelta(days=1)
    items = {"hx-100": structs.replace(claim(site).items["hx-100"], revision=7)}
    item = only(judge(structs.replace(claim(site), as_of=day, items=items), site, TODAY))
    assert (item.verdict, item.reason) == (Verdict.NOT_OURS, "revision 7 was never approved")


def test_a_light_site_proves_its_text_of_today_alone() -> None:
    policy = structs.replace(POLICY, approval=Approval.OFF)
    before, after = (corpus(product(specs=specs(flow=flow)), policy=policy) for flow in (1, 2))
    assert only(told(before)).verdict is Verdict.CURRENT
    assert only(told(before, after)).verdict is Verdict.UNPROVED
    strict = hx(OLD)
    assert only(told(before, strict)).verdict is Verdict.NOT_OURS


def test_nothing_claimed_is_not_ours() -> None:
    assert Judgement(items=()).worst is Verdict.NOT_OURS
