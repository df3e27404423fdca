"""The files that lie beside hand-written pages: who may have them, and with which bytes."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import PAGES, PageContent, PublishedFile
from inforce.domain.prose.named_files import files_in, named_files
from inforce.domain.site.corpus import Corpus


def withheld(corpus: Corpus, edition: Edition) -> frozenset[str]:
    """Return the files, by path below ``content/pages/``, that only pages outside ``edition`` name.

    Such are pages for others, and what is not in force: drafts, earlier revisions, pages withdrawn.
    What no page names, as a logo, is for all.
    """
    if not corpus.assets:
        return frozenset()
    shown = {name for page in edition.pages.values() for name in named_files(page.content.page)}
    others: set[str] = set()
    for writing in corpus.writings:
        named = {file for file, _ in files_in(writing.body, writing.page)}
        (shown if writing.item is None else others).update(named)
    for ledger in corpus.ledgers.values():
        for snapshot in ledger.snapshots.values():
            if isinstance(snapshot.content, PageContent):
                others.update(named_files(snapshot.content.page))
    return frozenset((others - shown) & corpus.assets)


def bound(edition: Edition) -> Mapping[str, PublishedFile]:
    """Return the files that come with the pages of ``edition``, by path below ``content/pages/``.

    They keep their addresses, and have the bytes that go with the pages' texts: approved ones,
    unless it is a preview. That pages agree on these is APR008.
    """
    return {
        source.removeprefix(PAGES): PublishedFile(source=source, fact=fact)
        for page in edition.pages.values()
        for source, fact in page.content.files.items()
    }
