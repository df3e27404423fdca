"""REF001: a product refers to one that is no longer available."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.editions.succession import successors
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    known = inspection.states
    told = inspection.lives
    for product in inspection.on_offer:
        for index, relation in enumerate(product.relations):
            state = known.get(relation.product)
            if state is None or not state.gone:
                continue
            heirs = successors(relation.product, told, known)
            instead = [heir.product for heir in heirs if not heir.state.gone]
            yield Breach(
                path=inspection.corpus.paths[product.id],
                pointer=f"/relations/{index}/product",
                item=product.id,
                facts={
                    "type": relation.type.value,
                    "product": relation.product,
                    "state": state.value,
                    "instead": " or ".join(instead) or "a product that is available",
                },
            )


RULE = Rule(
    code="REF001",
    title="It refers to a product that is no longer available",
    default=Severity.WARNING,
    problem="{type} is no longer available ({product}, {state} → {instead})",
    fix="Refer to what can be ordered now, or take the reference out.",
    why=(
        "An accessory or spare part that cannot be ordered is a promise that is not kept. The page "
        "marks the product as gone, but the customer still has to look for another one."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: current and accurate",
    wrong="relations: [{type: accessory, product: fl-25}]   # fl-25 was withdrawn\n",
    right="relations: [{type: accessory, product: fl-26}]\n",
    check=_check,
    dated=True,
)
