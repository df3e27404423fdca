"""Revising: saying what the next revision of an item changes, before it is edited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from inforce.control.change import author_refusals, change_of, waiting_author
from inforce.control.selection import picked
from inforce.control.working_copy import Edit, Plan, edit_items
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.yaml_text import Plain


class Revision(Struct, frozen=True, kw_only=True):
    """What is to be revised on which day, and what customers are told of it."""

    items: tuple[str, ...]
    summary: Plain
    today: date
    kind: ChangeClass = ChangeClass.SUBSTANTIVE
    by: str | None = None
    dry_run: bool = False


def revise(root: Path, order: Revision) -> Edit:
    """State the change in the working copies that ``order`` names.

    Raise InforceError, with all refusals, for an unknown item or person, and where a product that
    is gone would get more than an editorial change.
    """

    def plan(corpus: Corpus) -> Plan:
        items, unknown = picked(corpus, order.items, None)
        author = author_refusals(corpus, order.by, order.today)
        return Plan(
            {item: {("control", "change"): _change(corpus, item, order)} for item in items},
            [*unknown, *author, *_frozen(corpus, items, order)],
        )

    return edit_items(root, plan, order.today, dry_run=order.dry_run)


def _change(corpus: Corpus, item: str, order: Revision) -> Plain:
    """Return the change in new words; who made it, if it waits, is still who made it."""
    return change_of(order.summary, order.by or waiting_author(corpus, item), order.kind)


def _frozen(corpus: Corpus, items: tuple[str, ...], order: Revision) -> list[str]:
    if order.kind is ChangeClass.EDITORIAL:
        return []
    products = (corpus.products[item] for item in items if item in corpus.products)
    return [
        f"{product.id}: it is {_state(product, order.today)} and its data are frozen; "
        "`--class editorial` corrects a text, `inforce reinstate` brings it back"
        for product in products
        if product.lifecycle.state(order.today, product.recall).gone
    ]


def _state(product: Product, day: date) -> str:
    return product.lifecycle.state(day, product.recall).value
