"""Findings as lines for people: where, which rule, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.finding import Finding
from inforce.domain.policy import Severity
from inforce.renderers.report.sentences import advice, told


def line(finding: Finding) -> str:
    """Return a finding as one line."""
    mark = " (waived)" if finding.waived else ""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    grade = finding.severity.value
    return f"{place}: {finding.code} {grade}: {told(finding)}. {advice(finding)}{mark}"


def lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Yield a line for each finding."""
    for finding in findings:
        yield line(finding)


def summary(findings: tuple[Finding, ...], checked: str) -> str:
    """Return the closing line: how many findings of each severity, in what was ``checked``."""
    counts = [
        f"{count} {severity.value}{'' if count == 1 or severity is Severity.INFO else 's'}"
        for severity in reversed(Severity)
        if (count := sum(f.severity is severity and not f.waived for f in findings))
    ]
    waived = sum(finding.waived for finding in findings)
    if waived:
        counts.append(f"{waived} waived")
    return f"{', '.join(counts) or 'no findings'} in {checked}"
