"""What the site knows by id, working or issued: what rules ask again and again."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.items.content import PageContent, ProductContent
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus

_UNREAD = frozenset({"SCH001", "SCH002", "SCH003"})


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
