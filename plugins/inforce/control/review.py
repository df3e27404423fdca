"""Reviewing: recording that an effective revision was held against reality."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from inforce.control.authority import reviewing_role
from inforce.control.record import append_entry, sole_writer
from inforce.control.selection import chosen, settled
from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import seal, short
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Entry,
    Ledger,
    Outcome,
    Reviewed,
    day_of,
)
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import doubts
from inforce.domain.site.policy import Approval, Policy
from inforce.domain.standings.standing import Standing, standings
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.feedback import FOLDER as FEEDBACK

_SHORTEST = 8


class Review(Struct, frozen=True, kw_only=True):
    """Who reviewed what on which day, and what came of it.

    ``seen`` holds the digest, or its first digits, of what was looked at, by item.
    """

    by: str
    on: date
    outcome: Outcome
    items: tuple[str, ...]
    seen: Mapping[str, str] = {}
    family: str | None = None
    note: str | None = None
    dry_run: bool = False


def review(root: Path, order: Review) -> tuple[tuple[str, Reviewed], ...]:
    """Record a review of each item's effective revision; return (id, entry) pairs.

    Everything is proved before anything is written: raise InforceError, with all refusals, when
    any review is not allowed.
    """
    if order.dry_run:
        return _entries(root, order)
    with sole_writer(root):
        entries = _entries(root, order)
        for item, entry in entries:
            append_entry(root, item, entry)
    return entries


def _entries(root: Path, order: Review) -> tuple[tuple[str, Reviewed], ...]:
    corpus = settled(read_corpus(root))
    if corpus.policy.approval is Approval.OFF:
        raise InforceError(
            "this site keeps no registers (policy.yaml: approval: off); set control.reviewed_on "
            "in the item's file"
        )
    _hold_note(corpus.policy, order)
    if order.outcome is Outcome.NO_CHANGE:
        _hold_readable(corpus)
    where = standings(corpus, order.on)
    entries, refusals = [], []
    for item in chosen(corpus, order.items, order.family):
        try:
            entries.append((item, _entry(corpus, where[item], order)))
        except InforceError as error:
            refusals.append(f"{item}: {error}")
    if refusals:
        raise InforceError("nothing was recorded:\n  " + "\n  ".join(refusals))
    return tuple(entries)


def _entry(corpus: Corpus, place: Standing, order: Review) -> Reviewed:
    approval = place.approval
    if approval is None:
        raise InforceError(f"nothing of it was in force on {order.on}; approve it first")
    _hold_seen(order.seen.get(place.id), approval)
    if order.outcome is Outcome.NO_CHANGE:
        _hold_feedback(corpus, place.id, order.on)
    ledger = corpus.ledgers[place.id]
    _hold_order(ledger, order.on)
    entry = Reviewed(
        on=order.on,
        by=order.by,
        role=reviewing_role(corpus, order.by, place.owner, order.on),
        revision=approval.revision,
        digest=approval.digest,
        outcome=order.outcome,
        note=order.note,
        prev=ledger.head,
    )
    return structs.replace(entry, seal=seal(entry))


def _hold_note(policy: Policy, order: Review) -> None:
    if order.outcome in policy.review.note_required and not (order.note or "").strip():
        raise InforceError(f"the outcome {order.outcome.value} takes a note: say why with --note")


def _hold_seen(seen: str | None, approval: Approved) -> None:
    if seen is None:
        return
    digits = seen.rpartition(":")[2]
    if len(digits) < _SHORTEST:
        raise InforceError(f"@{seen}: a digest has at least its first {_SHORTEST} digits")
    if not approval.digest.rpartition(":")[2].startswith(digits):
        raise InforceError(
            f"it was @{short(seen)} when you looked, and revision {approval.revision} in force is "
            f"@{short(approval.digest)}; look at it again"
        )


def _hold_readable(corpus: Corpus) -> None:
    for problem in corpus.problems:
        if problem.path.startswith(f"{FEEDBACK}/"):
            raise InforceError(
                f"{problem.path} cannot be read, and may say that something is wrong; "
                "`inforce check` shows where"
            )


def _hold_feedback(corpus: Corpus, item: str, on: date) -> None:
    open_ones = doubts(corpus.feedback.values(), item, on)
    if open_ones:
        told = ", ".join(f"{entry.id} ({entry.path})" for entry in open_ones)
        raise InforceError(
            f"it cannot be confirmed while somebody says that it is wrong: answer {told} first"
        )


def _hold_order(ledger: Ledger, on: date) -> None:
    """Refuse a day before that of an entry: a register that goes back in time counts as altered."""
    newest = max(ledger.entries, key=day_of)
    day = day_of(newest)
    if on < day:
        raise InforceError(f"{_deed(newest)} on {day}; {on} lies before that")


def _deed(entry: Entry) -> str:
    if isinstance(entry, Reviewed):
        return "it was already reviewed"
    if isinstance(entry, Assigned):
        return "its owner or review interval was changed"
    return f"revision {entry.revision} was approved"
