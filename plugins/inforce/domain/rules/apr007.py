"""APR007: what is issued has lost its working copy."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.offer import unread
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.content import Content, PageContent, item_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Severity

_PAGES = "content/pages/"
_NO_PAGE = "SCH008"  # its name makes it none


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    unreadable = frozenset(unread(corpus))
    for key, ledger in corpus.ledgers.items():
        place = inspection.standings[key]
        if place.working is not None or not place.history or key in unreadable:
            continue
        last = ledger.snapshots.get(place.history[-1].revision)
        if last is None or item_of(last.content).id != key:
            continue  # APR002 says so
        if not place.gone and not _unread_page(last.content, corpus):
            yield Breach(
                path=ledger.path, item=key, facts={"revision": f"{place.history[-1].revision}"}
            )


def _unread_page(content: Content, corpus: Corpus) -> bool:
    """Whether the item may stand in a page that cannot be read."""
    return isinstance(content, PageContent) and any(
        problem.path.startswith(_PAGES) and problem.spoils and problem.code != _NO_PAGE
        for problem in corpus.problems
    )


RULE = Rule(
    code="APR007",
    title="What is issued has lost its working copy",
    default=Severity.ERROR,
    problem="revision {revision} is issued, but there is no working copy (no file → the file)",
    fix=(
        "Restore the file of {item} from the history. A product leaves by `inforce withdraw`, a "
        "page by an approved `control.withdrawn_on`; from that day on the file may go."
    ),
    why=(
        "Deleting a file does not take back what customers were told: the last revision stays "
        "online, and nobody can mend it. A product leaves with dates, a reason and a notice, a "
        "page with a day from which its address says that it no longer holds."
    ),
    clause="ISO 9001:2015, 8.2.1 a: product information; 7.5.3.2 c: control of changes",
    wrong="# content/issued/hx-100/ is there, content/products/pumps/hx-100.yaml is gone\n",
    right="lifecycle: {announced_on: 2026-06-01, last_order: 2026-12-31, …}\n",
    check=_check,
)
