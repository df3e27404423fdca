"""Where each item stands, as rows that tables, scripts and calendars are made from."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.items.content import PageContent
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Tier
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.review import ReviewStanding, ReviewState
from inforce.domain.standings.standing import RevisionState, Standing, standings


class StatusRow(Struct, frozen=True, kw_only=True):
    """One item: ``revision`` is the one in force; ``pending`` says that a change waits.

    ``tier`` is how the revision in force is known to be approved; ``given`` and ``needed`` count
    the approvals of a change that has some and lacks others.
    """

    id: str
    kind: str
    title: str
    path: str
    family: str | None
    revision: int | None
    revision_state: RevisionState
    pending: bool
    lifecycle: LifecycleState | None
    review: ReviewStanding
    owner: str | None
    tier: Tier | None = None
    given: int | None = None
    needed: int | None = None


def status(corpus: Corpus, today: date) -> tuple[StatusRow, ...]:
    """Return where every item stands on ``today``, what is due first first."""
    rows = (_row(place, corpus) for place in standings(corpus, today).values())
    return tuple(sorted(rows, key=_by_due))


def is_due(row: StatusRow, until: date) -> bool:
    """Whether the item's review falls due on or before ``until``, or cannot be told."""
    due = row.review.due
    return not row.review.ended if due is None else due <= until


def is_overdue(row: StatusRow) -> bool:
    """Whether the item's review is late, void or not scheduled."""
    return row.review.late > 0 or row.review.state in {ReviewState.VOID, ReviewState.UNSCHEDULED}


def _by_due(row: StatusRow) -> tuple[bool, date, str]:
    due = row.review.due
    return due is None, due or date.max, row.id


def _row(place: Standing, corpus: Corpus) -> StatusRow:
    item = place.item
    ledger = corpus.ledgers.get(place.id)
    kind = "page" if isinstance(place.content or place.working, PageContent) else "product"
    return StatusRow(
        id=place.id,
        kind=kind,
        title=_title(item, corpus.policy.default_locale) or place.id,
        path=corpus.paths.get(place.id, "" if ledger is None else ledger.path),
        family=item.family if isinstance(item, Product) else None,
        revision=place.revision,
        revision_state=place.state,
        pending=place.pending,
        lifecycle=place.lifecycle,
        review=place.review,
        owner=place.owner,
        tier=place.tier,
        given=len(place.awaiting) or None,
        needed=place.awaiting[-1].needs if place.awaiting else None,
    )


def _title(item: Product | Page | None, locale: str) -> str:
    if item is None:
        return ""
    return (item.name if isinstance(item, Product) else item.title).phrase(locale).text
