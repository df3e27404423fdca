"""The day on which what an audience is told of a product last changed: papers are dated by it.

A paper that is set on any day from then until the next change says the same. What has no date does
not count: the site's texts, its brand, its policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TypeAlias, final

from inforce.domain.audience.circle import Circle
from inforce.domain.audience.disclosure import Sign, kept_back
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.editions.reign import Reign, reigns
from inforce.domain.interval import Interval
from inforce.domain.items.content import ProductContent, item_of
from inforce.domain.items.control import Assignment, assignment_of
from inforce.domain.items.lifecycle import day_after
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Assigned, Ledger, day_of
from inforce.domain.standings.standing import Standing

_Ways: TypeAlias = Mapping[str, set[str]]


@final
class Dating(Mapping[str, date]):
    """The day of the last change in what the audience of ``circle`` is told of each product.

    A day on which others learnt something and this audience did not is none of them. Products of
    which nothing that is told has a date are not in it. A day is found when it is asked for: what
    needs none, as a build without papers does, pays for none.
    """

    def __init__(
        self,
        standing: Mapping[str, Standing],
        circle: Circle,
        shown: Mapping[str, EditionProduct],
    ) -> None:
        """Take the products as ``shown`` to the audience."""
        self._standing = standing
        self._circle = circle
        self._shown = shown
        self._told_of = cache(self._told_of_anew)

    def __getitem__(self, key: str) -> date:
        day = self._of(self._standing[key], self._shown[key].content)
        if day is None:
            raise KeyError(key)
        return day

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._shown if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, place: Standing, current: ProductContent) -> date | None:
        """Return the day for the product at ``place``; ``current`` is what is seen of it."""
        days = self._own(place, current)
        if len(self._reigns[place.id]) > 1:
            days += self._disclosed(place.id)
        for key in self._named(place.id):
            days += self._told_of(key)
        today = self._circle.today
        return max([day for day in days if day is not None and day <= today], default=None)

    @cached_property
    def _reigns(self) -> Mapping[str, tuple[Reign, ...]]:
        return {key: reigns(place, self._circle) for key, place in self._standing.items()}

    def _own(self, place: Standing, current: ProductContent) -> list[date | None]:
        """Return the days on which the product changed, or what its history tells of the past."""
        days: list[date | None] = [place.review.last]
        for reign in self._reigns[place.id]:
            days.append(reign.start)
            if reign.product is not None:
                days += _turns(reign.product)
        days += [day_after(certificate.valid_to) for certificate in current.product.certificates]
        ledger = self._circle.ledgers.get(place.id)
        if ledger is not None:
            days += self._assigned(place, ledger)
        return days

    def _assigned(self, place: Standing, ledger: Ledger) -> Iterator[date]:
        """Yield the days on which the next review was put on another day, without a revision."""
        if place.approval is None or place.content is None:
            return
        before = _clock(assignment_of(item_of(place.content).control))
        for entry in ledger.entries[ledger.entries.index(place.approval) :]:
            if isinstance(entry, Assigned):
                after = _clock(Assignment(entry.owner, entry.review_every))
                if after != before:
                    yield day_of(entry)
                before = after

    def _named(self, key: str) -> set[str]:
        """Return the other products that papers on this one name, or did: relations, its line."""
        named = set()
        for ways in self._lines:
            if key in ways:
                named |= _reached(key, ways)
        for reign in self._reigns[key]:
            if reign.product is not None:
                named.update([link.product for link in reign.product.relations])
        named.discard(key)
        return named & self._reigns.keys()

    @cached_property
    def _lines(self) -> tuple[_Ways, _Ways]:
        """Which products each one names, or named, as its replacements, and the inverse."""
        heirs: dict[str, set[str]] = {}
        ancestors: dict[str, set[str]] = {}
        for key, course in self._reigns.items():
            for reign in course:
                for heir in () if reign.product is None else reign.product.lifecycle.replaced_by:
                    heirs.setdefault(key, set()).add(heir.product)
                    ancestors.setdefault(heir.product, set()).add(key)
        return heirs, ancestors

    def _told_of_anew(self, key: str) -> frozenset[date]:
        """Return the days on which what others tell of a product changed: its name, its life."""
        days: set[date] = set()
        before = None
        for reign in self._reigns[key]:
            product = reign.product
            face = None if product is None else (product.name, product.lifecycle, product.recall)
            if face != before and reign.start is not None:
                days.add(reign.start)
            before = face
            if product is not None:
                days.update([day for day in _turns(product) if reign.holds(day)])
        return frozenset(days)

    def _disclosed(self, key: str) -> Iterator[date]:
        """Yield the days on which other products hid or showed what this one's history tells."""
        for reign in self._reigns[key]:
            signs = _signs(reign, self._circle.sees)
            for day, hidden in self._hidings.get(reign.content.family.id, ()):
                if not signs.isdisjoint(hidden):
                    yield day

    @cached_property
    def _hidings(self) -> Mapping[str, list[tuple[date, frozenset[Sign]]]]:
        """What products began or ceased to keep back, by family, with the day."""
        found: dict[str, list[tuple[date, frozenset[Sign]]]] = {}
        for course in self._reigns.values():
            before: Mapping[str, set[Sign]] = {}
            for reign in course:
                now = kept_back([reign.content], self._circle.sees)
                for family in {*before, *now}:
                    changed = before.get(family, set()) ^ now.get(family, set())
                    if changed and reign.start is not None:
                        found.setdefault(family, []).append((reign.start, frozenset(changed)))
                before = now
        return found


def _turns(product: Product) -> list[date]:
    days = product.lifecycle.turns()
    return days if product.recall is None else [*days, product.recall.date]


def _clock(assignment: Assignment) -> tuple[bool, Interval | None]:
    """Return what of an assignment the day of the next review depends on."""
    return assignment.owner is None, assignment.review_every


def _signs(reign: Reign, sees: frozenset[str]) -> set[Sign]:
    family = reign.content.family
    shown = {key for key, attribute in family.attributes.items() if attribute.audience in sees}
    return {("family", family.id), *(("attribute", key) for key in shown)}


def _reached(start: str, ways: Mapping[str, Iterable[str]]) -> set[str]:
    """Return all that ``ways`` lead to from ``start``."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for key in ways.get(ahead.pop(), ()):
            if key not in found:
                found.add(key)
                ahead.append(key)
    return found
