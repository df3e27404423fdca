from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from inforce.domain.interval import Interval
from inforce.domain.items.content import Content, PageContent
from inforce.domain.items.control import Change, Control
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.registers.register import Ledger, Outcome, Reviewed
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval, Policy, ReviewPolicy
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.standing import RevisionState, Standing, standings
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    PUMP,
    TODAY,
    content,
    corpus,
    ended,
    issued,
    ledger,
    page,
    product,
    reviewed,
)

FIRST, SECOND = product(name=Text("First")), product(name=Text("Second"))
ONE, TWO = content(FIRST), content(SECOND)
LIGHT = structs.replace(POLICY, approval=Approval.OFF)


def stand(site: Corpus, today: date = TODAY, key: str = "hx-100") -> Standing:
    return standings(site, today)[key]


def site_of(*steps: Content | tuple[date, Content] | Reviewed, policy: Policy = POLICY) -> Corpus:
    return corpus(SECOND, ledgers={"hx-100": ledger(*steps)}, policy=policy)


def test_nothing_is_in_force_before_an_approval() -> None:
    place = stand(corpus(FIRST))
    assert place.content is None
    assert place.approval is None
    assert place.revision is None
    assert place.state is RevisionState.WORKING
    assert place.pending
    assert place.item == FIRST
    assert place.owner == "sales"
    assert place.review.state is ReviewState.UNSCHEDULED
    assert place.lifecycle is LifecycleState.ACTIVE


def test_a_revision_is_in_force_from_its_day() -> None:
    site = site_of((date(2026, 12, 1), ONE))
    before, on = stand(site, date(2026, 11, 30)), stand(site, date(2026, 12, 1))
    assert (before.content, before.state) == (None, RevisionState.SCHEDULED)
    assert (on.content, on.state, on.revision) == (ONE, RevisionState.EFFECTIVE, 1)


def test_the_next_revision_takes_its_place_on_its_day() -> None:
    site = site_of((date(2026, 10, 20), ONE), (date(2026, 12, 1), TWO))
    assert stand(site, date(2026, 11, 30)).content == ONE
    assert stand(site, date(2026, 12, 1)).content == TWO
    assert len(stand(site, date(2026, 11, 30)).history) == 2
    assert not stand(site).pending


def test_a_later_revision_may_take_an_earlier_place() -> None:
    site = site_of((date(2026, 12, 1), ONE), (date(2026, 11, 1), TWO))
    assert stand(site, date(2026, 12, 2)).content == TWO


def test_an_approval_made_later_does_not_change_the_past() -> None:
    site = corpus(
        FIRST,
        ledgers={"hx-100": ledger((date(2026, 1, 1), ONE), day=date(2026, 6, 1))},
    )
    assert stand(site, date(2026, 5, 31)).content is None
    assert stand(site, date(2026, 6, 1)).content == ONE


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_day_of_an_approval_is_that_of_the_site_when_it_was_made(zone: str) -> None:
    policy = structs.replace(POLICY, time_zone=zone)
    record = ledger((date(2026, 1, 1), ONE))
    late = datetime(2026, 11, 20, 23, tzinfo=UTC)
    entry = structs.replace(record.approvals()[0], at=late)
    site = corpus(
        FIRST, ledgers={"hx-100": structs.replace(record, entries=(entry,))}, policy=policy
    )
    assert stand(site, date(2026, 11, 20)).content is not None
    assert stand(site, date(2026, 11, 19)).content is None


def test_a_changed_working_copy_waits() -> None:
    place = stand(site_of(ONE))
    assert place.pending
    assert place.content == ONE
    assert place.working == TWO
    assert place.item == FIRST


@pytest.mark.parametrize(
    ("control", "waits"),
    [
        (Control(owner="sales", change=Change(summary=Text("Said otherwise"))), False),
        (Control(owner="sales", reviewed_on=date(2026, 1, 1)), False),
        (Control(owner="quality"), True),
        (Control(owner="sales", review_every=Interval("P1M")), True),
    ],
)
def test_of_control_data_only_owner_and_interval_wait(control: Control, *, waits: bool) -> None:
    place = stand(corpus(product(control=control), ledgers={"hx-100": ledger(content(product()))}))
    assert place.pending is place.reassigned is waits
    assert place.owner == "sales"


def test_what_is_issued_outlives_its_working_copy() -> None:
    place = stand(corpus(ledgers={"hx-100": ledger(ONE)}))
    assert place.content == ONE
    assert place.working is None
    assert not place.pending


def test_a_missing_snapshot_leaves_nothing_in_force() -> None:
    record = structs.replace(ledger(ONE), snapshots={})
    place = stand(corpus(ledgers={"hx-100": record}))
    assert place.approval is not None
    assert place.item is None
    assert place.owner is None
    assert place.lifecycle is None
    assert place.review.state is ReviewState.UNSCHEDULED


def test_an_empty_ledger_stands_nowhere() -> None:
    place = stand(corpus(ledgers={"hx-100": Ledger(item="hx-100", path="x")}))
    assert (place.state, place.pending) == (RevisionState.WORKING, False)


