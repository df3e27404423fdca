"""What is open, what is late, and what says that published information is wrong."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.interval import Interval
from inforce.domain.rules.fbk002 import RULE as CANNOT_BE
from inforce.domain.rules.fbk003 import RULE as CONFIRMED
from inforce.domain.site.feedback import FeedbackKind, Result, Subject
from inforce.domain.site.policy import AnswerWithin, FeedbackPolicy
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    TODAY,
    content,
    corpus,
    feedback,
    issued,
    ledger,
    product,
    reviewed,
)

RECEIVED = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("answered", "closed", "day", "open_then"),
    [
        (None, None, date(2026, 10, 19), False),
        (None, None, RECEIVED, True),
        (date(2026, 10, 25), None, date(2026, 10, 24), True),
        (date(2026, 10, 25), None, date(2026, 10, 25), False),
        (date(2026, 10, 25), date(2026, 11, 2), date(2026, 11, 1), True),
        (date(2026, 10, 25), date(2026, 11, 2), date(2026, 11, 2), False),
    ],
)
def test_open_until_settled(
    answered: date | None, closed: date | None, day: date, *, open_then: bool
) -> None:
    entry = feedback(received=RECEIVED, answered=answered, closed=closed)
    assert entry.open_on(day) is open_then


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (FeedbackKind.ENQUIRY, date(2026, 10, 27)),
        (FeedbackKind.COMPLAINT, date(2026, 11, 3)),
        (FeedbackKind.CORRECTION, date(2026, 11, 3)),
        (FeedbackKind.PRAISE, date(2026, 11, 19)),
    ],
)
def test_each_kind_has_its_time(kind: FeedbackKind, due: date) -> None:
    assert feedback(kind=kind, received=RECEIVED).answer_due(POLICY) == due


def test_an_own_due_date_and_the_policy_count() -> None:
    within = AnswerWithin(complaint=Interval("P3D"))
    policy = structs.replace(POLICY, feedback=FeedbackPolicy(answer_within=within))
    assert feedback(received=RECEIVED).answer_due(policy) == date(2026, 10, 23)
    own = date(2026, 12, 1)
    assert feedback(received=RECEIVED, due=own).answer_due(policy) == own


@pytest.mark.parametrize(
    ("answered", "day", "late"),
    [
        (None, date(2026, 11, 3), False),
        (None, date(2026, 11, 4), True),
        (date(2026, 11, 5), date(2026, 11, 4), True),
        (date(2026, 11, 5), date(2026, 11, 5), False),
    ],
)
def test_late_from_the_day_after(answered: date | None, day: date, *, late: bool) -> None:
    assert feedback(received=RECEIVED, answered=answered).late_on(day, POLICY) is late


def test_nothing_is_late_before_it_came() -> None:
    entry = feedback(received=RECEIVED, due=date(2026, 10, 1))
    assert not entry.late_on(date(2026, 10, 19), POLICY)


@pytest.mark.parametrize(
    ("kind", "subject", "about"),
    [
        (FeedbackKind.CORRECTION, Subject.OTHER, True),
        (FeedbackKind.COMPLAINT, Subject.ACCURACY, True),
        (FeedbackKind.COMPLAINT, Subject.QUALITY, False),
        (FeedbackKind.ENQUIRY, Subject.ACCURACY, False),
    ],
)
def test_about_accuracy(kind: FeedbackKind, subject: Subject, *, about: bool) -> None:
    assert feedback(kind=kind, subject=subject).about_accuracy is about


def test_what_came_in_later_is_no_mistake_where_one_looks_back() -> None:
    site = issued(product(), feedback={"FB-2026-001": feedback(received=RECEIVED)})
    assert inspect(site, date(2026, 10, 1), {"FBK002": CANNOT_BE}) == ()
    light = corpus(product(), feedback=site.feedback)
    (found,) = inspect(light, date(2026, 10, 1), {"FBK002": CANNOT_BE})
    assert found.facts["fault"] == "received in the future"


@pytest.mark.parametrize(
    ("had", "corrected", "faults"),
    [
        (1, 2, []),
        (None, 1, []),
        (1, 1, ["corrected in what the sender had"]),
        (2, 1, ["corrected in what the sender had"]),
    ],
)
def test_a_correction_stands_in_a_later_revision_than_the_sender_had(
    had: int | None, corrected: int, faults: list[str]
) -> None:
    entry = feedback(
        item="hx-100",
        revision=had,
        received=RECEIVED,
        answered=RECEIVED,
        outcome=Result.CORRECTED,
        corrected_in=corrected,
    )
    record = ledger(content(product(summary=Text("Old"))), content(product()))
    site = corpus(product(), ledgers={"hx-100": record}, feedback={entry.id: entry})
    found = inspect(site, TODAY, {"FBK002": CANNOT_BE})
    assert [each.facts["fault"] for each in found] == faults


def test_only_the_confirmation_that_counts_is_held_against_feedback() -> None:
    shown = content(product())
    changed = content(product(summary=None, former_ids=("hx",)))
    on = date(2026, 11, 1)
    doubt = feedback(item="hx-100", kind=FeedbackKind.CORRECTION, received=RECEIVED)
    found = {}
    for name, steps in {
        "confirmed": ledger(shown, reviewed(shown, on), day=date(2026, 9, 1)),
        "another revision": ledger(shown, reviewed(shown, on), changed, day=date(2026, 9, 1)),
    }.items():
        site = corpus(product(), ledgers={"hx-100": steps}, feedback={doubt.id: doubt})
        found[name] = [each.pointer for each in inspect(site, TODAY, {"FBK003": CONFIRMED})]
        assert inspect(site, date(2026, 10, 31), {"FBK003": CONFIRMED}) == ()
    assert found == {"confirmed": ["/1/on"], "another revision": []}
