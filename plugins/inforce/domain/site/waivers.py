"""Waivers: dated, approved exceptions to a rule for one item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Waiver

LONGEST = timedelta(days=90)


def holds(waiver: Waiver, today: date) -> bool:
    """Whether the waiver has not expired and does not reach further ahead than is allowed."""
    return timedelta(0) <= waiver.until - today <= LONGEST


def covered(waivers: Iterable[Waiver], today: date) -> frozenset[tuple[str, str]]:
    """Return the (rule, item or path) for which a waiver holds on ``today``."""
    return frozenset((waiver.rule, waiver.item) for waiver in waivers if holds(waiver, today))


def subjects(finding: Finding) -> frozenset[tuple[str, str]]:
    """Return the (rule, item or path) by which a waiver can be meant for ``finding``."""
    names = (finding.item, finding.path)
    return frozenset((finding.code, name) for name in names if name is not None)
