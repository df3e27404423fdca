"""What is open, what is late, and what says that published information is wrong."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.feedback import FeedbackKind, Subject
from inforce.domain.interval import Interval
from inforce.domain.policy import AnswerWithin, FeedbackPolicy
from tests.factories import POLICY, feedback

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
