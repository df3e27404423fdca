"""Replacement chains: which product to use now instead of one that is gone."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain.edition import Successor
from inforce.domain.lifecycle import Lifecycle, LifecycleState, Replacement


def successors(
    product: str, lives: Mapping[str, Lifecycle], states: Mapping[str, LifecycleState]
) -> tuple[Successor, ...]:
    """Return where each replacement of ``product`` leads, in the order they are named.

    A replacement that is itself gone is followed to its own first replacement, and so on; what was
    passed stands in ``via``. A circle or an unknown product ends the chain at the last known one.
    """
    found = (_follow(product, heir, lives, states) for heir in lives[product].replaced_by)
    return tuple(successor for successor in found if successor is not None)


def predecessors(lives: Mapping[str, Lifecycle]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each product, the ids of those that name it as their replacement, sorted."""
    inverse: dict[str, list[str]] = {}
    for key, life in lives.items():
        for heir in life.replaced_by:
            inverse.setdefault(heir.product, []).append(key)
    return {key: tuple(sorted(before)) for key, before in inverse.items()}


def _follow(
    start: str,
    heir: Replacement,
    lives: Mapping[str, Lifecycle],
    states: Mapping[str, LifecycleState],
) -> Successor | None:
    if heir.product not in lives:
        return None
    via: list[str] = []
    key = heir.product
    while states[key].gone:
        onward = [
            later.product
            for later in lives[key].replaced_by
            if later.product in lives and later.product not in {start, key, *via}
        ]
        if not onward:
            break
        via.append(key)
        key = onward[0]
    return Successor(product=key, via=tuple(via), fit=heir.fit, note=heir.note, state=states[key])
