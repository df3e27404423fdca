"""LIF001: the dates of a product's life are out of order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.site.policy import Severity

_NOTHING = Lifecycle()


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, product in inspection.corpus.products.items():
        if product.lifecycle == _NOTHING:
            continue
        for (before, early), (after, late) in pairwise(_dates(product.lifecycle)):
            if late < early:
                yield Breach(
                    path=inspection.corpus.paths[key],
                    pointer=f"/lifecycle/{after}",
                    item=key,
                    facts={
                        "before": before,
                        "after": after,
                        "early": early.isoformat(),
                        "late": late.isoformat(),
                    },
                )


def _dates(life: Lifecycle) -> Iterator[tuple[str, date]]:
    """Yield the dates that are set, in the order in which they must come."""
    for key, day in (
        ("available_from", life.available_from),
        ("not_recommended_from", life.not_recommended_from),
        ("announced_on", life.announced_on),
        ("last_order", life.last_order),
        ("last_delivery", life.last_delivery),
        ("support_until", life.support_until),
    ):
        if day is not None:
            yield key, day


RULE = Rule(
    code="LIF001",
    title="The dates of its life are out of order",
    default=Severity.ERROR,
    problem="{after} comes before {before} ({late} → {early} or later)",
    fix=(
        "Put the dates in their order: available_from, not_recommended_from, announced_on, "
        "last_order, last_delivery, support_until."
    ),
    why=(
        "Customers plan their last order and their spare parts by these dates. Dates that cannot "
        "follow each other make the notice worthless."
    ),
    clause="J-STD-048: content of a product discontinuance notice; ISO 9001:2015, 8.2.1 a",
    wrong="lifecycle: {announced_on: 2026-06-01, last_order: 2026-05-01}\n",
    right="lifecycle: {announced_on: 2026-06-01, last_order: 2026-12-31}\n",
    check=_check,
    gate=True,
)
