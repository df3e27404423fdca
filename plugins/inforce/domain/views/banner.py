"""The banner: what stands above a product that is not simply on sale, and its replacements."""

from __future__ import annotations

from datetime import date

from inforce.domain.editions.edition import EditionProduct, Successor
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading
from inforce.domain.views.recall import recall_view
from inforce.domain.views.values import Banner, Fact, Heir

_TONES = {
    LifecycleState.RECALLED: "danger",
    LifecycleState.WITHDRAWN: "danger",
    LifecycleState.OBSOLETE: "danger",
    LifecycleState.DISCONTINUED: "danger",
    LifecycleState.LAST_TIME_BUY: "warning",
    LifecycleState.NOT_RECOMMENDED: "warning",
    LifecycleState.PREVIEW: "note",
    LifecycleState.ACTIVE: "note",
}
# The dates of a product's life that readers are told, in their order.
DATES = (
    "available_from",
    "not_recommended_from",
    "announced_on",
    "withdrawn_on",
    "last_order",
    "last_delivery",
    "support_until",
)


def banner(product: EditionProduct, reading: Reading) -> Banner:
    """Return what customers are told of a product's state, with dates and replacements."""
    life = product.content.product.lifecycle
    recall = product.content.product.recall
    state = product.state.value
    return Banner(
        state=state,
        tone=_TONES[product.state],
        heading=reading.say(f"banner.{state}.heading"),
        lead=reading.say(f"banner.{state}.lead"),
        action=reading.say(f"banner.{state}.action"),
        recall=recall_view(product, reading),
        texts=_reasons(product, reading),
        facts=tuple(_facts(product, reading)),
        notice=recall.notice if recall is not None else life.notice or "",
        heirs=heirs(product, reading),
        no_replacement=reading.phrase(life.no_replacement),
    )


def heirs(product: EditionProduct, reading: Reading) -> tuple[Heir, ...]:
    """Return the replacements of a product with the chain resolved."""
    return tuple(_heir(successor, reading) for successor in product.successors)


def _reasons(product: EditionProduct, reading: Reading) -> tuple[Phrase, ...]:
    """Return why it leaves; a recall says so itself, not why sales had ended before."""
    reason, recall = product.content.product.lifecycle.reason, product.content.product.recall
    return () if reason is None or recall is not None else (reading.phrase(reason),)


def _heir(successor: Successor, reading: Reading) -> Heir:
    return Heir(
        product=reading.ref(successor.product),
        fit=reading.say(f"fit.{successor.fit.value}"),
        note=reading.phrase(successor.note),
        via=tuple(reading.ref(passed) for passed in successor.via),
    )


def _facts(product: EditionProduct, reading: Reading) -> list[Fact]:
    life, recall = product.content.product.lifecycle, product.content.product.recall
    days: list[tuple[str, date]] = [] if recall is None else [("recalled_on", recall.date)]
    for key in DATES:
        day = getattr(life, key)
        if isinstance(day, date):
            days.append((key, day))
    if product.state is not LifecycleState.PREVIEW:
        days = [(key, day) for key, day in days if key != "available_from"]
    return [Fact(reading.say(f"date.{key}"), reading.wording.day(day)) for key, day in days]
