"""The words of a finding, the same in every format."""

from __future__ import annotations

from hashlib import sha256

from inforce.domain.finding import Finding
from inforce.domain.rule import message, remedy
from inforce.domain.rules import rules


def told(finding: Finding) -> str:
    """Return what is wrong, without a full stop."""
    return message(finding, rules()[finding.code])


def advice(finding: Finding) -> str:
    """Return what to do about it."""
    return remedy(finding, rules()[finding.code])


def clause(finding: Finding) -> str:
    """Return the requirement behind the rule."""
    return rules()[finding.code].clause


def fingerprint(finding: Finding) -> str:
    """Return what stays the same while a finding lasts: rule, item and pointer, never the line."""
    parts = (finding.code, finding.item or finding.path, finding.pointer)
    return sha256("\0".join(parts).encode()).hexdigest()[:16]
