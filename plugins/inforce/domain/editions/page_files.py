"""The files that lie beside hand-written pages, and which of them an audience may have."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from inforce.domain import address
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import PageContent
from inforce.domain.items.page import Page
from inforce.domain.prose.links import is_outside, resolved
from inforce.domain.prose.markdown import embedded, links
from inforce.domain.site.corpus import Corpus


def withheld(corpus: Corpus, edition: Edition) -> frozenset[str]:
    """Return the files, by path below ``content/pages/``, that only pages outside ``edition`` name.

    Such are pages for others, and what is not in force: drafts, earlier revisions, pages withdrawn.
    What no page names, as a logo, is for all.
    """
    if not corpus.assets:
        return frozenset()
    shown = {name for page in edition.pages.values() for name in _named(page.content.page)}
    others: set[str] = set()
    for writing in corpus.writings:
        (shown if writing.item is None else others).update(_files(writing.body, writing.page))
    for ledger in corpus.ledgers.values():
        for snapshot in ledger.snapshots.values():
            if isinstance(snapshot.content, PageContent):
                others.update(_named(snapshot.content.page))
    return frozenset((others - shown) & corpus.assets)


def _named(page: Page) -> set[str]:
    return {file for _, text in page.body.items() for file in _files(text, page.path)}


def _files(text: str, page: str) -> Iterator[str]:
    """Yield what the text of ``page`` leads to: Markdown from its file, HTML from its address."""
    for link, _ in links(text):
        if not is_outside(link):
            path = unquote(link.partition("#")[0].partition("?")[0])
            yield normpath(join(dirname(page), path))
    for link, _ in embedded(text):
        target = None if is_outside(link) else resolved(link, f"{address.written(page)}index.html")
        if target is not None:
            yield target.path
