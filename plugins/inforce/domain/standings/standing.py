"""Where every item stands on a day: what is in force, its life, its review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache

from msgspec import Struct

from inforce.domain.interval import Interval
from inforce.domain.items.content import (
    PAGES,
    Content,
    FileFact,
    Item,
    PageContent,
    item_of,
    product_content,
)
from inforce.domain.items.control import Assignment, assignment_of
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.prose.named_files import named_files
from inforce.domain.registers.digest import content_digest
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Entry,
    Ledger,
    Outcome,
    Proof,
    Reviewed,
    Tier,
    completing,
    day_of,
)
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.review import ReviewStanding, ReviewState, review_standing

_UNPROVED = Proof("not signed")
_Clock = Callable[[date | None, Interval | None], ReviewStanding]


class RevisionState(Enum):
    """How a revision relates to a day."""

    WORKING = "working"
    SCHEDULED = "scheduled"
    EFFECTIVE = "effective"
    SUPERSEDED = "superseded"


class Standing(Struct, frozen=True, kw_only=True):
    """Where one item stands.

    ``content`` is what customers see on the day, None while nothing is in force; ``approval`` is
    the register entry that completed it (None on a light site); ``working`` is the working copy's
    content, None when the working copy is gone; ``history`` holds one such entry for each revision
    issued by the day, oldest first. ``pending`` says that the working copy waits for approval,
    ``reassigned`` that it does so for its owner or review interval alone; ``awaiting`` holds the
    approvals it has so far where it needs more. ``assignment`` is what counts on the day, ``tier``
    how the revision in force is known to be approved.
    """

    id: str
    content: Content | None
    approval: Approved | None
    working: Content | None
    state: RevisionState
    pending: bool
    lifecycle: LifecycleState | None
    review: ReviewStanding
    history: tuple[Approved, ...] = ()
    reassigned: bool = False
    awaiting: tuple[Approved, ...] = ()
    assignment: Assignment = Assignment()
    tier: Tier | None = None

    @property
    def item(self) -> Item | None:
        """The item in force, or else the working copy."""
        content = self.content or self.working
        return None if content is None else item_of(content)

    @property
    def gone(self) -> bool:
        """Whether it has come to its end: a product that left the lists, a page withdrawn."""
        return self.lifecycle is not None and self.lifecycle.gone

    @property
    def revision(self) -> int | None:
        """The number of the revision in force."""
        return None if self.approval is None else self.approval.revision

    @property
    def owner(self) -> str | None:
        """The role that owns the item."""
        return self.assignment.owner


def standings(corpus: Corpus, today: date, *, preview: bool = False) -> Mapping[str, Standing]:
    """Return the standing of every item on ``today``, by id in sorted order.

    Only what was known on that day counts: an entry made later does not change the past.
    ``preview`` shows working copies as if they were in force.
    """
    ids = sorted({*corpus.products, *corpus.pages, *corpus.ledgers})
    light = preview or corpus.policy.approval is Approval.OFF
    if light:

        @cache
        def clock(last: date | None, interval: Interval | None) -> ReviewStanding:
            policy = corpus.policy.review
            return review_standing(
                last=last, interval=interval, void=False, policy=policy, today=today
            )

        return {key: _light(key, corpus, today, clock) for key in ids}
    return {key: _issued(key, corpus, today) for key in ids}


def working_content(corpus: Corpus, item: str) -> Content | None:
    """Return the working copy's content, or None when there is no such working copy."""
    if item in corpus.products:
        return product_content(corpus.products[item], corpus.families, corpus.files)
    page = corpus.pages.get(item)
    return None if page is None else _page_content(page, corpus.files)


def _page_content(page: Page, files: Mapping[str, FileFact]) -> PageContent:
    """Return ``page`` with the files that it names and that are there."""
    named = sorted(f"{PAGES}{name}" for name in named_files(page))
    return PageContent(page=page, files={path: files[path] for path in named if path in files})


def known(ledger: Ledger, today: date) -> tuple[Approved, ...]:
    """Return the approvals by which each revision was issued on or before ``today``, oldest first.

    A revision that lacks an approval is not issued.
    """
    return tuple(completing(recorded(ledger, today)))


def recorded(ledger: Ledger, today: date) -> tuple[Entry, ...]:
    """Return the entries made on or before ``today``, oldest first."""
    return tuple(entry for entry in ledger.entries if day_of(entry) <= today)


def agreed(entries: tuple[Entry, ...], revision: int) -> tuple[Approved, ...]:
    """Return the approvals of ``revision`` among ``entries``, oldest first."""
    return tuple(
        entry for entry in entries if isinstance(entry, Approved) and entry.revision == revision
    )


def in_force(approvals: tuple[Approved, ...], today: date) -> Approved | None:
    """Return the approval whose revision is effective on ``today``: at most one is.

    Intervals are half-open: a revision holds until the next one's ``effective_from``. The latest
    approval that has begun wins, so that a later revision can also take an earlier one's place.
    """
    begun = [entry for entry in approvals if entry.effective_from <= today]
    return max(begun, key=lambda entry: entry.revision) if begun else None


def assignment_after(
    content: Content, approval: Approved | None, entries: tuple[Entry, ...]
) -> Assignment:
    """Return what the last assignment after ``approval`` says, else what was approved with it."""
    if approval is not None:
        for entry in reversed(entries[entries.index(approval) + 1 :]):
            if isinstance(entry, Assigned):
                return Assignment(entry.owner, entry.review_every)
    return assignment_of(item_of(content).control)


