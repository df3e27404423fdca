"""APR003: somebody approved or reviewed who may not."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from inforce.domain.nearest import Names
from inforce.domain.policy import Severity
from inforce.domain.register import Approved, Assigned, Entry, day_of
from inforce.domain.rule import Breach, Inspection, Rule


def _check(inspection: Inspection) -> Iterator[Breach]:
    zone = ZoneInfo(inspection.policy.time_zone)
    people = Names(inspection.corpus.people.people)
    for key, ledger in inspection.corpus.ledgers.items():
        for index, entry in enumerate(ledger.entries):
            for part, facts in _faults(entry, inspection, people, zone):
                yield Breach(
                    path=ledger.path,
                    pointer=f"/{index}/{part}",
                    item=key,
                    facts={"deed": _deed(entry)} | facts,
                )


def _deed(entry: Entry) -> str:
    if isinstance(entry, Assigned):
        return "assignment"
    noun = "approval" if isinstance(entry, Approved) else "review"
    return f"{noun} of revision {entry.revision}"


def _faults(
    entry: Entry, inspection: Inspection, people: Names, zone: ZoneInfo
) -> Iterator[tuple[str, dict[str, str]]]:
    approvers = inspection.policy.approvers
    if isinstance(entry, Approved) and entry.role not in approvers:
        yield "role", _facts("by a role that may not approve", entry.role, " or ".join(approvers))
    person = inspection.corpus.people.people.get(entry.by)
    if person is None:
        expected = people.expected(entry.by, "a person of people.yaml")
        yield "by", _facts("by an unknown person", entry.by, expected)
        return
    if entry.role not in person.roles:
        roles = ", ".join(person.roles) or "no role"
        yield "role", _facts(f"in a role that {entry.by} does not have", entry.role, roles)
    day = day_of(entry, zone)
    if not person.acts_on(day):
        span = f"{person.from_ or 'always'} to {person.until or 'now'}"
        yield "by", _facts(f"outside the dates of {entry.by}", f"{day}", span)


def _facts(fault: str, found: str, expected: str) -> dict[str, str]:
    return {"fault": fault, "found": found, "expected": expected}


RULE = Rule(
    code="APR003",
    title="Somebody approved or reviewed who may not",
    default=Severity.ERROR,
    problem="{deed} {fault} ({found} → {expected})",
    fix="Have it approved or reviewed again by a person who may, or complete people.yaml.",
    why=(
        "Approval means that somebody competent and authorised has said yes. Whoever acts after "
        "leaving, or in a role that was never given, has not."
    ),
    clause="ISO 9001:2015, 5.3: responsibilities and authorities are assigned; 7.5.2 c: approval",
    wrong="- {event: approved, revision: 1, by: boris.petrov, role: sales, …}\n",
    right="- {event: approved, revision: 1, by: anna.ivanova, role: quality, …}\n",
    check=_check,
    gate=True,
    apart=("fault",),
)
