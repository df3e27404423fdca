"""REF003: something unknown is referred to."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.insertion_faults import unfilled
from inforce.domain.checking.references import dangling
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.nearest import Names
from inforce.domain.rules import rules
from inforce.domain.site.policy import Policy, Severity

_RULE = "a rule that `inforce rule` lists"


def _check(inspection: Inspection) -> Iterator[Breach]:
    for reference in dangling(inspection.corpus):
        kind, name = reference.kind, reference.name
        yield Breach(
            path=reference.path,
            pointer=reference.pointer,
            item=reference.item,
            facts={
                "fault": kind.fault,
                "found": name,
                "expected": kind.known.expected(name, kind.otherwise),
            },
        )
    yield from _severities(inspection.policy)
    for one in unfilled(inspection):
        yield Breach(
            path=one.writing.path,
            item=one.writing.item,
            line=one.line,
            column=one.column,
            facts={
                "fault": f"{one.insertion.written} {one.fault.what}",
                "found": one.fault.found,
                "expected": one.fault.expected,
            },
        )


def _severities(policy: Policy) -> Iterator[Breach]:
    """Yield the rules that the policy makes more or less grave, and that there are not."""
    known = Names(rules())
    for code in policy.severity:
        if code not in known:
            expected = known.expected(code, _RULE)
            yield Breach(
                path="site_config/policy.yaml",
                pointer=f"/severity/{code}",
                facts={"fault": "unknown rule", "found": code, "expected": expected},
            )


RULE = Rule(
    code="REF003",
    title="Something unknown is referred to",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Correct the name, or add what it names.",
    why=(
        "A name that leads nowhere is left out of every output without a word: a figure without "
        "its proof, a price list that an unknown audience may see, an accessory that is missing. "
        "Hand-written pages name products too, in links and in what they take from the data: what "
        "the page's own readers do not see counts as unknown."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 a: identification",
    wrong="relations: [{type: accessory, product: fl-2S}]\n",
    right="relations: [{type: accessory, product: fl-25}]\n",
    check=_check,
    apart=("found",),
    gate=True,
)
