"""LIF002: a product ends and customers are not told what to use instead."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, product in inspection.corpus.products.items():
        life = product.lifecycle
        if life.replaced_by or life.no_replacement is not None:
            continue
        end = _end(life) or _obsolete(life, inspection)
        if end is not None:
            yield Breach(
                path=inspection.corpus.paths[key],
                pointer="/lifecycle",
                item=key,
                facts={"end": end},
                dated=_end(life) is None,
            )


def _end(life: Lifecycle) -> str | None:
    for key, day in (
        ("withdrawn_on", life.withdrawn_on),
        ("announced_on", life.announced_on),
        ("last_order", life.last_order),
    ):
        if day is not None:
            return f"{key} {day}"
    return None


def _obsolete(life: Lifecycle, inspection: Inspection) -> str | None:
    if life.support_until is None or life.state(inspection.today) is not LifecycleState.OBSOLETE:
        return None
    return f"support_until {life.support_until}"


RULE = Rule(
    code="LIF002",
    title="It ends, and nothing says what to use instead",
    default=Severity.ERROR,
    problem="the product ends with nothing in its place ({end} → replaced_by or no_replacement)",
    fix="Name the replacement, or say in no_replacement why there is none.",
    why=(
        "The first question about a product that is no longer made is what to use instead. No "
        "replacement is an answer too, when it is given."
    ),
    clause=(
        "ISO 9001 Auditing Practices Group, Customer communication, 4.3: changed, withdrawn, "
        "unavailable; J-STD-048"
    ),
    wrong="lifecycle: {announced_on: 2026-06-01, last_order: 2026-12-31}\n",
    right=(
        "lifecycle:\n  announced_on: 2026-06-01\n  last_order: 2026-12-31\n"
        "  replaced_by: [{product: hx-110, fit: functional}]\n"
    ),
    check=_check,
)
