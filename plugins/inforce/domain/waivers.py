"""Waivers: dated, approved exceptions to a rule for one item."""

from __future__ import annotations

from datetime import date, timedelta

from inforce.domain.finding import Finding
from inforce.domain.policy import Waiver

LONGEST = timedelta(days=90)


def holds(waiver: Waiver, today: date) -> bool:
    """Whether the waiver has not expired and does not reach further ahead than is allowed."""
    return today <= waiver.until <= today + LONGEST


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether the waiver is meant for this finding: the same rule and item (or path)."""
    return waiver.rule == finding.code and waiver.item in {finding.item, finding.path}
