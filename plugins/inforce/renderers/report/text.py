"""Findings as lines for people: where, which rule, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report.counted import counted
from inforce.renderers.report.sentences import one_line, whole


def line(finding: Finding) -> str:
    """Return a finding as one line."""
    mark = " (waived)" if finding.waived else ""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    grade = finding.severity.value
    return one_line(f"{place}: {finding.code} {grade}: {whole(finding)}{mark}")


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each finding."""
    for finding in findings:
        yield line(finding)


def document(report: CheckReport) -> str:
    """Return the findings of the report, a line each."""
    return "".join(f"{told}\n" for told in lines(report.findings))


def summary(report: CheckReport) -> str:
    """Return the closing line: how many findings of each severity, in how much, on which day."""
    checked = (
        f"{counted(report.products, 'product')}, {counted(report.pages, 'page')} and "
        f"{counted(report.families, 'family', 'families')} as of {report.as_of.isoformat()}"
    )
    return f"{counts(report)} in {checked}"


def counts(report: CheckReport) -> str:
    """Return how many findings there are of each severity, and how many are waived."""
    parts = [
        f"{count} {severity.value}{'' if count == 1 or severity is Severity.INFO else 's'}"
        for severity in reversed(Severity)
        if (count := report.count(severity))
    ]
    if report.waived:
        parts.append(f"{report.waived} waived")
    return ", ".join(parts) or "no findings"
