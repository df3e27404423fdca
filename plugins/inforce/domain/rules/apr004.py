"""APR004: the author of a change approved it."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.registers.register import Approved
from inforce.domain.site.policy import Severity
from inforce.domain.standings.judged import judged


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, ledger in inspection.corpus.ledgers.items():
        for step in judged(ledger, inspection.policy):
            entry = step.entry
            if (
                isinstance(entry, Approved)
                and entry.change.by == entry.by
                and (step.quorum is None or step.quorum.four_eyes)
            ):
                yield Breach(
                    path=ledger.path,
                    pointer=f"/{step.index}/by",
                    item=key,
                    facts={"deed": step.deed, "person": entry.by},
                    severity=step.severity(inspection.standings[key]),
                )


RULE = Rule(
    code="APR004",
    title="The author of a change approved it",
    default=Severity.ERROR,
    problem="{deed} by the author of the change ({person} → another person)",
    fix="Have the item approved again by somebody else; `four_eyes: false` is policy.",
    why=(
        "Whoever wrote a figure reads what was meant and not what stands there. Four eyes see what "
        "two have missed, and no one can put out alone what was not agreed."
    ),
    clause="ISO 9001:2015, 7.5.2 c: review and approval for suitability and adequacy",
    wrong="- {event: approved, by: anna.ivanova, change: {by: anna.ivanova, …}, …}\n",
    right="- {event: approved, by: anna.ivanova, change: {by: boris.petrov, …}, …}\n",
    check=_check,
    gate=True,
)
