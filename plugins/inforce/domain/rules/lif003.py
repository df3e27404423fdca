"""LIF003: customers are told later than the policy promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import UNSET, structs

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.interval import Interval
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.difference import differences
from inforce.domain.items.family import lineage
from inforce.domain.items.product import Product
from inforce.domain.registers.register import day_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import LeadTimes, Severity
from inforce.domain.standings.standing import Standing

_FIGURES = ("/specs", "/variants")
# The number of the first revision that changes anything.
_CHANGED = 2


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus, today = inspection.corpus, inspection.today
    for key, product in corpus.products.items():
        place = inspection.standings[key]
        if product.lifecycle.announced_on is None and len(place.history) < _CHANGED:
            continue  # nothing was announced
        lead = lead_time(product, corpus)
        for event, told, day, needed in (
            *_ends(product, lead, today),
            *_changes(place, corpus, lead, today),
        ):
            change = event == "effective_from"
            yield Breach(
                path=corpus.paths[key],
                pointer="" if change else f"/lifecycle/{event}",
                item=key,
                facts={
                    "event": event,
                    "told": told.isoformat(),
                    "day": day.isoformat(),
                    "needed": needed.written,
                    "earliest": needed.after(told).isoformat(),
                },
                dated=change,
            )


_Short = tuple[str, date, date, Interval]


def lead_time(product: Product, corpus: Corpus) -> LeadTimes:
    """Return the lead times that hold for ``product``: the nearest family's, else the site's."""
    found = corpus.policy.lead_times
    for family in lineage(product.family, corpus.families):
        own = corpus.policy.lead_times.families.get(family.id)
        if own is not None:
            told = {key: value for key, value in structs.asdict(own).items() if value is not UNSET}
            found = structs.replace(found, **told)
    return found


def _ends(product: Product, lead: LeadTimes, today: date) -> Iterator[_Short]:
    """Yield the days of an end that come too soon after its announcement.

    What was pulled at once gives no time, and what is over cannot be told any earlier.
    """
    life = product.lifecycle
    if life.announced_on is None or life.withdrawn_on is not None:
        return
    for event, day, needed in (
        ("last_order", life.last_order, lead.last_order),
        ("last_delivery", life.last_delivery, lead.last_delivery),
    ):
        if day is None or needed is None or day < today:
            continue
        if day < needed.after(life.announced_on):
            yield event, life.announced_on, day, needed


def _changes(place: Standing, corpus: Corpus, lead: LeadTimes, today: date) -> Iterator[_Short]:
    """Yield the newest revision if it changes a figure too soon, while that time still runs."""
    needed, history = lead.change, place.history
    if needed is None or len(history) < _CHANGED:
        return
    newest = history[-1]
    told = day_of(newest)
    ends = needed.after(told)
    if newest.effective_from < ends and today < ends and _touches_figures(place, corpus):
        yield "effective_from", told, newest.effective_from, needed


def _touches_figures(place: Standing, corpus: Corpus) -> bool:
    """Whether the newest revision changes form, fit or function: a figure of its specs."""
    before, after = place.history[-2:]
    snapshots = corpus.ledgers[place.id].snapshots
    if after.change.class_ is ChangeClass.EDITORIAL or not {before.revision, after.revision} <= {
        *snapshots
    }:
        return False
    found = differences(snapshots[before.revision].content, snapshots[after.revision].content)
    return any(one.figure and one.pointer.startswith(_FIGURES) for one in found)


RULE = Rule(
    code="LIF003",
    title="Customers are told too late",
    default=Severity.WARNING,
    problem="{event} comes too soon after {told} ({day} → {earliest} or later: {needed})",
    fix=(
        "Choose a later day, or tell customers why it cannot be: the times are lead_times in "
        "policy.yaml."
    ),
    why=(
        "Who builds a product into something of his own needs time for a last order, for stock and "
        "for a new design. The usual promise is six months to the last order and twelve to the "
        "last delivery; for a change of form, fit or function, 90 days (lead_times: {change: "
        "P90D})."
    ),
    clause="J-STD-048: discontinuance; J-STD-046: product changes; ISO 9001:2015, 8.2.1 a",
    wrong="lifecycle: {announced_on: 2026-06-01, last_order: 2026-07-01}\n",
    right="lifecycle: {announced_on: 2026-06-01, last_order: 2026-12-31}\n",
    check=_check,
)