def test_ids_come_sorted_whatever_they_are() -> None:
    site = issued(product("b"), page("a"), product("c"))
    assert list(standings(site, TODAY)) == ["a", "b", "c"]
    assert isinstance(stand(site, key="a").content, PageContent)
    assert stand(site, key="a").lifecycle is None


def test_a_light_site_shows_the_working_copy() -> None:
    item = product(control=Control(owner="sales", reviewed_on=date(2026, 11, 1)))
    place = stand(corpus(item, policy=LIGHT))
    assert place.content == content(item)
    assert (place.approval, place.pending) == (None, False)
    assert place.review.last == date(2026, 11, 1)
    assert place.review.state is ReviewState.CURRENT


@pytest.mark.parametrize(
    "control",
    [
        Control(owner="sales"),
        Control(reviewed_on=date(2026, 11, 1)),
        Control(),
        Control(owner="sales", reviewed_on=TODAY + timedelta(days=1)),
    ],
)
def test_a_light_review_needs_an_owner_and_a_day(control: Control) -> None:
    place = stand(corpus(product(control=control), policy=LIGHT))
    assert place.review.state is ReviewState.UNSCHEDULED


def test_a_preview_shows_working_copies_and_what_waits() -> None:
    site = corpus(SECOND, product("new"), ledgers={"hx-100": ledger(ONE), "old": ledger(TWO)})
    places = standings(site, TODAY, preview=True)
    assert places["hx-100"].content == TWO
    assert places["hx-100"].pending
    assert places["new"].pending
    assert places["old"].content is None


def test_life_is_judged_on_the_day() -> None:
    site = issued(product(lifecycle=ended("hx-110")), day=date(2023, 1, 1))
    assert stand(site, date(2023, 6, 1)).lifecycle is LifecycleState.ACTIVE
    assert stand(site).lifecycle is LifecycleState.DISCONTINUED


@pytest.mark.parametrize(
    ("own", "of_family", "months"), [("P3M", "P6M", 3), (None, "P6M", 6), (None, None, 24)]
)
def test_the_nearest_interval_counts(own: str | None, of_family: str | None, months: int) -> None:
    item = product(control=Control(owner="sales", review_every=own and Interval(own)))  # type: ignore[arg-type]  # None or an interval
    family = structs.replace(PUMP, review_every=None if of_family is None else Interval(of_family))
    policy = structs.replace(POLICY, review=ReviewPolicy(every=Interval("P24M")))
    site = issued(item, families={"pump": family}, policy=policy, day=date(2026, 1, 10))
    due = Interval(f"P{months}M").after(date(2026, 1, 10))
    assert stand(site).review.due == due


def test_an_unknown_family_has_no_interval() -> None:
    site = issued(product(family="nobody"), page(), day=date(2026, 1, 10))
    assert stand(site).review.due == date(2027, 1, 10)
    assert stand(site, key="terms").review.due == date(2027, 1, 10)


def test_without_an_owner_there_is_no_review() -> None:
    site = issued(product(control=Control()))
    assert stand(site).review.state is ReviewState.UNSCHEDULED


APPROVED_ON = date(2026, 1, 10)
REVIEWED_ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("review", "last", "state"),
    [
        (reviewed(ONE, REVIEWED_ON), REVIEWED_ON, ReviewState.CURRENT),
        (reviewed(TWO, REVIEWED_ON), APPROVED_ON, ReviewState.VOID),
        (reviewed(ONE, REVIEWED_ON, revision=2), APPROVED_ON, ReviewState.CURRENT),
        (
            reviewed(ONE, REVIEWED_ON, outcome=Outcome.CHANGE_NEEDED),
            APPROVED_ON,
            ReviewState.CURRENT,
        ),
        (reviewed(ONE, TODAY + timedelta(days=1)), APPROVED_ON, ReviewState.CURRENT),
        (reviewed(ONE, APPROVED_ON - timedelta(days=1)), APPROVED_ON, ReviewState.CURRENT),
    ],
)
def test_only_a_review_of_what_is_in_force_sets_the_clock(
    review: Reviewed, last: date, state: ReviewState
) -> None:
    place = stand(site_of((APPROVED_ON, ONE), review, policy=POLICY), TODAY)
    assert place.review.last == last
    assert place.review.state is state


def test_a_review_before_and_one_after_count_by_their_day() -> None:
    earlier, later = reviewed(TWO, date(2026, 5, 1)), reviewed(ONE, REVIEWED_ON)
    assert stand(site_of((APPROVED_ON, ONE), earlier, later)).review.state is ReviewState.CURRENT
    swapped = reviewed(ONE, date(2026, 5, 1)), reviewed(TWO, REVIEWED_ON)
    assert stand(site_of((APPROVED_ON, ONE), *swapped)).review.state is ReviewState.VOID
    assert stand(site_of((APPROVED_ON, ONE), later, earlier)).review.state is ReviewState.CURRENT


def test_a_new_revision_counts_as_a_review() -> None:
    site = site_of((APPROVED_ON, ONE), (date(2026, 9, 1), TWO))
    assert stand(site).review.last == date(2026, 9, 1)
