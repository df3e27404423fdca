"""What a reviewer has to look at: everything known of an item that may make it wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from inforce.domain.items.content import Content, Item
from inforce.domain.items.difference import Difference, differences
from inforce.domain.items.offering import listed_on
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Ledger, Outcome, Reviewed
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import Feedback
from inforce.domain.site.finding import Finding
from inforce.domain.standings.offer_differences import OfferDifference, offer_differences
from inforce.domain.standings.review import ReviewStanding
from inforce.domain.standings.standing import Standing, interval_of
from inforce.domain.text import Text

_TOLD_APART = ("RVW", "REF005")


class Ending(Struct, frozen=True, kw_only=True):
    """A certificate or a piece of evidence that runs out."""

    kind: str
    id: str
    end: date


class Task(Struct, frozen=True, kw_only=True):
    """One item to be reviewed, and what to look at.

    ``digest`` is that of the revision in force, None where nothing is. ``next_due`` is the due day
    if it is confirmed today. ``compared`` is the revision confirmed last, or else the one before,
    and ``changes`` what differs since then; ``revisions`` are those issued since. ``waiting`` is
    what the working copy changes and nobody approved. ``endings`` run out before ``next_due``.
    ``findings`` are those of the check on the item, ``links`` lead outside and are to be opened.
    """

    id: str
    title: Text
    path: str
    owner: str | None
    revision: int | None
    digest: str | None
    review: ReviewStanding
    next_due: date
    last: Reviewed | None = None
    compared: int | None = None
    revisions: tuple[int, ...] = ()
    changes: tuple[Difference, ...] = ()
    waiting: tuple[Difference, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    endings: tuple[Ending, ...] = ()
    offers: tuple[OfferDifference, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[str, ...] = ()
    checklist: tuple[Text, ...] = ()


def worklist(
    corpus: Corpus,
    where: Mapping[str, Standing],
    today: date,
    findings: Iterable[Finding] = (),
    wanted: Iterable[str] | None = None,
) -> tuple[Task, ...]:
    """Return a task for each item in ``wanted``, or for all, what is due first first.

    ``findings`` are those of the check on ``today``; what they tell of the review clock and of the
    offering list stands in the task anyway, and is left out.
    """
    known = _Known(
        findings=_by_item(findings),
        offers=_offers(corpus, where, today),
        feedback=_feedback(corpus, today),
    )
    names = None if wanted is None else frozenset(wanted)
    tasks = (
        _task(place, place.item, known, corpus, today)
        for key, place in where.items()
        if place.item is not None and (names is None or key in names)
    )
    return tuple(sorted(tasks, key=_by_due))


class _Known(Struct, frozen=True, kw_only=True):
    """What is known of the items, by id."""

    findings: Mapping[str, list[Finding]]
    offers: Mapping[str, list[OfferDifference]]
    feedback: Mapping[str, list[Feedback]]


def _by_due(task: Task) -> tuple[bool, date, str]:
    due = task.review.due
    return due is None, due or date.max, task.id


def _by_item(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    by_item: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.item is not None and not finding.code.startswith(_TOLD_APART):
            by_item[finding.item].append(finding)
    return by_item


def _offers(
    corpus: Corpus, where: Mapping[str, Standing], today: date
) -> Mapping[str, list[OfferDifference]]:
    by_item: defaultdict[str, list[OfferDifference]] = defaultdict(list)
    source, rows = corpus.policy.offering, corpus.offering
    if source is None or rows is None or (listed_on(source, rows) or today) > today:
        return by_item
    for difference in offer_differences(rows, where):
        if difference.item is not None:
            by_item[difference.item].append(difference)
    return by_item


def _feedback(corpus: Corpus, today: date) -> Mapping[str, list[Feedback]]:
    by_item: defaultdict[str, list[Feedback]] = defaultdict(list)
    for entry in corpus.feedback.values():
        if entry.item is not None and entry.open_on(today):
            by_item[entry.item].append(entry)
    return by_item


def _task(place: Standing, item: Item, known: _Known, corpus: Corpus, today: date) -> Task:
    ledger = corpus.ledgers.get(place.id, Ledger(item=place.id, path=""))
    last = _last_review(ledger, today)
    compared = _compared(place, last)
    due = interval_of(item, place.assignment.review_every, corpus).after(today)
    return Task(
        id=place.id,
        title=item.name if isinstance(item, Product) else item.title,
        path=corpus.paths.get(place.id, ledger.path),
        owner=place.owner,
        revision=place.revision,
        digest=None if place.approval is None else place.approval.digest,
        review=place.review,
        next_due=due,
        last=last,
        compared=compared,
        revisions=_since(place, compared),
        changes=_changes(_stored(ledger, compared), place.content),
        waiting=_changes(place.content, place.working) if place.pending else (),
        feedback=tuple(known.feedback.get(place.id, ())),
        endings=tuple(_endings(item, due)) if isinstance(item, Product) else (),
        offers=tuple(known.offers.get(place.id, ())),
        findings=tuple(known.findings.get(place.id, ())),
        links=tuple(_links(item)) if isinstance(item, Product) else (),
        checklist=corpus.policy.review.checklist,
    )


def _last_review(ledger: Ledger, today: date) -> Reviewed | None:
    done = [entry for entry in ledger.reviews() if entry.on <= today]
    return done[-1] if done else None


def _compared(place: Standing, last: Reviewed | None) -> int | None:
    """Return the revision confirmed last, else the one before that in force."""
    now = place.revision
    if now is None:
        return None
    if last is not None and last.outcome is Outcome.NO_CHANGE:
        return last.revision
    before = [entry.revision for entry in place.history if entry.revision < now]
    return before[-1] if before else None


def _since(place: Standing, compared: int | None) -> tuple[int, ...]:
    now = place.revision
    if now is None or compared is None:
        return ()
    return tuple(entry.revision for entry in place.history if compared < entry.revision <= now)


def _stored(ledger: Ledger, revision: int | None) -> Content | None:
    snapshot = None if revision is None else ledger.snapshots.get(revision)
    return None if snapshot is None else snapshot.content


def _changes(before: Content | None, after: Content | None) -> tuple[Difference, ...]:
    return () if before is None or after is None else differences(before, after)


def _endings(product: Product, until: date) -> Iterator[Ending]:
    for certificate in product.certificates:
        if certificate.valid_to is not None and certificate.valid_to <= until:
            yield Ending(kind="certificate", id=certificate.id, end=certificate.valid_to)
    for proof in product.evidence:
        if proof.valid_to is not None and proof.valid_to <= until:
            yield Ending(kind="evidence", id=proof.id, end=proof.valid_to)


def _links(product: Product) -> Iterator[str]:
    for document in product.documents:
        if document.url is not None:
            yield document.url
