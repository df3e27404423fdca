"""SCH001: the file cannot be read."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="SCH001",
    title="The file cannot be read",
    default=Severity.ERROR,
    problem="not readable as data: {problem}",
    fix="Correct the line; write every value out in full, as plain YAML.",
    why=(
        "A file that is not YAML, is too large or too deep, or builds its values from anchors, "
        "aliases or tags can mean something else to every program that reads it."
    ),
    clause="ISO 9001:2015, 7.5.3.1 b: documented information is adequately protected",
    wrong="specs: &common\n  flow_max: 12.5\n",
    right="specs:\n  flow_max: 12.5\n",
    check=reported("SCH001"),
    gate=True,
    waivable=False,
)
