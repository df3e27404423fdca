"""What a check found, as one value for every format that tells of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity


class CheckReport(Struct, frozen=True, kw_only=True):
    """The findings of a check, sorted, and how much it looked at.

    ``fail_on`` is the severity from which a finding fails the check. ``folder`` is where the site
    lies in its checkout, with a slash at its end, or empty: formats that a forge reads name files
    from the top of the checkout.
    """

    site: str
    as_of: date
    products: int
    pages: int
    families: int
    findings: tuple[Finding, ...]
    fail_on: Severity = Severity.ERROR
    folder: str = ""

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the check fail: grave enough, and not waived."""
        return not finding.waived and finding.severity.rank >= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return any(self.fails(finding) for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings of this severity no waiver covers."""
        return sum(f.severity is severity and not f.waived for f in self.findings)

    @property
    def waived(self) -> int:
        """How many findings a waiver covers."""
        return sum(finding.waived for finding in self.findings)
