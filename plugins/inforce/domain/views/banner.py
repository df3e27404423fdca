"""The banner: what stands above a product that is not simply on sale, and its replacements."""

from __future__ import annotations

from datetime import date

from inforce.domain.editions.edition import EditionProduct, Successor
from inforce.domain.editions.notices import announced, issued
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading
from inforce.domain.views.recall import recall_view
from inforce.domain.views.values import Banner, Fact, Heir

_TONES = {
    LifecycleState.RECALLED: "danger",
    LifecycleState.WITHDRAWN: "danger",
    LifecycleState.OBSOLETE: "past",
    LifecycleState.DISCONTINUED: "ended",
    LifecycleState.LAST_TIME_BUY: "warning",
    LifecycleState.NOT_RECOMMENDED: "warning",
    LifecycleState.PREVIEW: "note",
    LifecycleState.ACTIVE: "note",
}
# The notice of such a product may be of a later day.
_BEGINNING = frozenset({LifecycleState.PREVIEW, LifecycleState.ACTIVE})
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


def banner_if_any(product: EditionProduct, reading: Reading) -> Banner | None:
    """Return the banner of a product that is not simply on sale, or is known not to stay so."""
    if product.state is LifecycleState.ACTIVE and _not_recommended_ahead(product, reading) is None:
        return None
    return banner(product, reading)


def banner(product: EditionProduct, reading: Reading) -> Banner:
    """Return what customers are told of a product's state, with dates and replacements."""
    life = product.content.product.lifecycle
    state = product.state.value
    day = _not_recommended_ahead(product, reading)
    return Banner(
        state=state,
        tone=_TONES[product.state],
        heading=told_ahead(day, reading) if day else reading.say(f"banner.{state}.heading"),
        lead=reading.say(f"banner.{state}.lead"),
        action=reading.say(f"banner.{state}.action"),
        recall=recall_view(product, reading),
        texts=_reasons(product, reading),
        facts=tuple(_facts(product, reading)),
        notice=_notice(product, reading),
        heirs=heirs(product, reading),
        no_replacement=reading.phrase(life.no_replacement),
    )


def told_ahead(day: date, reading: Reading) -> str:
    """Return that something is not recommended for new designs from a later day."""
    return reading.say("banner.ahead", day=reading.wording.day(day))


def heirs(product: EditionProduct, reading: Reading) -> tuple[Heir, ...]:
    """Return the replacements of a product with the chain resolved."""
    return tuple(_heir(successor, reading) for successor in product.successors)


def _not_recommended_ahead(product: EditionProduct, reading: Reading) -> date | None:
    """Return from when what is simply on sale is no longer for new designs, if that is known."""
    day = product.content.product.lifecycle.not_recommended_from
    if product.state is not LifecycleState.ACTIVE or day is None or day <= reading.edition.as_of:
        return None
    return day


def _notice(product: EditionProduct, reading: Reading) -> str:
    """Return the number of the notice that customers have of it, empty without one."""
    shown = product.content.product
    number = shown.lifecycle.notice if shown.recall is None else shown.recall.notice
    if number is None:
        return ""
    # What has begun holds on any later day: its page is kept.
    begun = product.state not in _BEGINNING
    given = announced(shown) if begun else issued(product, reading.edition.as_of)
    return next((one for one, _, _ in given if one == number), "")


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
