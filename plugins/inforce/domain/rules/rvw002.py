"""RVW002: a review is overdue."""

from __future__ import annotations

from inforce.domain.checking.reviews_due import late
from inforce.domain.checking.rule import Rule
from inforce.domain.site.policy import Severity
from inforce.domain.standings.review import ReviewState

RULE = Rule(
    code="RVW002",
    title="The review is overdue",
    default=Severity.WARNING,
    problem="review overdue (due {due}, days late: {days}, owner {owner})",
    fix="Hold it against what is really offered, then run `inforce review {item}`.",
    why=(
        "Customers rely on figures that nobody has confirmed in time. During the days of grace the "
        "finding is a warning; it counts as overdue from the first day."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: how often reviewed",
    wrong="control: {owner: sales, review_every: P12M}   # last reviewed 370 days ago\n",
    right="- {event: reviewed, on: 2026-11-20, outcome: no_change, …}\n",
    check=late(ReviewState.OVERDUE),
    dated=True,
)
