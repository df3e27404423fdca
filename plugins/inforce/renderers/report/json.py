"""Findings as JSON for scripts; the shape is part of the command contract."""

from __future__ import annotations

from datetime import date

import msgspec

from inforce.domain.finding import Finding
from inforce.domain.policy import Severity
from inforce.renderers.report.sentences import advice, clause, fingerprint, told


def document(
    *, site: str, as_of: date, checked: dict[str, int], findings: tuple[Finding, ...]
) -> str:
    """Return the report as one JSON document; the summary leaves waived findings out."""
    report = {
        "as_of": as_of.isoformat(),
        "site": site,
        "checked": checked,
        "summary": {
            severity.value: sum(f.severity is severity and not f.waived for f in findings)
            for severity in reversed(Severity)
        },
        "findings": [_finding(finding) for finding in findings],
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def _finding(finding: Finding) -> dict[str, object]:
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
        "fingerprint": fingerprint(finding),
        "waived": finding.waived,
    }
