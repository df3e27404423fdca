"""Findings as JSON for scripts; the shape is part of the command contract."""

from __future__ import annotations

import msgspec

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report.sentences import advice, clause, told


def document(report: CheckReport) -> str:
    """Return the report as one JSON document; the summary leaves waived findings out."""
    prints = fingerprints(report.findings, rules())
    data = {
        "as_of": report.as_of.isoformat(),
        "site": report.site,
        "checked": {
            "products": report.products,
            "pages": report.pages,
            "families": report.families,
        },
        "summary": {severity.value: report.count(severity) for severity in reversed(Severity)},
        "findings": [
            _finding(finding, mark) for finding, mark in zip(report.findings, prints, strict=True)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def _finding(finding: Finding, mark: str) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "pointer": finding.pointer,
        "item": finding.item,
        "message": told(finding),
        "fix": advice(finding),
        "clause": clause(finding),
        "fingerprint": mark,
        "waived": finding.waived,
    }
