"""Withdrawing: taking one product, or forty, out under one notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from inforce.control.change import author_refusals, change_of, in_every_locale, waiting_refusals
from inforce.control.notice_number import number_refusals
from inforce.control.selection import picked
from inforce.control.working_copy import Edit, Plan, Values, edit_items
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.items.lifecycle import Fit
from inforce.domain.registers.register import Approved
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import known
from inforce.domain.yaml_text import Plain


class Heir(Struct, frozen=True):
    """A replacement, of one product or (None) of all that are withdrawn."""

    of: str | None
    product: str
    fit: Fit = Fit.FUNCTIONAL


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Which products end, when, why, under which notice, and what takes their place.

    ``reason`` and ``no_replacement`` are texts in the form they have in files. ``add`` lets the
    products join others under the same notice.
    """

    items: tuple[str, ...]
    notice: str
    announced: date
    reason: Plain
    today: date
    family: str | None = None
    withdrawn_on: date | None = None
    last_order: date | None = None
    last_delivery: date | None = None
    support_until: date | None = None
    heirs: tuple[Heir, ...] = ()
    no_replacement: Plain = None
    by: str | None = None
    add: bool = False
    dry_run: bool = False

    @property
    def kind(self) -> NoticeKind:
        """What the notice tells: pulled at once, or ending in an orderly way."""
        pulled = self.withdrawn_on is not None
        return NoticeKind.WITHDRAWAL if pulled else NoticeKind.DISCONTINUANCE


def withdraw(root: Path, order: Withdrawal) -> Edit:
    """Write the end of these products into their working copies.

    Raise InforceError, with all refusals, before anything is written. Repeated after it was
    killed, it finishes; what it has written already stays as it is.
    """

    def plan(corpus: Corpus) -> Plan:
        meant, unknown = picked(corpus, order.items, order.family)
        items = tuple(item for item in meant if _is_meant(corpus, item, order))
        kinds = dict.fromkeys(items, order.kind)
        refusals = [
            *unknown,
            *([f"every product of {order.family} ends already"] if meant and not items else []),
            *author_refusals(corpus, order.by, order.today),
            *waiting_refusals(corpus, items),
            *number_refusals(corpus, order.notice, kinds, add=order.add),
            *_order_refusals(corpus, order, items),
            *(reason for item in items for reason in _item_refusals(corpus, item, order)),
        ]
        products = [item for item in items if item in corpus.products]
        return Plan({item: _values(corpus, item, order) for item in products}, refusals)

    return edit_items(root, plan, order.today, dry_run=order.dry_run)


def _is_meant(corpus: Corpus, item: str, order: Withdrawal) -> bool:
    """Whether it is named, or is one of the family that does not end already."""
    return item in order.items or not _ends_otherwise(corpus, item, order)


def _ends_otherwise(corpus: Corpus, item: str, order: Withdrawal) -> bool:
    product = corpus.products.get(item)
    return (
        product is not None and product.lifecycle.ends and product.lifecycle.notice != order.notice
    )


def _ends_with_them(corpus: Corpus, item: str, order: Withdrawal) -> bool:
    """Whether the product ends under the same notice, from an earlier run on."""
    product = corpus.products.get(item)
    return (
        product is not None and product.lifecycle.ends and product.lifecycle.notice == order.notice
    )


def _order_refusals(corpus: Corpus, order: Withdrawal, items: tuple[str, ...]) -> Iterator[str]:
    if order.withdrawn_on is not None and order.withdrawn_on < order.announced:
        yield f"withdrawn on {order.withdrawn_on}, before it is announced ({order.announced})"
    for heir in order.heirs:
        if heir.of is not None and heir.of not in items:
            yield f"{heir.of} gets a replacement and is not among the products that end"
        if heir.product in items or _ends_with_them(corpus, heir.product, order):
            yield f"{heir.product} cannot replace anything: it ends under the same notice"
        product = corpus.products.get(heir.product)
        state = None if product is None else product.lifecycle.state(order.today, product.recall)
        if state is not None and state.gone:
            yield f"{heir.product} cannot replace anything: it is {state.value} itself"


def _item_refusals(corpus: Corpus, item: str, order: Withdrawal) -> Iterator[str]:
    product = corpus.products.get(item)
    if product is None:
        yield f"{item} is a page; take it out of the site by hand"
        return
    life = product.lifecycle
    if _ends_otherwise(corpus, item, order):
        yield f"{item} ends already, under notice {life.notice or '(none)'}"
    last = _last_revision(corpus, item, order)
    announced = life.announced_on != order.announced
    if last is not None and announced and order.announced < last.effective_from:
        yield (
            f"{item}: revision {last.revision} is effective from {last.effective_from} and tells "
            f"nothing of an end announced on {order.announced}"
        )
    if order.no_replacement is None and not _heirs(item, order):
        yield f"{item} has no replacement; say which (--replaced-by {item}=ID), or why none"


def _last_revision(corpus: Corpus, item: str, order: Withdrawal) -> Approved | None:
    ledger = corpus.ledgers.get(item)
    issued = () if ledger is None else known(ledger, order.today)
    return issued[-1] if issued else None


def _heirs(item: str, order: Withdrawal) -> list[Heir]:
    own = [heir for heir in order.heirs if heir.of == item]
    return own or [heir for heir in order.heirs if heir.of is None]


def _values(corpus: Corpus, item: str, order: Withdrawal) -> Values:
    heirs = [{"product": heir.product, "fit": heir.fit.value} for heir in _heirs(item, order)]
    summary = in_every_locale(corpus, "withdrawn", notice=order.notice)
    facts: dict[str, Plain] = {
        "announced_on": order.announced,
        "notice": order.notice,
        "reason": order.reason,
        "last_order": order.last_order,
        "last_delivery": order.last_delivery,
        "support_until": order.support_until,
        "withdrawn_on": order.withdrawn_on,
        "replaced_by": heirs or None,
        "no_replacement": None if heirs else order.no_replacement,
    }
    return {
        **{("lifecycle", key): value for key, value in facts.items()},
        ("control", "change"): change_of(summary, order.by),
    }
