"""WVR001: a waiver does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.nearest import Names
from inforce.domain.rules import rules
from inforce.domain.site.policy import Severity, Waiver
from inforce.domain.site.waivers import LONGEST, subjects

_PATH = "site_config/waivers.yaml"
_EXPIRED = "has expired"


def _check(inspection: Inspection) -> Iterator[Breach]:
    used = frozenset(pair for finding in inspection.findings for pair in subjects(finding))
    for index, waiver in enumerate(inspection.corpus.waivers):
        told = _fault(waiver, inspection, used)
        if told is not None:
            key, fault, expected = told
            found = f"{getattr(waiver, key)}"
            yield Breach(
                path=_PATH,
                pointer=f"/{index}/{key}",
                facts={
                    "rule": waiver.rule,
                    "for": waiver.item,
                    "fault": fault,
                    "found": found,
                    "expected": expected,
                },
                dated=fault == _EXPIRED,
            )


def _fault(
    waiver: Waiver, inspection: Inspection, used: frozenset[tuple[str, str]]
) -> tuple[str, str, str] | None:
    known = rules()
    today = inspection.today
    if waiver.rule not in known:
        return "rule", "names no rule", Names(known).expected(waiver.rule, "`inforce rule`")
    if not known[waiver.rule].waivable:
        return "rule", "is of a rule that nobody can waive", "none"
    if waiver.until < today:
        return "until", _EXPIRED, f"{today} or later"
    if waiver.until - today > LONGEST:
        return "until", "reaches too far ahead", f"{today + LONGEST} at the latest"
    if (waiver.rule, waiver.item) not in used and not known[waiver.rule].built:
        return "item", "covers no finding", "none"
    return _unauthorised(waiver, inspection)


def _unauthorised(waiver: Waiver, inspection: Inspection) -> tuple[str, str, str] | None:
    """Return that a known person who gives it may approve nothing."""
    person = inspection.corpus.people.people.get(waiver.by)
    authorities = inspection.policy.authorities
    if person is None or not authorities.isdisjoint(person.roles):
        return None
    wanted = " or ".join(sorted(authorities))
    return "by", "is by somebody who may not approve", f"a person with the role {wanted}"


RULE = Rule(
    code="WVR001",
    title="A waiver does not hold",
    default=Severity.ERROR,
    problem="waiver of {rule} for {for} {fault} ({found} → {expected})",
    fix="Delete it, or have it given again: for a rule and an item, for 90 days at the most.",
    why=(
        "An exception is meant to end. One that has expired, or that nobody needs, hides the next "
        "fault of the same kind. It is an approval, too: it takes a person who may give one."
    ),
    clause="ISO 9001:2015, 8.7.1 d: acceptance under concession; 10.2: correction",
    wrong="- {rule: TRN001, item: hx-100, until: 2020-01-01, reason: In translation, by: anna}\n",
    right="- {rule: TRN001, item: hx-100, until: 2026-12-31, reason: In translation, by: anna}\n",
    check=_check,
    waivable=False,
    last=True,
)
