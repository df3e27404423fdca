"""Findings and reports of a check, as small as may be."""

from datetime import date
from typing import Any

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity

FACTS = {"at": "specs.flow: ", "problem": "wrong type", "found": "the text x", "expected": "y"}
REVIEW = {"days": "12", "left": "", "due": "2026-01-19", "owner": "sales"}


def finding(**changes: Any) -> Finding:  # noqa: ANN401 - fields of a finding
    """Return an error in a specification."""
    parts: dict[str, Any] = {
        "code": "SCH003",
        "severity": Severity.ERROR,
        "path": "content/products/a.yaml",
        "pointer": "/specs/flow",
        "item": "a",
        "facts": FACTS,
        "line": 3,
        "column": 5,
    }
    return Finding(**(parts | changes))


def overdue(item: str, days: int, owner: str = "sales") -> Finding:
    """Return an overdue review."""
    return finding(
        code="RVW002",
        severity=Severity.WARNING,
        item=item,
        path=f"content/products/{item}.yaml",
        pointer="/control",
        facts=REVIEW | {"days": str(days), "owner": owner},
    )


def report(*findings: Finding, **changes: Any) -> CheckReport:  # noqa: ANN401 - fields of a report
    """Return the report of a check that found these."""
    parts: dict[str, Any] = {
        "site": "Насосы",
        "as_of": date(2026, 1, 31),
        "products": 1,
        "pages": 2,
        "families": 3,
        "findings": findings,
    }
    return CheckReport(**(parts | changes))
