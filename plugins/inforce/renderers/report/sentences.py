"""The words of a finding, the same in every format, and the order in which to read them."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.domain.finding import Finding
from inforce.domain.rule import message, remedy
from inforce.domain.rules import rules


def told(finding: Finding) -> str:
    """Return what is wrong, without a full stop."""
    return message(finding, rules()[finding.code])


def advice(finding: Finding) -> str:
    """Return what to do about it."""
    return remedy(finding, rules()[finding.code])


def clause(finding: Finding) -> str:
    """Return the requirement behind the rule."""
    return rules()[finding.code].clause


def whole(finding: Finding) -> str:
    """Return what is wrong and what to do about it."""
    return f"{told(finding)}. {advice(finding)}"


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with the gravest first, waived ones last, else in their order."""
    return sorted(findings, key=lambda finding: (finding.waived, -finding.severity.rank))
