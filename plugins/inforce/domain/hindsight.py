"""Whether a site is looked at as it was on an earlier day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from inforce.domain.register import day_of
from inforce.domain.rule import Inspection


def looks_back(inspection: Inspection) -> bool:
    """Whether the site is judged as of an earlier day: then later entries are no mistake."""
    zone = ZoneInfo(inspection.policy.time_zone)
    return any(
        day_of(entry, zone) > inspection.today
        for ledger in inspection.corpus.ledgers.values()
        for entry in ledger.approvals()
    )
