"""FBK001: feedback was not answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    policy = inspection.policy
    for entry in inspection.corpus.feedback.values():
        if entry.late_on(inspection.today, policy):
            due = entry.answer_due(policy)
            days = (inspection.today - due).days
            yield Breach(
                path=entry.path,
                pointer="/received" if entry.due is None else "/due",
                facts={"kind": entry.kind.value, "due": due.isoformat(), "days": str(days)},
                severity=Severity.ERROR if days > policy.feedback.grace else None,
            )


RULE = Rule(
    code="FBK001",
    title="Feedback was not answered in time",
    default=Severity.WARNING,
    problem="{kind} not answered (due {due}, days late: {days})",
    fix="Answer it, then write answered, answered_by, outcome and answer into {path}.",
    why=(
        "Whoever writes and hears nothing writes no more, and the error stays in the catalogue. "
        "During the days of grace in the policy the finding is a warning, then an error."
    ),
    clause="ISO 9001:2015, 8.2.1 c: customer feedback, including complaints",
    wrong="received: 2026-09-01   # complaint: {answer_within: P14D}, and nothing below\n",
    right="received: 2026-09-01\nanswered: 2026-09-04\noutcome: explained\n",
    check=_check,
    dated=True,
)
