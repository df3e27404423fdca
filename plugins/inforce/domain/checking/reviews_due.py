"""The breaches that follow from where an item's review clock stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inforce.domain.checking.rule import Breach, Inspection
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.standing import Standing


def late(state: ReviewState) -> Callable[[Inspection], Iterator[Breach]]:
    """Return the check that finds every item whose review clock is in ``state``."""

    def check(inspection: Inspection) -> Iterator[Breach]:
        for key, place in inspection.standings.items():
            if place.review.state is state and place.content is not None:
                yield clocked(key, place, inspection)

    return check


def clocked(key: str, place: Standing, inspection: Inspection) -> Breach:
    """Return a breach with the facts of the review clock: days late, days left, due, owner."""
    review = place.review
    return Breach(
        path=path_of(key, inspection),
        pointer="/control",
        item=key,
        facts={
            "days": str(review.late),
            "left": "" if review.left is None else str(review.left),
            "due": "" if review.due is None else review.due.isoformat(),
            "owner": place.owner or "nobody",
        },
    )


def path_of(item: str, inspection: Inspection) -> str:
    """Return the file where an item is mended: its working copy, else its register."""
    corpus = inspection.corpus
    if item in corpus.paths:
        return corpus.paths[item]
    ledger = corpus.ledgers.get(item)
    return "" if ledger is None else ledger.path
