"""Findings as workflow commands of GitHub Actions, which become annotations of a change."""

from __future__ import annotations

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report.sentences import gravest_first, whole

SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def document(report: CheckReport) -> str:
    """Return a command for each finding that no waiver covers, the gravest first.

    GitHub shows the first ten of each severity in a step. Paths are given from the top of the
    checkout.
    """
    told = (finding for finding in gravest_first(report.findings) if not finding.waived)
    return "".join(f"{_command(finding, report.folder)}\n" for finding in told)


def unseen(report: CheckReport) -> int:
    """Return how many findings GitHub shows no annotation for."""
    return sum(max(report.count(severity) - SHOWN, 0) for severity in Severity)


def _command(finding: Finding, folder: str) -> str:
    properties = {
        "file": f"{folder}{finding.path}",
        "line": str(max(finding.line, 1)),
        "col": str(max(finding.column, 1)),
        "title": f"{finding.code} {rules()[finding.code].title}",
    }
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(whole(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
