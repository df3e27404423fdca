"""What the pack does not prove, with figures where they can be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from inforce.domain.evidence.approved import approvals
from inforce.domain.evidence.study import Study
from inforce.domain.evidence.trail import Trail
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Value
from inforce.domain.registers.register import Tier


class Limit(Struct, frozen=True, kw_only=True):
    """Something that is not proved; ``facts`` fill its sentence."""

    key: str
    facts: Mapping[str, int] = {}


def limits(study: Study) -> tuple[Limit, ...]:
    """Return what an auditor must not read into the pack, gravest first."""
    return tuple(_limits(study))


def _limits(study: Study) -> Iterator[Limit]:
    unread = sum(1 for trail in study.trails.values() if unreadable(trail, study))
    if unread:
        yield Limit(key="unreadable", facts={"registers": unread})
    if study.light:
        yield Limit(key="light")
    made = approvals(study)
    if made:
        asserted = sum(1 for _, issue in made if issue.tier is Tier.ASSERTED)
        yield Limit(key="asserted", facts={"asserted": asserted, "approvals": len(made)})
        faults = sum(1 for _, issue in made if issue.fault is not None)
        if faults:
            yield Limit(key="signatures", facts={"faults": faults})
        yield Limit(key="truncated")
        unnamed = sum(1 for _, issue in made if not issue.entry.change.by)
        yield Limit(key="author", facts={"unnamed": unnamed, "approvals": len(made)})
        yield Limit(key="time_to_approve")
    if study.corpus.offering is None:
        yield Limit(key="offering")
    yield Limit(key="stated_days")
    yield Limit(key="settings")
    yield Limit(key="competence")
    backed, figures = _backed(study)
    if figures:
        yield Limit(key="physical", facts={"backed": backed, "figures": figures})
    yield Limit(key="readers")


def unreadable(trail: Trail, study: Study) -> bool:
    """Whether the item has a register of which nothing can be read."""
    ledger = study.corpus.ledgers.get(trail.id)
    return ledger is not None and not ledger.entries


def _backed(study: Study) -> tuple[int, int]:
    """Return how many figures and claims in force name their evidence, and how many there are."""
    values = [value for trail in study.shown() for value in _values(trail)]
    return sum(1 for value in values if value.evidence), len(values)


def _values(trail: Trail) -> Iterator[Value]:
    item = trail.standing.item
    if isinstance(item, Product):
        yield from item.specs.values()
        for variant in item.variants.items:
            yield from variant.specs.values()
