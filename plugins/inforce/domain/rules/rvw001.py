"""RVW001: a review is due soon."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from inforce.domain.checking.reviews_due import late
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity
from inforce.domain.standings.review import ReviewState

_LAST_DAYS = 7
_soon = late(ReviewState.DUE_SOON)


def _check(inspection: Inspection) -> Iterator[Breach]:
    for breach in _soon(inspection):
        near = int(breach.facts["left"]) < _LAST_DAYS
        yield structs.replace(breach, severity=Severity.WARNING) if near else breach


RULE = Rule(
    code="RVW001",
    title="The review is due soon",
    default=Severity.INFO,
    problem="review due soon (due {due}, days left: {left}, owner {owner})",
    fix="Hold it against what is really offered, then run `inforce review {item}`.",
    why=(
        "Who is told in time can check the figures before they are late. In the last seven days "
        "the finding is a warning."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: how often reviewed",
    wrong="control: {owner: sales, review_every: P12M}   # last reviewed 350 days ago\n",
    right="- {event: reviewed, on: 2026-11-20, outcome: no_change, …}\n",
    check=_check,
    dated=True,
)
