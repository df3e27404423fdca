"""What a page asks of the product data and an edition does not have, as a problem of the output."""

from __future__ import annotations

from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Problem
from inforce.renderers.website.inserted import Gap


def gap_problem(gap: Gap, text: str, locale: str, page: str, corpus: Corpus) -> Problem:
    """Return the problem of ``gap`` in ``text``, the page at ``page`` below ``content/pages``.

    Its line is told where the file still has that text.
    """
    written = [one for one in corpus.writings if one.page == page]
    own = next((one for one in written if one.locale == locale), written[0] if written else None)
    line = 0
    if own is not None and text.strip() in own.body:
        start = own.body.index(text.strip()) + gap.start - len(text) + len(text.lstrip())
        line = own.line + own.body.count("\n", 0, max(start, 0))
    return Problem(
        code="PUB002",
        path=f"content/pages/{page}" if own is None else own.path,
        item=None if own is None else own.item,
        line=line,
        column=1 if line else 0,
        facts={
            "link": gap.written,
            "fault": f"{gap.why} in this edition",
            "expected": "something that is approved and in force on its day",
            "others": "",
        },
    )
