"""APR003: somebody approved or reviewed who may not, or too few did."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.nearest import Names
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Entry,
    Ledger,
    Reviewed,
    completing,
    day_of,
)
from inforce.domain.site.approval_policy import reviewing_roles
from inforce.domain.site.policy import Policy, Severity
from inforce.domain.standings.judged import Judged, judged
from inforce.domain.standings.standing import assignment_after, in_force

_Fault = tuple[str, dict[str, str]]


def _check(inspection: Inspection) -> Iterator[Breach]:
    people = Names(inspection.corpus.people.people)
    for key, ledger in inspection.corpus.ledgers.items():
        steps = {step.index: step for step in judged(ledger, inspection.policy)}
        place = inspection.standings[key]
        for index, entry in enumerate(ledger.entries):
            step = steps.get(index)
            severity = None if step is None else step.severity(place)
            asked = _asked(step)
            if isinstance(entry, Reviewed):
                severity = None if entry.revision == place.revision else Severity.WARNING
                asked = _reviewing(index, entry, ledger, inspection.policy)
            for part, facts in (*asked, *_person(entry, inspection, people)):
                yield Breach(
                    path=ledger.path,
                    pointer=f"/{index}/{part}",
                    item=key,
                    facts={"deed": _deed(entry, step)} | facts,
                    severity=severity,
                )


def _deed(entry: Entry, step: Judged | None) -> str:
    if isinstance(entry, Reviewed):
        return f"review of revision {entry.revision}"
    return "approval" if step is None else step.deed


def _asked(step: Judged | None) -> Iterator[_Fault]:
    """Yield what the policy of the day asked for and did not get."""
    if step is None or step.quorum is None:
        return
    quorum, entry = step.quorum, step.entry
    if entry.role not in quorum.roles:
        expected = " or ".join(quorum.roles)
        yield "role", _facts("by a role that may not approve", entry.role, expected)
    if isinstance(entry, Assigned):
        return
    if entry.needs < quorum.needs:
        found, expected = f"{entry.needs}", f"{quorum.needs}"
        yield "needs", _facts("by fewer people than the policy asks for", found, expected)
    missing = quorum.missing(other.role for other in step.together)
    if missing and _completes(entry, step):
        given = ", ".join(dict.fromkeys(other.role for other in step.together))
        yield "role", _facts("without every role that must agree", given, ", ".join(missing))


def _reviewing(index: int, entry: Reviewed, ledger: Ledger, policy: Policy) -> Iterator[_Fault]:
    """Yield that a review is by nobody who may: the owner of that time, or one who may approve."""
    before = ledger.entries[:index]
    approval = in_force(tuple(completing(before)), entry.on)
    snapshot = None if approval is None else ledger.snapshots.get(approval.revision)
    if approval is None or snapshot is None or snapshot.record != approval.record:
        return  # RVW005 or APR002 says so
    owner = assignment_after(snapshot.content, approval, before).owner
    allowed = reviewing_roles(policy, owner)
    if entry.role not in allowed:
        yield "role", _facts("by a role that may not review it", entry.role, " or ".join(allowed))


def _completes(entry: Approved, step: Judged) -> bool:
    return len({other.by for other in step.together}) >= entry.needs


def _person(entry: Entry, inspection: Inspection, people: Names) -> Iterator[_Fault]:
    person = inspection.corpus.people.people.get(entry.by)
    if person is None:
        expected = people.expected(entry.by, "a person of people.yaml")
        yield "by", _facts("by an unknown person", entry.by, expected)
        return
    if entry.role not in person.roles:
        roles = ", ".join(person.roles) or "no role"
        yield "role", _facts(f"in a role that {entry.by} does not have", entry.role, roles)
    day = day_of(entry)
    if not person.acts_on(day):
        span = f"{person.from_ or 'always'} to {person.until or 'now'}"
        yield "by", _facts(f"outside the dates of {entry.by}", f"{day}", span)


def _facts(fault: str, found: str, expected: str) -> dict[str, str]:
    return {"fault": fault, "found": found, "expected": expected}


RULE = Rule(
    code="APR003",
    title="Somebody approved or reviewed who may not, or too few did",
    default=Severity.ERROR,
    problem="{deed} {fault} ({found} → {expected})",
    fix="Have it approved or reviewed again by a person who may, or complete people.yaml.",
    why=(
        "Approval means that somebody competent and authorised has said yes. Whoever acts after "
        "leaving, or in a role that was never given, has not. A review is by the role that owns "
        "the item, or by one that may approve. Each entry is judged by the policy of its own day; "
        "once a later revision is in force, the fault is a warning."
    ),
    clause="ISO 9001:2015, 5.3: responsibilities and authorities are assigned; 7.5.2 c: approval",
    wrong="- {event: approved, revision: 1, by: boris.petrov, role: sales, …}\n",
    right="- {event: approved, revision: 1, by: anna.ivanova, role: quality, …}\n",
    check=_check,
    gate=True,
    apart=("fault",),
)
