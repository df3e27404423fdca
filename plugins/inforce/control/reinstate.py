"""Reinstating: bringing a product back on sale, under a notice where customers knew of its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from inforce.control.change import author_refusals, change_of, in_every_locale, waiting_refusals
from inforce.control.notice_number import number_refusals
from inforce.control.selection import picked
from inforce.control.working_copy import Edit, Plan, Values, edit_items
from inforce.domain.checking.reinstatement import ended_in_public
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.yaml_text import Plain

_END = (
    "announced_on",
    "notice",
    "reason",
    "last_order",
    "last_delivery",
    "support_until",
    "withdrawn_on",
    "replaced_by",
    "no_replacement",
)


class Return(Struct, frozen=True, kw_only=True):
    """Which products come back, why, and under which notice."""

    items: tuple[str, ...]
    reason: Plain
    today: date
    notice: str | None = None
    by: str | None = None
    add: bool = False
    dry_run: bool = False


def reinstate(root: Path, order: Return) -> Edit:
    """Take the recall of these products back, or else the end of their lives.

    The return stands in ``lifecycle.reinstated`` where customers were told of the end. Raise
    InforceError, with all refusals, before anything is written.
    """

    def plan(corpus: Corpus) -> Plan:
        items, unknown = picked(corpus, order.items, None)
        kinds = dict.fromkeys(items, NoticeKind.REINSTATEMENT)
        number = order.notice
        refusals = [
            *unknown,
            *author_refusals(corpus, order.by, order.today),
            *waiting_refusals(corpus, items),
            *([] if number is None else number_refusals(corpus, number, kinds, add=order.add)),
            *(reason for item in items for reason in _refusals(corpus, item, order)),
        ]
        products = [item for item in items if item in corpus.products]
        return Plan({item: _values(corpus, item, order) for item in products}, refusals)

    return edit_items(root, plan, order.today, dry_run=order.dry_run)


def _refusals(corpus: Corpus, item: str, order: Return) -> list[str]:
    product = corpus.products.get(item)
    if product is None:
        return [f"{item} is a page, and only products are reinstated"]
    if _finished(corpus, item, order):
        return []
    if product.recall is None and not product.lifecycle.ends:
        return [f"{item} is on sale: there is nothing to take back"]
    if order.notice is not None and order.notice == _lifted(product):
        return [f"{item}: {order.notice} is the notice that it lifts; take a number of its own"]
    if order.notice is None and ended_in_public(corpus, item, order.today):
        return [f"{item}: customers were told of its end; name the notice that brings it back"]
    return []


def _finished(corpus: Corpus, item: str, order: Return) -> bool:
    """Whether an earlier run has done it."""
    back = corpus.products[item].lifecycle.reinstated
    return back is not None and back.notice == order.notice


def _values(corpus: Corpus, item: str, order: Return) -> Values:
    if _finished(corpus, item, order):
        return {}
    product = corpus.products[item]
    taken = [("recall",)] if product.recall is not None else [("lifecycle", key) for key in _END]
    values: dict[tuple[str, ...], Plain] = dict.fromkeys(taken)
    summary = order.reason
    if order.notice is not None:
        lifted = _lifted(product)
        lifts = {} if lifted is None else {"lifts": lifted}
        back = {"notice": order.notice, "date": order.today, "reason": order.reason, **lifts}
        values["lifecycle", "reinstated"] = back
        summary = in_every_locale(corpus, "reinstated", notice=order.notice)
    return {**values, ("control", "change"): change_of(summary, order.by)}


def _lifted(product: Product) -> str | None:
    """Return the number of the notice that holds no longer when the product comes back."""
    return product.lifecycle.notice if product.recall is None else product.recall.notice
