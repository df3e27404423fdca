"""What is on offer on a day, and what the site knows by id: what rules ask again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.content import PageContent, ProductContent
from inforce.domain.corpus import Corpus
from inforce.domain.lifecycle import Lifecycle, LifecycleState
from inforce.domain.nearest import Names
from inforce.domain.product import Product
from inforce.domain.rule import Inspection

_UNREAD = frozenset({"SCH001", "SCH002", "SCH003"})


def on_offer(inspection: Inspection) -> Iterator[Product]:
    """Yield the working copies of the products that are not gone on the day, by file order."""
    for key, product in inspection.corpus.products.items():
        state = inspection.standings[key].lifecycle
        if state is not None and not state.gone:
            yield product


def states(inspection: Inspection) -> Mapping[str, LifecycleState]:
    """Return where each product stands in its life on the day, issued or not."""
    known = {
        key: place.lifecycle
        for key, place in inspection.standings.items()
        if place.lifecycle is not None
    }
    working = {
        key: known.get(key) or product.lifecycle.state(inspection.today, product.recall)
        for key, product in inspection.corpus.products.items()
    }
    return working | known


def lives(inspection: Inspection) -> Mapping[str, Lifecycle]:
    """Return the life of each product as its working copy tells it, or else the issued one."""
    issued = {
        key: place.content.product.lifecycle
        for key, place in inspection.standings.items()
        if isinstance(place.content, ProductContent)
    }
    return issued | {key: product.lifecycle for key, product in inspection.corpus.products.items()}


def product_names(corpus: Corpus) -> Names:
    """Return the ids of the products of a site, working or issued.

    The name of a file that cannot be read counts as one: it has its finding already, and what
    points to it shall not be told a second time.
    """
    issued = (
        key
        for key, ledger in corpus.ledgers.items()
        if any(isinstance(shot.content, ProductContent) for shot in ledger.snapshots.values())
    )
    return Names({*corpus.products, *issued, *unread(corpus)})


def page_names(corpus: Corpus) -> Names:
    """Return the ids of the controlled pages of a site, working or issued, or not to be read."""
    issued = (
        key
        for key, ledger in corpus.ledgers.items()
        if any(isinstance(shot.content, PageContent) for shot in ledger.snapshots.values())
    )
    return Names({*corpus.pages, *issued, *unread(corpus)})


def item_names(corpus: Corpus) -> Names:
    """Return the ids of the products and pages of a site, working or issued."""
    return Names({*product_names(corpus).known, *corpus.pages, *corpus.ledgers})


def family_names(corpus: Corpus) -> Names:
    """Return the ids of the families of a site; an unreadable file counts, as with products."""
    return Names({*corpus.families, *unread(corpus)})


def unread(corpus: Corpus) -> Iterator[str]:
    """Yield the names, without their ending, of the files that cannot be read."""
    for problem in corpus.problems:
        if problem.code in _UNREAD:
            yield problem.path.rpartition("/")[2].rpartition(".")[0]
