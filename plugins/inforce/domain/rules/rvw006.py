"""RVW006: a review was made on another content."""

from __future__ import annotations

from inforce.domain.checking.reviews_due import late
from inforce.domain.checking.rule import Rule
from inforce.domain.site.policy import Severity
from inforce.domain.standings.review import ReviewState

RULE = Rule(
    code="RVW006",
    title="The review does not count",
    default=Severity.WARNING,
    problem="the last review was made on another content (other digest → that of the revision)",
    fix="Review the revision that is in force: `inforce review {item}`.",
    why=(
        "Whoever confirmed other figures than those in force has not confirmed these. The clock "
        "runs on from the approval, and nobody should believe it was set back."
    ),
    clause="ISO 9001:2015, 7.5.2 c: review and approval for suitability and adequacy",
    wrong="- {event: reviewed, revision: 2, digest: sha256-jcs-1:<of revision 1>, …}\n",
    right="- {event: reviewed, revision: 2, digest: sha256-jcs-1:<of revision 2>, …}\n",
    check=late(ReviewState.VOID),
    dated=True,
)
