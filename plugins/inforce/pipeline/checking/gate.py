"""The gate: findings that keep an output from being made, or from going live."""

from __future__ import annotations

from inforce.domain.errors import InforceError
from inforce.domain.site.finding import Finding


class GateError(InforceError):
    """The check found what must not be published; ``findings`` say what."""

    def __init__(self, findings: tuple[Finding, ...], said: str = "nothing was built") -> None:
        """Keep the findings; there is at least one. ``said`` tells what became of the output."""
        super().__init__(f"{said}; findings to settle first: {len(findings)}")
        self.findings = findings
