"""The trail of an item: its revisions and reviews as the record has them on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct, structs

from inforce.domain.evidence.figure import Part, Source
from inforce.domain.items.content import Item, item_of
from inforce.domain.items.control import Assignment, assignment_of
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Ledger,
    Outcome,
    Reviewed,
    Tier,
    day_of,
)
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import Standing, interval_of


class Issue(Struct, frozen=True, kw_only=True):
    """An approval on record: ``number`` counts entries from 1.

    Its revision was in force from ``begins`` until the day before ``ends``; ``begins`` is None
    where it never was, ``ends`` where no other has taken its place. ``completes`` says that with
    it the revision had all the approvals it needed; ``tier`` how it is known, ``fault`` why its
    signature does not hold.
    """

    number: int
    entry: Approved
    made: date
    completes: bool
    tier: Tier
    fault: str | None = None
    begins: date | None = None
    ends: date | None = None
    item: Item | None = None


class Check(Struct, frozen=True, kw_only=True):
    """A review on record, with the day it was due by then.

    ``due`` is None where no clock ran: nothing in force, no owner, or another revision reviewed.
    ``confirms`` says that it started the interval anew.
    """

    number: int
    entry: Reviewed
    due: date | None
    confirms: bool

    @property
    def late(self) -> int | None:
        """The days after the due day; less than nothing when it was early."""
        return None if self.due is None else (self.entry.on - self.due).days


class Duty(Struct, frozen=True, kw_only=True):
    """An interval of the review clock that an entry ended: a review, or the next revision."""

    began: date
    due: date
    settled: date
    source: Source
    by_review: bool

    @property
    def late(self) -> int:
        """The days after the due day, counted from the first, without grace."""
        return max(0, (self.settled - self.due).days)

    @property
    def days(self) -> int:
        """How long it was."""
        return (self.settled - self.began).days


class Trail(Struct, frozen=True, kw_only=True):
    """All that is known of an item on the day of the pack.

    ``ledger`` ends with the last entry that was known then.
    """

    standing: Standing
    ledger: Ledger
    issues: tuple[Issue, ...] = ()
    checks: tuple[Check, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.standing.id

    @property
    def here(self) -> Source:
        """The item as it stands; with the seal of the entry it rests on."""
        for issue in self.issues:
            if self.standing.approval == issue.entry:
                return self.entry(issue.number)
        return Source(self.id)

    @property
    def confirmed(self) -> date | None:
        """The day from which its review clock runs, None where none does."""
        review = self.standing.review
        return None if self.standing.content is None or review.due is None else review.last

    def entry(self, number: int) -> Source:
        """Return the ``number``-th entry of the register as a source."""
        return Source(self.id, Part.ENTRY, number, self.ledger.seals[number - 1])


def trail(standing: Standing, corpus: Corpus, today: date) -> Trail:
    """Return the trail of an item from what was known on ``today``."""
    whole = corpus.ledgers.get(standing.id, Ledger(item=standing.id, path=""))
    bare = Trail(standing=standing, ledger=whole.until(today))
    issues = tuple(_issues(bare, corpus, today))
    held = structs.replace(bare, issues=issues)
    checks = tuple(_checks(held, corpus))
    checked = structs.replace(held, checks=checks)
    return structs.replace(checked, duties=tuple(_duties(checked, corpus)))


def _issues(bare: Trail, corpus: Corpus, today: date) -> Iterator[Issue]:
    begun = dict(_begun(bare, today))
    for number, entry in enumerate(bare.ledger.entries, start=1):
        if not isinstance(entry, Approved):
            continue
        snapshot = bare.ledger.snapshots.get(entry.revision)
        proof = corpus.proofs.get(entry.seal or "")
        completes = entry in bare.standing.history
        start = begun.get(entry.revision) if completes else None
        heirs = [day for revision, day in begun.items() if revision > entry.revision]
        yield Issue(
            number=number,
            entry=entry,
            made=day_of(entry),
            completes=completes,
            tier=Tier.SIGNED if proof is not None and proof.valid else Tier.ASSERTED,
            fault=None if proof is None else proof.fault,
            begins=start,
            ends=None if start is None else min(heirs, default=None),
            item=None if snapshot is None else item_of(snapshot.content),
        )


def _begun(bare: Trail, today: date) -> Iterator[tuple[int, date]]:
    """Yield the revisions that have been in force, newest first, with their first day.

    None begins before its approval. One that a later revision overtook never began.
    """
    soonest: date | None = None
    for entry in sorted(bare.standing.history, key=lambda entry: -entry.revision):
        start = max(entry.effective_from, day_of(entry))
        if start <= today and (soonest is None or start < soonest):
            yield entry.revision, start
            soonest = start


def _checks(held: Trail, corpus: Corpus) -> Iterator[Check]:
    before: list[Reviewed] = []
    for number, entry in enumerate(held.ledger.entries, start=1):
        if not isinstance(entry, Reviewed):
            continue
        issue = _in_force(held.issues, entry.on)
        matches = issue is not None and _matches(entry, issue)
        due = None
        if issue is not None and matches:
            due = _due(held, issue, number, _clock_start(issue, before), corpus)
        yield Check(
            number=number,
            entry=entry,
            due=due,
            confirms=matches and entry.outcome is Outcome.NO_CHANGE,
        )
        before.append(entry)


def _in_force(issues: tuple[Issue, ...], day: date) -> Issue | None:
    held = [
        issue
        for issue in issues
        if issue.begins is not None
        and issue.begins <= day
        and (issue.ends is None or day < issue.ends)
    ]
    return held[-1] if held else None


def _matches(entry: Reviewed, issue: Issue) -> bool:
    return entry.revision == issue.entry.revision and entry.digest == issue.entry.digest


def _clock_start(issue: Issue, before: list[Reviewed]) -> date:
    begun = issue.entry.effective_from
    confirmed = [
        entry.on
        for entry in before
        if entry.outcome is Outcome.NO_CHANGE and _matches(entry, issue) and entry.on >= begun
    ]
    return max([begun, *confirmed])


def _due(held: Trail, issue: Issue, number: int, start: date, corpus: Corpus) -> date | None:
    """Return the day by which a review was due, as things stood before the ``number``-th entry."""
    if issue.item is None:
        return None
    assigned = assignment_of(issue.item.control)
    for entry in held.ledger.entries[issue.number : number - 1]:
        if isinstance(entry, Assigned):
            assigned = Assignment(entry.owner, entry.review_every)
    if assigned.owner is None:
        return None
    return interval_of(issue.item, assigned.review_every, corpus).after(start)


def _duties(held: Trail, corpus: Corpus) -> Iterator[Duty]:
    """Yield the settled duties: by a review that confirms, or by the next revision in force."""
    inforce = [issue for issue in held.issues if issue.begins is not None]
    inforce.sort(key=lambda issue: issue.entry.revision)
    following = [*pairwise(inforce), *((issue, None) for issue in inforce[-1:])]
    for issue, heir in following:
        start = issue.entry.effective_from
        for check in held.checks:
            if check.confirms and check.due is not None and _matches(check.entry, issue):
                yield Duty(
                    began=start,
                    due=check.due,
                    source=held.entry(check.number),
                    settled=check.entry.on,
                    by_review=True,
                )
                start = max(start, check.entry.on)
        due = None if heir is None else _due(held, issue, heir.number, start, corpus)
        if heir is not None and heir.begins is not None and due is not None:
            yield Duty(
                began=start,
                due=due,
                source=held.entry(heir.number),
                settled=heir.begins,
                by_review=False,
            )
