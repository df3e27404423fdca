"""Whether customers were told of a product's end, and of its return."""

from __future__ import annotations

from datetime import date

from inforce.domain.items.content import ProductContent
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import known


def ended_in_public(corpus: Corpus, item: str, today: date) -> bool:
    """Whether what customers read of the product on ``today`` tells of its end or recall."""
    last = last_told(corpus, item, today)
    return last is not None and told_to_end(last, today)


def last_told(corpus: Corpus, item: str, today: date) -> Product | None:
    """Return the product as customers read it on ``today``, None where they never did."""
    if corpus.policy.approval is Approval.OFF:
        return corpus.products.get(item)
    ledger = corpus.ledgers.get(item)
    if ledger is None:
        return None
    begun = [one for one in known(ledger, today) if one.effective_from <= today]
    for approval in begun[-1:]:
        snapshot = ledger.snapshots.get(approval.revision)
        if snapshot is not None and isinstance(snapshot.content, ProductContent):
            return snapshot.content.product
    return None


def told_to_end(product: Product, today: date) -> bool:
    """Whether the product, as its data stand, is known by ``today`` to end or to be recalled."""
    recalled = product.recall is not None and product.recall.date <= today
    return recalled or product.lifecycle.told(today).ends
