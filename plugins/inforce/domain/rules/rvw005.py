"""RVW005: a review cannot have been on that day."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.hindsight import looks_back
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.registers.register import Approved, Ledger, Reviewed, completing
from inforce.domain.site.policy import Severity
from inforce.domain.standings.standing import in_force


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    for key, item in corpus.items().items():
        day = item.control.reviewed_on
        if day is not None and day > inspection.today:
            facts = _facts("in the future", f"{day}", f"{inspection.today} or before")
            path = corpus.paths[key]
            yield Breach(path=path, pointer="/control/reviewed_on", item=key, facts=facts)
    past = looks_back(inspection.corpus, inspection.today)
    for key, ledger in corpus.ledgers.items():
        for index, facts in _faults(ledger, inspection, past=past):
            yield Breach(path=ledger.path, pointer=f"/{index}/on", item=key, facts=facts)


def _faults(
    ledger: Ledger, inspection: Inspection, *, past: bool
) -> Iterator[tuple[int, dict[str, str]]]:
    for index, entry in enumerate(ledger.entries):
        if not isinstance(entry, Reviewed):
            continue
        if entry.on > inspection.today:
            if not past:
                expected = f"{inspection.today} or before"
                yield index, _facts("in the future", f"{entry.on}", expected)
        else:
            facts = _misplaced(entry, tuple(completing(ledger.entries[:index])))
            if facts is not None:
                yield index, facts


def _misplaced(entry: Reviewed, approvals: tuple[Approved, ...]) -> dict[str, str] | None:
    reviewed = [approval for approval in approvals if approval.revision == entry.revision]
    if not reviewed:
        return None
    start = reviewed[-1].effective_from
    if entry.on < start:
        when = f"before revision {entry.revision} was effective"
        return _facts(when, f"{entry.on}", f"{start} or after")
    effective = in_force(approvals, entry.on)
    if effective is not None and effective.revision != entry.revision:
        when = f"after revision {effective.revision} had taken its place"
        return _facts(when, f"{entry.on}", f"before {effective.effective_from}")
    return None


def _facts(when: str, found: str, expected: str) -> dict[str, str]:
    return {"when": when, "found": found, "expected": expected}


RULE = Rule(
    code="RVW005",
    title="A review cannot have been on that day",
    default=Severity.ERROR,
    problem="review {when} ({found} → {expected})",
    fix="Review it now and record the day on which that is done.",
    why=(
        "A review date in the future spreads the load on paper only: nobody has looked. A review "
        "of a revision that was not in force says nothing of what customers read."
    ),
    clause="ISO 9001:2015, 7.5.3.2 c: control of changes; 9.1.1: evidence of the results",
    wrong="control: {owner: sales, reviewed_on: 2031-01-01}\n",
    right="control: {owner: sales, reviewed_on: 2026-11-20}\n",
    check=_check,
)
