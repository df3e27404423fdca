"""APR001: the working copy awaits approval."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity
from inforce.domain.standings.standing import Standing


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, place in inspection.standings.items():
        if place.pending:
            last = f"revision {place.history[-1].revision}" if place.history else "none"
            facts = {"last": last, "waits": _waits(place)}
            yield Breach(path=path_of(key, inspection), item=key, facts=facts)


def _waits(place: Standing) -> str:
    if place.reassigned:
        return "this owner and interval"
    if place.awaiting:
        needs = place.awaiting[-1].needs
        return f"this text, {len(place.awaiting)} of {needs} approvals so far"
    return "this text"


RULE = Rule(
    code="APR001",
    title="The working copy awaits approval",
    default=Severity.WARNING,
    problem="the working copy awaits approval (last approved: {last} → {waits})",
    fix="Run `inforce approve {item}` when it is right, or take the change back.",
    why=(
        "Only what was approved is published. A change that nobody approves stays invisible, and "
        "the longer it waits, the less customers read what is really offered."
    ),
    clause="ISO 9001:2015, 7.5.2 c: review and approval for suitability and adequacy",
    wrong="specs: {head_max: 32}   # the approved revision says 30\n",
    right="- {event: approved, revision: 2, by: anna.ivanova, role: quality, …}\n",
    check=_check,
    strict=Severity.ERROR,
)
