"""Pages without control, and the files beside all pages: who may have them, in which state."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import PAGES, PageContent, PublishedFile
from inforce.domain.prose.named_files import files_in, named_files
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval


def uncontrolled(corpus: Corpus, edition: Edition) -> frozenset[str]:
    """Return the pages without control that ``edition`` goes with, by name.

    Where approval is required they are those that the policy lists: any other one is neither
    approved nor meant to stand without that.
    """
    if edition.preview or corpus.policy.approval is Approval.OFF:
        return frozenset(corpus.loose_pages)
    return frozenset(filter(corpus.policy.needs_no_control, corpus.loose_pages))


def withheld(corpus: Corpus, edition: Edition) -> frozenset[str]:
    """Return the files, by path below ``content/pages/``, that only pages outside ``edition`` name.

    Such are pages for others, and what is not in force: drafts, earlier revisions, pages withdrawn,
    pages that should be under control.
    What no page names, as a logo, is for all.
    """
    if not corpus.assets:
        return frozenset()
    loose = uncontrolled(corpus, edition)
    shown = {name for page in edition.pages.values() for name in named_files(page.content.page)}
    others: set[str] = set()
    for writing in corpus.writings:
        named = {file for file, _ in files_in(writing.body, writing.page)}
        (shown if writing.page.removesuffix(".md") in loose else others).update(named)
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
