"""Which products carry a notice number, and whether others may join them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from inforce.domain.editions.edition import NoticeKind
from inforce.domain.editions.notices import events
from inforce.domain.items.content import ProductContent
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus


class Carried(Struct, frozen=True):
    """A product that carries a notice, and what the notice tells of it."""

    product: str
    kind: NoticeKind


def carriers(corpus: Corpus, number: str) -> tuple[Carried, ...]:
    """Return what carries the notice ``number``, in a working copy or in any revision, sorted."""
    found = {
        (product.id, kind.value): Carried(product.id, kind)
        for product in _ever(corpus)
        for kind in _kinds(product, number)
    }
    return tuple(found[key] for key in sorted(found))


def number_refusals(
    corpus: Corpus, number: str, kinds: Mapping[str, NoticeKind], *, add: bool
) -> list[str]:
    """Return why ``number`` cannot be the notice of these products, each with what it tells."""
    others = [one for one in carriers(corpus, number) if one.product not in kinds]
    strangers = sorted({one.product for one in others if one.kind not in kinds.values()})
    reasons = [
        f"{number} is another kind of notice already, of {product}; take a number of its own"
        for product in strangers
    ]
    joined = sorted({one.product for one in others} - {*strangers})
    if joined and not add:
        reasons.append(f"{number} is the notice of {', '.join(joined)} already; --add joins them")
    return reasons


def _ever(corpus: Corpus) -> Iterator[Product]:
    yield from corpus.products.values()
    for ledger in corpus.ledgers.values():
        for snapshot in ledger.snapshots.values():
            if isinstance(snapshot.content, ProductContent):
                yield snapshot.content.product


def _kinds(product: Product, number: str) -> Iterator[NoticeKind]:
    life, recall = product.lifecycle, product.recall
    if recall is not None and recall.notice == number:
        yield NoticeKind.RECALL
    if life.notice == number:
        yield from (kind for kind, _ in events(life)[:1])
    if life.reinstated is not None and life.reinstated.notice == number:
        yield NoticeKind.REINSTATEMENT
