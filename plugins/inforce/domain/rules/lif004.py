"""LIF004: a replacement leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from inforce.domain.checking.offer import product_names
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.editions.succession import circles, successor
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.nearest import Names
from inforce.domain.site.policy import Severity

_GONE = "the replacement is no longer available"


class _Chains(Struct, frozen=True):
    """What is needed to judge any replacement."""

    names: Names
    lives: Mapping[str, Lifecycle]
    states: Mapping[str, LifecycleState]
    circles: frozenset[str]


def _check(inspection: Inspection) -> Iterator[Breach]:
    told = inspection.lives
    chains = _Chains(product_names(inspection.corpus), told, inspection.states, circles(told))
    for key, product in inspection.corpus.products.items():
        for index, heir in enumerate(product.lifecycle.replaced_by):
            facts = _fault(key, heir.product, chains)
            if facts is not None:
                yield Breach(
                    path=inspection.corpus.paths[key],
                    pointer=f"/lifecycle/replaced_by/{index}/product",
                    item=key,
                    facts=facts,
                    dated=facts["fault"] == _GONE,
                )


def _fault(product: str, heir: str, chains: _Chains) -> dict[str, str] | None:
    if heir not in chains.lives:
        if heir in chains.names:
            return None
        expected = chains.names.expected(heir, "a product of this site")
        return {"fault": "unknown replacement", "found": heir, "expected": expected}
    if product in chains.circles and heir in chains.circles:
        expected = "a product that is still available"
        return {"fault": "the replacements go in a circle", "found": heir, "expected": expected}
    end = successor(product, heir, chains.lives, chains.states)
    state = chains.states[end]
    if not state.gone:
        return None
    found = f"{heir}, {state.value}" if end == heir else f"{heir}, then {end}, {state.value}"
    return {"fault": _GONE, "found": found, "expected": "a product that is still available"}


RULE = Rule(
    code="LIF004",
    title="The replacement leads nowhere",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Name a product that can be ordered, or say in no_replacement why there is none.",
    why=(
        "A customer who follows the notice must arrive at something that can be bought. A chain of "
        "replacements that ends in a withdrawn product, or in itself, sends him away."
    ),
    clause=(
        "ISO 9001 Auditing Practices Group, Customer communication, 4.3: changed, withdrawn, "
        "unavailable; J-STD-048"
    ),
    wrong="lifecycle: {replaced_by: [{product: hx-100}]}   # of hx-100 itself\n",
    right="lifecycle: {replaced_by: [{product: hx-110, fit: functional}]}\n",
    check=_check,
    gate=True,
)
