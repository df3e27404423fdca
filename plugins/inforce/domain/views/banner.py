"""The banner: what stands above a product that is not simply on sale, and its replacements."""

from __future__ import annotations

from datetime import date

from inforce.domain.edition import EditionProduct, Successor
from inforce.domain.lifecycle import LifecycleState, Recall
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading
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
    texts = [reading.phrase(life.reason)] if life.reason is not None else []
    return Banner(
        state=state,
        tone=_TONES[product.state],
        heading=reading.say(f"banner.{state}.heading"),
        lead=reading.say(f"banner.{state}.lead"),
        texts=(*_recall_texts(recall, reading), *texts),
        facts=tuple(_facts(product, reading)),
        notice=recall.notice if recall is not None else life.notice or "",
        heirs=heirs(product, reading),
        no_replacement=reading.phrase(life.no_replacement),
    )


def heirs(product: EditionProduct, reading: Reading) -> tuple[Heir, ...]:
    """Return the replacements of a product with the chain resolved."""
    return tuple(_heir(successor, reading) for successor in product.successors)


def _heir(successor: Successor, reading: Reading) -> Heir:
    return Heir(
        product=reading.ref(successor.product),
        fit=reading.say(f"fit.{successor.fit.value}"),
        note=reading.phrase(successor.note),
        via=tuple(reading.ref(passed) for passed in successor.via),
    )


def _facts(product: EditionProduct, reading: Reading) -> list[Fact]:
    life = product.content.product.lifecycle
    days: list[tuple[str, date]] = []
    for key in DATES:
        day = getattr(life, key)
        if isinstance(day, date):
            days.append((key, day))
    if product.state is not LifecycleState.PREVIEW:
        days = [(key, day) for key, day in days if key != "available_from"]
    return [Fact(reading.say(f"date.{key}"), reading.wording.day(day)) for key, day in days]


def _recall_texts(recall: Recall | None, reading: Reading) -> list[Phrase]:
    if recall is None:
        return []
    parts = (
        recall.hazard,
        recall.affected,
        recall.identify,
        recall.sold,
        recall.action,
        recall.remedies,
        recall.contact,
    )
    return [reading.phrase(part) for part in parts if part is not None]