def _issued(key: str, corpus: Corpus, today: date) -> Standing:
    working = working_content(corpus, key)
    ledger = corpus.ledgers.get(key, Ledger(item=key, path=""))
    entries = recorded(ledger, today)
    approvals = tuple(completing(entries))
    approval = in_force(approvals, today)
    content = _stored(approval, ledger)
    changed = _changed(working, approvals)
    reassigned = not changed and _reassigned(working, approvals, entries, ledger)
    shown = content or working
    assignment = Assignment() if shown is None else assignment_after(shown, approval, entries)
    return Standing(
        id=key,
        content=content,
        approval=approval,
        working=working,
        state=_revision_state(approval, approvals),
        pending=changed or reassigned,
        lifecycle=_lifecycle(shown, today),
        review=_running(shown, _review(shown, assignment, approval, ledger, corpus, today), today),
        history=approvals,
        reassigned=reassigned,
        awaiting=_awaiting(working, entries) if changed else (),
        assignment=assignment,
        tier=_tier(approval, entries, corpus.proofs),
    )


def _stored(approval: Approved | None, ledger: Ledger) -> Content | None:
    snapshot = None if approval is None else ledger.snapshots.get(approval.revision)
    return None if snapshot is None else snapshot.content


def _changed(working: Content | None, approvals: tuple[Approved, ...]) -> bool:
    newest = approvals[-1].digest if approvals else None
    return working is not None and content_digest(working) != newest


def _reassigned(
    working: Content | None,
    approvals: tuple[Approved, ...],
    entries: tuple[Entry, ...],
    ledger: Ledger,
) -> bool:
    newest = approvals[-1] if approvals else None
    issued = _stored(newest, ledger)
    if working is None or issued is None:
        return False
    return assignment_of(item_of(working).control) != assignment_after(issued, newest, entries)


def _awaiting(working: Content | None, entries: tuple[Entry, ...]) -> tuple[Approved, ...]:
    """Return the approvals of the newest revision if it is the working copy's: it lacks some."""
    approvals = [entry for entry in entries if isinstance(entry, Approved)]
    if working is None or not approvals or approvals[-1].digest != content_digest(working):
        return ()
    return agreed(entries, approvals[-1].revision)


def _tier(
    approval: Approved | None, entries: tuple[Entry, ...], proofs: Mapping[str, Proof]
) -> Tier | None:
    if approval is None:
        return None
    counted = agreed(entries[: entries.index(approval) + 1], approval.revision)
    signed = all(proofs.get(entry.seal or "", _UNPROVED).valid for entry in counted)
    return Tier.SIGNED if signed else Tier.ASSERTED


def _light(key: str, corpus: Corpus, today: date, clock: _Clock) -> Standing:
    """Return where an item stands whose working copy is published.

    ``clock`` tells by the last review and the interval, which many items have in common.
    """
    policy = corpus.policy
    working = working_content(corpus, key)
    ledger = corpus.ledgers.get(key)
    approvals = () if ledger is None else known(ledger, today)
    item = None if working is None else item_of(working)
    last = None if item is None else _last_stated(item, today)
    interval = None if item is None else interval_of(item, item.control.review_every, corpus)
    return Standing(
        id=key,
        content=working,
        approval=None,
        working=working,
        state=RevisionState.WORKING,
        pending=policy.approval is Approval.REQUIRED and _changed(working, approvals),
        assignment=Assignment() if item is None else assignment_of(item.control),
        lifecycle=_lifecycle(working, today),
        review=_running(working, clock(last, interval), today),
    )


def _last_stated(item: Item, today: date) -> date | None:
    """Return the day of the last review on a light site: one still to come confirms nothing."""
    day = item.control.reviewed_on
    return None if item.control.owner is None or day is None or day > today else day


def _revision_state(approval: Approved | None, approvals: tuple[Approved, ...]) -> RevisionState:
    if approval is not None:
        return RevisionState.EFFECTIVE
    return RevisionState.SCHEDULED if approvals else RevisionState.WORKING


def _lifecycle(content: Content | None, today: date) -> LifecycleState | None:
    if isinstance(content, PageContent):
        return LifecycleState.WITHDRAWN if content.page.withdrawn(today) else None
    if content is None:
        return None
    product = content.product
    return product.lifecycle.state(today, product.recall)


def interval_of(item: Item, own: Interval | None, corpus: Corpus) -> Interval:
    """Return the review interval: the item's ``own``, else its family's, else the policy's."""
    if own is not None:
        return own
    family = corpus.families.get(item.family) if isinstance(item, Product) else None
    inherited = None if family is None else family.review_every
    return inherited or corpus.policy.review.every


def _running(content: Content | None, review: ReviewStanding, today: date) -> ReviewStanding:
    """Return ``review``; of a page that was withdrawn nothing is left to confirm."""
    if isinstance(content, PageContent) and content.page.withdrawn(today):
        return ReviewStanding(state=ReviewState.CURRENT, last=review.last)
    return review


def _review(
    content: Content | None,
    assignment: Assignment,
    approval: Approved | None,
    ledger: Ledger,
    corpus: Corpus,
    today: date,
) -> ReviewStanding:
    policy = corpus.policy.review
    if content is None or approval is None:
        return review_standing(last=None, interval=None, void=False, policy=policy, today=today)
    item: Product | Page = item_of(content)
    done = [entry for entry in ledger.reviews() if _counts(entry, approval, today)]
    valid = [entry.on for entry in done if entry.digest == approval.digest]
    newest = max(done, key=lambda entry: entry.on, default=None)
    return review_standing(
        last=None if assignment.owner is None else max([approval.effective_from, *valid]),
        interval=interval_of(item, assignment.review_every, corpus),
        void=newest is not None and newest.digest != approval.digest,
        policy=policy,
        today=today,
    )


def _counts(entry: Reviewed, approval: Approved, today: date) -> bool:
    return (
        entry.outcome is Outcome.NO_CHANGE
        and entry.revision == approval.revision
        and approval.effective_from <= entry.on <= today
    )
