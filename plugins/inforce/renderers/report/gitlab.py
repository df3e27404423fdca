"""Findings as a GitLab Code Quality report: the fields that GitLab documents, no others."""

from __future__ import annotations

import msgspec

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report.sentences import whole

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def document(report: CheckReport) -> str:
    """Return the report as a JSON list; waived findings are left out, GitLab has no word for them.

    Paths are given from the top of the checkout.
    """
    prints = fingerprints(report.findings, rules())
    issues = [
        _issue(finding, mark, report.folder)
        for finding, mark in zip(report.findings, prints, strict=True)
        if not finding.waived
    ]
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"


def _issue(finding: Finding, mark: str, folder: str) -> dict[str, object]:
    return {
        "description": whole(finding),
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": f"{folder}{finding.path}",
            "lines": {"begin": max(finding.line, 1)},
        },
    }
