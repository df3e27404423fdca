"""Recalling: telling customers to stop using a product, with all that EU 2023/988 asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from inforce.control.change import author_refusals, change_of, in_every_locale, waiting_refusals
from inforce.control.notice_number import number_refusals
from inforce.control.selection import picked
from inforce.control.working_copy import Edit, Plan, Values, edit_items
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.site.corpus import Corpus
from inforce.domain.yaml_text import Plain


class RecallOrder(Struct, frozen=True, kw_only=True):
    """Which products are recalled, and the texts of the recall by key, as they stand in files."""

    items: tuple[str, ...]
    notice: str
    day: date
    texts: Mapping[str, Plain]
    today: date
    family: str | None = None
    by: str | None = None
    add: bool = False
    dry_run: bool = False


def recall(root: Path, order: RecallOrder) -> Edit:
    """Write the recall into the working copies of these products.

    Raise InforceError, with all refusals, before anything is written: among them words that make
    the hazard smaller than it is (LIF005).
    """

    def plan(corpus: Corpus) -> Plan:
        items, unknown = picked(corpus, order.items, order.family)
        kinds = dict.fromkeys(items, NoticeKind.RECALL)
        refusals = [
            *unknown,
            *author_refusals(corpus, order.by, order.today),
            *waiting_refusals(corpus, items),
            *number_refusals(corpus, order.notice, kinds, add=order.add),
            *(reason for item in items for reason in _refusals(corpus, item, order)),
        ]
        summary = in_every_locale(corpus, "recalled", notice=order.notice)
        block = {"notice": order.notice, "date": order.day, **order.texts}
        values: Values = {("recall",): block, ("control", "change"): change_of(summary, order.by)}
        return Plan({item: values for item in items if item in corpus.products}, refusals)

    return edit_items(root, plan, order.today, dry_run=order.dry_run)


def _refusals(corpus: Corpus, item: str, order: RecallOrder) -> list[str]:
    product = corpus.products.get(item)
    if product is None:
        return [f"{item} is a page, and only products are recalled"]
    if product.recall is not None and product.recall.notice != order.notice:
        return [f"{item} is recalled already, under notice {product.recall.notice}"]
    return []
