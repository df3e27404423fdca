"""What customers told us, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.interval import Interval
from inforce.domain.site.policy import AnswerWithin, Policy


class FeedbackKind(Enum):
    """What kind of message it is."""

    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    CORRECTION = "correction"
    PRAISE = "praise"


class Subject(Enum):
    """What a message is about."""

    ACCURACY = "accuracy"
    AVAILABILITY = "availability"
    DELIVERY = "delivery"
    QUALITY = "quality"
    SERVICE = "service"
    OTHER = "other"


class Channel(Enum):
    """The way by which a message came."""

    WEBSITE = "website"
    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    VISIT = "visit"
    DEALER = "dealer"
    OTHER = "other"


class Result(Enum):
    """What an answer said."""

    CORRECTED = "corrected"
    EXPLAINED = "explained"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    THANKED = "thanked"
    NOTED = "noted"


class Sender(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who wrote: personal data, which stand here and reach no output."""

    name: str | None = None
    company: str | None = None
    customer_number: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    reference: str | None = None


class Feedback(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One entry of the feedback register, ``content/feedback/<id>.yaml``.

    ``path`` is its file; ``item`` and ``revision`` what it is about; ``due`` the last day for the
    answer where it is not the policy's; ``answered_by`` a person of people.yaml; ``closed`` the day
    on which the matter was settled, where that is later than the answer; ``corrected_in`` the
    revision of the item that put it right.
    """

    id: str
    kind: FeedbackKind
    received: date
    text: str
    path: str = ""
    subject: Subject = Subject.OTHER
    item: str | None = None
    revision: int | None = None
    channel: Channel = Channel.OTHER
    due: date | None = None
    sender: Sender = Sender()
    answered: date | None = None
    answered_by: str | None = None
    outcome: Result | None = None
    answer: str | None = None
    closed: date | None = None
    corrected_in: int | None = None

    @property
    def about_accuracy(self) -> bool:
        """Whether it says that published information is wrong."""
        if self.kind is FeedbackKind.CORRECTION:
            return True
        return self.kind is FeedbackKind.COMPLAINT and self.subject is Subject.ACCURACY

    def open_on(self, day: date) -> bool:
        """Whether it had come in by ``day`` and was not settled by then.

        It is settled when it is closed, or answered where no later closing is named.
        """
        settled = self.closed or self.answered
        return self.received <= day and (settled is None or settled > day)

    def answer_due(self, policy: Policy) -> date:
        """Return the last day on which an answer is in time."""
        return self.due or _interval(self.kind, policy.feedback.answer_within).after(self.received)

    def late_on(self, day: date, policy: Policy) -> bool:
        """Whether an answer was due before ``day`` and had not been given by then."""
        waits = self.answered is None or self.answered > day
        return waits and self.received <= day and self.answer_due(policy) < day


def doubts(feedback: Iterable[Feedback], item: str, day: date) -> tuple[Feedback, ...]:
    """Return what was open on ``day`` and says that the information on ``item`` is wrong."""
    return tuple(
        entry
        for entry in feedback
        if entry.item == item and entry.about_accuracy and entry.open_on(day)
    )


def _interval(kind: FeedbackKind, within: AnswerWithin) -> Interval:
    return {
        FeedbackKind.ENQUIRY: within.enquiry,
        FeedbackKind.COMPLAINT: within.complaint,
        FeedbackKind.CORRECTION: within.correction,
        FeedbackKind.PRAISE: within.praise,
    }[kind]
