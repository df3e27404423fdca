"""Whether a site is looked at as it was on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import structs

from inforce.domain.checking.rule import Rule
from inforce.domain.registers.register import day_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity


def looks_back(corpus: Corpus, today: date) -> bool:
    """Whether the site is judged as of an earlier day: then later entries are no mistake."""
    return any(
        day_of(entry) > today for ledger in corpus.ledgers.values() for entry in ledger.approvals()
    )


def in_hindsight(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Return what was found in an output of an earlier day, graded for one who looks back.

    What customers were shown that day is a fact, mistakes and all: only what no build may publish
    on any day is still an error.
    """
    return tuple(
        finding
        if rules[finding.code].gate or finding.severity is not Severity.ERROR
        else structs.replace(finding, severity=Severity.WARNING)
        for finding in findings
    )
