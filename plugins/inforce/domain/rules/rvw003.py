"""RVW003: a review has lapsed."""

from __future__ import annotations

from inforce.domain.checking.reviews_due import late
from inforce.domain.checking.rule import Rule
from inforce.domain.site.policy import Severity
from inforce.domain.standings.review import ReviewState

RULE = Rule(
    code="RVW003",
    title="The review has lapsed",
    default=Severity.ERROR,
    problem="review lapsed, beyond the days of grace (due {due}, days late: {days}, owner {owner})",
    fix="Hold it against what is really offered, then run `inforce review {item}`.",
    why=(
        "Nobody has confirmed these figures for so long that customers can no longer rely on them. "
        "The policy's days of grace are over."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: current and accurate",
    wrong="control: {owner: sales, review_every: P12M}   # last reviewed 400 days ago\n",
    right="- {event: reviewed, on: 2026-11-20, outcome: no_change, …}\n",
    check=late(ReviewState.LAPSED),
    dated=True,
)
