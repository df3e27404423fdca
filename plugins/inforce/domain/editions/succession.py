"""Replacement chains: which product to use now instead of one that is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.editions.edition import Successor
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState, Replacement


def successors(
    product: str, lives: Mapping[str, Lifecycle], states: Mapping[str, LifecycleState]
) -> tuple[Successor, ...]:
    """Return where each replacement of ``product`` leads, in the order they are named.

    A replacement that is itself gone is followed to its own first replacement, and so on; what was
    passed stands in ``via``. A circle or an unknown product ends the chain at the last known one.
    """
    heirs = lives[product].replaced_by
    if not heirs:
        return ()
    found = (_follow(product, heir, lives, states) for heir in heirs)
    return tuple(successor for successor in found if successor is not None)


def predecessors(lives: Mapping[str, Lifecycle]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each product, the ids of those that name it as their replacement, sorted."""
    inverse: dict[str, list[str]] = {}
    for key, life in lives.items():
        for heir in life.replaced_by:
            inverse.setdefault(heir.product, []).append(key)
    return {key: tuple(sorted(before)) for key, before in inverse.items()}


def successor(
    product: str,
    heir: str,
    lives: Mapping[str, Lifecycle],
    states: Mapping[str, LifecycleState],
) -> str:
    """Return the product at which the way from ``product`` through its known ``heir`` ends."""
    return [heir, *_onward(product, heir, lives, states)][-1]


def circles(lives: Mapping[str, Lifecycle]) -> frozenset[str]:
    """Return the products whose replacements lead back to themselves, or between such circles.

    Products from which no way goes on, then those to which none leads, are taken away until only
    circles are left: each reference is looked at twice, however long the chains are.
    """
    onward = {
        key: {heir.product for heir in life.replaced_by if heir.product in lives}
        for key, life in lives.items()
        if life.replaced_by
    }
    return frozenset(_without_ends(_turned(_without_ends(onward))))


def _without_ends(ways: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return ``ways`` without the keys from which every way comes to an end."""
    back = _turned(ways)
    left = {key: len(targets) for key, targets in ways.items()}
    ends = [key for key in {*ways, *back} if not left.get(key)]
    gone = set(ends)
    while ends:
        for before in back.get(ends.pop(), ()):
            left[before] -= 1
            if not left[before]:
                ends.append(before)
                gone.add(before)
    return {key: targets - gone for key, targets in ways.items() if key not in gone}


def _turned(ways: Mapping[str, set[str]]) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {}
    for key, targets in ways.items():
        for target in targets:
            back.setdefault(target, set()).add(key)
    return back


def _follow(
    start: str,
    heir: Replacement,
    lives: Mapping[str, Lifecycle],
    states: Mapping[str, LifecycleState],
) -> Successor | None:
    if heir.product not in lives:
        return None
    way = [heir.product, *_onward(start, heir.product, lives, states)]
    end = way.pop()
    return Successor(product=end, via=tuple(way), fit=heir.fit, note=heir.note, state=states[end])


def _onward(
    start: str, heir: str, lives: Mapping[str, Lifecycle], states: Mapping[str, LifecycleState]
) -> Iterator[str]:
    """Yield the products to which ``heir``, when it is gone, leads one after the other."""
    passed = {start, heir}
    key: str | None = heir
    while key is not None and states[key].gone:
        named = (later.product for later in lives[key].replaced_by)
        key = next((name for name in named if name in lives and name not in passed), None)
        if key is not None:
            passed.add(key)
            yield key
