"""The words of a finding, the same in every format, and the order in which to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inforce.domain.checking.rule import message, remedy
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def told(finding: Finding) -> str:
    """Return what is wrong, without a full stop."""
    return message(finding, rules()[finding.code])


def advice(finding: Finding) -> str:
    """Return what to do about it."""
    return remedy(finding, rules()[finding.code])


def clause(finding: Finding) -> str:
    """Return the requirement behind the rule."""
    return rules()[finding.code].clause


def whole(finding: Finding) -> str:
    """Return what is wrong and what to do about it."""
    return f"{told(finding)}. {advice(finding)}"


def one_line(words: str) -> str:
    """Return the words with signs that break a line or steer a terminal written as escapes."""
    return _CONTROLS.sub(lambda sign: sign[0].encode("unicode_escape").decode(), words)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with the gravest first, waived ones last, else in their order."""
    return sorted(findings, key=lambda finding: (finding.waived, -finding.severity.rank))
