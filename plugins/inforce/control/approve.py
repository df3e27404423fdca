"""Approving: the working copy becomes a revision, bound to what customers will see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct, structs

from inforce.control.authority import approving_role
from inforce.control.record import append_entry, sole_writer, write_snapshot
from inforce.control.selection import chosen, settled
from inforce.domain.content import Content, item_of
from inforce.domain.control import Change
from inforce.domain.corpus import Corpus
from inforce.domain.digest import content_digest, digest, seal
from inforce.domain.errors import InforceError
from inforce.domain.inspect import inspect
from inforce.domain.policy import Approval, Severity
from inforce.domain.register import Approved, Ledger, Reviewed
from inforce.domain.rules import rules
from inforce.domain.standing import working_content
from inforce.readers.corpus_reader import read_corpus


class Order(Struct, frozen=True, kw_only=True):
    """What is to be approved, by whom, when, and from which day it holds.

    ``items`` empty and ``family`` None means all that wait. ``dry_run`` writes nothing.
    """

    by: str
    at: datetime
    effective_from: date | None = None
    items: tuple[str, ...] = ()
    family: str | None = None
    dry_run: bool = False


class Issue(Struct, frozen=True, kw_only=True):
    """One revision about to be issued."""

    item: str
    content: Content
    entry: Approved


def approve(root: Path, order: Order) -> tuple[Issue, ...]:
    """Issue the working copies that ``order`` names and that differ from their last revision.

    Everything is proved before anything is written: raise InforceError, with all refusals, when
    any step is not allowed. An item without a change that a customer sees gets no new revision.
    """
    if order.dry_run:
        return _issues(root, order)
    with sole_writer(root):
        issues = _issues(root, order)
        for issue in issues:
            write_snapshot(root, issue.item, issue.entry.revision, issue.content)
            append_entry(root, issue.item, issue.entry)
    return issues


def _issues(root: Path, order: Order) -> tuple[Issue, ...]:
    corpus = settled(read_corpus(root))
    if corpus.policy.approval is Approval.OFF:
        raise InforceError("this site works without approval (policy.yaml: approval: off)")
    role = approving_role(corpus, order.by, order.at.date())
    wanted = chosen(corpus, order.items, order.family)
    issues, refusals = [], _gated(corpus, root, order.at.date(), frozenset(wanted))
    for item in wanted:
        try:
            issue = _issue(corpus, item, order, role)
        except InforceError as error:
            refusals.append(str(error))
            continue
        if issue is not None:
            issues.append(issue)
    if refusals:
        raise InforceError("nothing was approved:\n  " + "\n  ".join(refusals))
    return tuple(issues)


def _gated(corpus: Corpus, root: Path, today: date, items: frozenset[str]) -> list[str]:
    """Return why items cannot be published at all: their own findings that stop a build."""
    known = rules()
    unfinished = {path for item in items for path in _unfinished(corpus, root, item)}
    return [
        f"{finding.item}: {finding.code} {known[finding.code].title}; `inforce check` says where"
        for finding in inspect(corpus, today, known)
        if finding.item in items
        and known[finding.code].gate
        and finding.severity is Severity.ERROR
        and not finding.waived
        and finding.path not in unfinished
    ]


def _unfinished(corpus: Corpus, root: Path, item: str) -> Iterator[str]:
    """Yield the paths that a killed approval left without their entry; they are written again."""
    ledger = corpus.ledgers.get(item)
    if ledger is None:
        return
    following = len(ledger.approvals()) + 1
    if following in ledger.snapshots:
        yield ledger.snapshots[following].path
    if not (root / ledger.path).exists() and set(ledger.snapshots) <= {1}:
        yield ledger.path


def _issue(corpus: Corpus, item: str, order: Order, role: str) -> Issue | None:
    content = working_content(corpus, item)
    assert content is not None  # noqa: S101 - only items with a working copy are chosen
    ledger = corpus.ledgers.get(item, Ledger(item=item, path=""))
    approvals = ledger.approvals()
    last = approvals[-1] if approvals else None
    bound = content_digest(content)
    if last is not None and last.digest == bound:
        return None
    change = item_of(content).control.change or Change()
    if change.by == order.by:
        raise InforceError(f"{item}: {order.by} made this change and may not approve it")
    effective = order.effective_from or order.at.date()
    _hold_order(item, ledger, order.at.date(), effective)
    entry = Approved(
        revision=1 if last is None else last.revision + 1,
        at=order.at,
        by=order.by,
        role=role,
        digest=bound,
        record=digest(content),
        effective_from=effective,
        change=_news(change, last),
        prev=ledger.head,
    )
    return Issue(item=item, content=content, entry=structs.replace(entry, seal=seal(entry)))


def _news(change: Change, last: Approved | None) -> Change:
    """Return the change in its words, or without them where they still tell of the last one."""
    if last is not None and change.summary == last.change.summary:
        return structs.replace(change, summary=None)
    return change


def _hold_order(item: str, ledger: Ledger, today: date, effective: date) -> None:
    for entry in ledger.entries[-1:]:
        made = entry.on if isinstance(entry, Reviewed) else entry.at.date()
        if today < made:
            raise InforceError(f"{item}: the register already has an entry of {made}")
    for last in ledger.approvals()[-1:]:
        if effective < last.effective_from:
            raise InforceError(
                f"{item}: revision {last.revision} is effective from {last.effective_from}; "
                f"the next one cannot be from {effective}"
            )
