"""PUB004: a link to another host fails."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.external_links import uses
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.answers import Answer, severity
from inforce.domain.site.link_record import Use
from inforce.domain.site.policy import Severity
from inforce.domain.site.web_address import flaw


def _check(inspection: Inspection) -> Iterator[Breach]:
    """Find what is no address at all, and, where other hosts were asked, what they said."""
    record = inspection.corpus.links
    told: set[tuple[str, str, str, int]] = set()
    for use in uses(inspection):
        place = (use.path, use.pointer, use.address, use.line)
        if place in told:
            continue
        told.add(place)
        fault = flaw(use.address)
        answer = None if record is None else record.answers.get(use.address)
        if fault:
            expected = "such as https://example.com/page"
            yield _breach(use, "is no address", fault, expected, Severity.ERROR)
        elif answer is not None and (answer.fault or answer.moved):
            yield _answered(use, answer, inspection)


def _answered(use: Use, answer: Answer, inspection: Inspection) -> Breach:
    grade = severity(answer, inspection.today, inspection.policy.links)
    if answer.fault:
        found = f"{answer.fault} since {answer.since}, on {_days(answer.days)}"
        return _breach(use, "fails", found, "an answer", grade)
    return _breach(use, "has moved for good", use.address, answer.moved, grade)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _breach(use: Use, fault: str, found: str, expected: str, grade: Severity) -> Breach:
    return Breach(
        path=use.path,
        pointer=use.pointer,
        item=use.item,
        line=use.line,
        column=int(use.line > 0),
        facts={
            "link": use.address,
            "fault": fault,
            "found": found,
            "expected": expected,
            "page": use.page or "the home page",
        },
        severity=grade,
        dated=not flaw(use.address),
    )


RULE = Rule(
    code="PUB004",
    title="A link to another host fails",
    default=Severity.WARNING,
    problem="{link} on {page} {fault} ({found} → {expected})",
    fix=(
        "Correct the link, or take it out; where only programs are refused, add it to "
        "`links: ignore:` in the policy."
    ),
    why=(
        "A data sheet at a supplier's, a standard, a form: what a customer is sent to must be "
        "there. Other hosts change without telling us, so they are asked, by `inforce check "
        "--links` alone. One failure may be a bad day of theirs and is a warning; one that has "
        "lasted longer than `links: grace:` days and was met on `links: failures:` of them is an "
        "error. An address that has moved for good is told with the new one. What cannot be an "
        "address at all is an error in every check."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: availability",
    wrong="documents: [{kind: datasheet, title: Motor, url: https:///motors.example/m7.pdf}]\n",
    right="documents: [{kind: datasheet, title: Motor, url: https://motors.example/m7.pdf}]\n",
    check=_check,
    dated=True,
    apart=("link",),
    built=True,
)
