"""SCH002: a key stands twice."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="SCH002",
    title="A key stands twice",
    default=Severity.ERROR,
    problem="key {key} stands twice in one map (first in line {first} → once)",
    fix="Keep the value that is right and delete the other line.",
    why=(
        "Most programs take one of the two values without a word: which figure customers read "
        "would depend on the program, not on what was approved."
    ),
    clause="ISO 9001:2015, 7.5.3.1 b: documented information is adequately protected",
    wrong="specs:\n  flow_max: 12.5\n  flow_max: 15.0\n",
    right="specs:\n  flow_max: 15.0\n",
    check=reported("SCH002"),
    gate=True,
    waivable=False,
)
