"""Runs the rules: findings with the policy's severities, waivers applied, in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import structs

from inforce.domain.checking.rule import Breach, Inspection, Rule, breach_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding, Problem
from inforce.domain.site.policy import Policy
from inforce.domain.site.waivers import covered, subjects
from inforce.domain.standings.standing import Standing, standings

Way: TypeAlias = Callable[[Inspection, tuple[Rule, ...]], Iterable[Iterable[Breach]]]

_FILES = "SCH"


def in_turn(look: Inspection, rules: tuple[Rule, ...]) -> Iterator[Iterator[Breach]]:
    """Yield what breaks each of ``rules``, one after the other."""
    return (rule.check(look) for rule in rules)


def inspect(
    corpus: Corpus,
    today: date,
    rules: Mapping[str, Rule],
    *,
    where: Mapping[str, Standing] | None = None,
    release: bool = False,
    way: Way = in_turn,
) -> tuple[Finding, ...]:
    """Return the findings of ``rules`` on ``today``, sorted; every problem is reported at once.

    ``where`` gives the standings when they are known already; ``release`` asks for the severities
    of a release; ``way`` is how the rules are gone through, whose order is that of the findings.
    Where the settings are not usable, only what is wrong with files is told.
    """
    places = where if where is not None else standings(corpus, today)
    look = Inspection(corpus=corpus, today=today, standings=places)
    asked = [rule for code, rule in rules.items() if corpus.usable or code.startswith(_FILES)]
    most = tuple(rule for rule in asked if not rule.last)
    others = tuple(rule for rule in asked if rule.last)
    first = tuple(_findings(look, most, way, release=release))
    excused = covered(corpus.waivers, today)
    waived = tuple(_waived(finding, rules[finding.code], excused) for finding in first)
    told = structs.replace(look, findings=waived)
    last = _findings(told, others, in_turn, release=release)
    return tuple(sorted((*waived, *last), key=lambda finding: finding.order))


def judged(
    problems: Iterable[Problem], corpus: Corpus, today: date, rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """Return what was noticed in an output as findings, sorted, by the same policy and waivers."""
    excused = covered(corpus.waivers, today)
    found = []
    for problem in problems:
        rule = rules[problem.code]
        finding = _finding(breach_of(problem), rule, corpus.policy, release=False)
        found.append(_waived(finding, rule, excused))
    return tuple(sorted(found, key=lambda finding: finding.order))


def _findings(
    look: Inspection, rules: tuple[Rule, ...], way: Way, *, release: bool
) -> Iterator[Finding]:
    for rule, breaches in zip(rules, way(look, rules), strict=True):
        for breach in breaches:
            yield _finding(breach, rule, look.corpus.policy, release=release)


def _waived(finding: Finding, rule: Rule, excused: frozenset[tuple[str, str]]) -> Finding:
    if rule.waivable and not excused.isdisjoint(subjects(finding)):
        return structs.replace(finding, waived=True)
    return finding


def _finding(breach: Breach, rule: Rule, policy: Policy, *, release: bool) -> Finding:
    severity = policy.severity.get(rule.code, breach.severity or rule.default)
    if release and rule.strict is not None:
        severity = max(severity, rule.strict, key=lambda grade: grade.rank)
    return Finding(
        code=rule.code,
        severity=severity,
        path=breach.path,
        pointer=breach.pointer,
        item=breach.item,
        facts=breach.facts,
        line=breach.line,
        column=breach.column,
        dated=rule.dated if breach.dated is None else breach.dated,
    )
