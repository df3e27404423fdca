"""The files beside hand-written pages that their texts name."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain import address
from inforce.domain.items.page import Page
from inforce.domain.prose.links import beside, is_outside, resolved
from inforce.domain.prose.markdown import embedded, links


def named_files(page: Page) -> frozenset[str]:
    """Return what the text of ``page`` leads to in any locale, by path below ``content/pages/``."""
    return frozenset(file for _, text in page.body.items() for file, _ in files_in(text, page.path))


def files_in(text: str, page: str) -> Iterator[tuple[str, int]]:
    """Yield (path, line from 1) of what ``text`` leads to; ``page`` is the file it stands in.

    Paths are those below ``content/pages/``, whether something lies there or not. Markdown counts
    from the page's file, HTML from its address.
    """
    for link, line in links(text):
        if not is_outside(link):
            yield beside(link, page), line
    for link, line in embedded(text):
        target = None if is_outside(link) else resolved(link, f"{address.written(page)}index.html")
        if target is not None:
            yield target.path, line
