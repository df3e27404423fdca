"""What a rule is: data in, findings out, with the words and the reason beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from inforce.domain.checking.odd_texts import OddText, odd_texts
from inforce.domain.items.content import ProductContent
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding, Problem
from inforce.domain.site.policy import Policy, Severity
from inforce.domain.standings.standing import Standing


class Inspection(Struct, frozen=True, kw_only=True, dict=True):
    """What rules look at: all that was read, and where every item stands on ``today``.

    ``findings`` are those of the other rules, for the rules that judge them (``Rule.last``). What
    several rules ask of all products is found once.
    """

    corpus: Corpus
    today: date
    standings: Mapping[str, Standing]
    findings: tuple[Finding, ...] = ()

    @property
    def policy(self) -> Policy:
        """The site's policy."""
        return self.corpus.policy

    @cached_property
    def on_offer(self) -> tuple[Product, ...]:
        """The working copies of the products that are not gone on the day, by file order."""
        found = ((self.standings[key].lifecycle, one) for key, one in self.corpus.products.items())
        return tuple(one for state, one in found if state is not None and not state.gone)

    @cached_property
    def states(self) -> Mapping[str, LifecycleState]:
        """Where each product stands in its life on the day, issued or not."""
        known = {
            key: place.lifecycle
            for key, place in self.standings.items()
            if place.lifecycle is not None and isinstance(place.item, Product)
        }
        working = {
            key: known.get(key) or product.lifecycle.state(self.today, product.recall)
            for key, product in self.corpus.products.items()
        }
        return working | known

    @cached_property
    def lives(self) -> Mapping[str, Lifecycle]:
        """The life of each product as its working copy tells it, or else the issued one."""
        issued = {
            key: place.content.product.lifecycle
            for key, place in self.standings.items()
            if isinstance(place.content, ProductContent)
        }
        return issued | {key: one.lifecycle for key, one in self.corpus.products.items()}

    @cached_property
    def odd_texts(self) -> tuple[OddText, ...]:
        """The texts that are not in the locales of the policy, by file order."""
        return tuple(odd_texts(self.corpus))


class Rule(Struct, frozen=True, kw_only=True):
    """One rule, with all that its manual page says.

    ``problem`` and ``fix`` are sentences with the facts of a finding in braces; ``fixes`` are those
    in the place of ``fix`` for files whose path begins so. ``default`` is the severity unless the
    policy says otherwise; a finding may come with its own where a rule has grades. ``gate`` says
    that a build must not start while it is broken; ``waivable`` that a waiver may cover it;
    ``last`` that it judges the findings of the others.

    ``dated`` says that it can be broken by the passing of days alone: such findings are left out
    where only a change is judged. ``strict`` is the least severity in a check for a release.
    ``apart`` names the facts that tell several findings at one pointer apart; with rule, item and
    pointer they are what a finding is known by, so a line, a day or a count is none of them.
    ``built`` says that not every check finds it all, but a build or one that asks other hosts, so
    that a waiver may be of use there alone.
    """

    code: str
    title: str
    default: Severity
    problem: str
    fix: str
    why: str
    clause: str
    wrong: str
    right: str
    check: Callable[[Inspection], Iterator[Breach]]
    gate: bool = False
    waivable: bool = True
    last: bool = False
    dated: bool = False
    strict: Severity | None = None
    apart: tuple[str, ...] = ()
    built: bool = False
    fixes: Mapping[str, str] = {}


class Breach(Struct, frozen=True, kw_only=True):
    """A place where a rule is broken.

    ``severity`` and ``dated`` only where they differ from what the rule says of itself.
    """

    path: str
    pointer: str = ""
    item: str | None = None
    facts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0
    severity: Severity | None = None
    dated: bool | None = None


def reported(code: str) -> Callable[[Inspection], Iterator[Breach]]:
    """Return the check of a rule whose problems the readers notice: it passes them on."""

    def check(inspection: Inspection) -> Iterator[Breach]:
        for problem in inspection.corpus.problems:
            if problem.code == code:
                yield breach_of(problem)

    return check


def breach_of(problem: Problem) -> Breach:
    """Return what a reader noticed as the breach of a rule."""
    return Breach(
        path=problem.path,
        pointer=problem.pointer,
        item=problem.item,
        facts=problem.facts,
        line=problem.line,
        column=problem.column,
    )


def message(finding: Finding, rule: Rule) -> str:
    """Return what is wrong, in a sentence without its end."""
    return rule.problem.format(**_facts(finding))


def remedy(finding: Finding, rule: Rule) -> str:
    """Return what to do about it, as a sentence."""
    fixes = (fix for start, fix in rule.fixes.items() if finding.path.startswith(start))
    return next(fixes, rule.fix).format(**_facts(finding))


def _facts(finding: Finding) -> dict[str, str]:
    return {"item": finding.item or "", "path": finding.path, **finding.facts}
