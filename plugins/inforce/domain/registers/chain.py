"""Proof that a ledger is what was written: seals, links, numbers, snapshots."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from msgspec import Struct

from inforce.domain.items.content import item_of
from inforce.domain.registers.register import Approved, Ledger, Reviewed, completing, day_of


class Fault(Struct, frozen=True):
    """What does not hold, in which file and where in it."""

    path: str
    pointer: str
    what: str


def faults(ledger: Ledger, unread: Container[str] = ()) -> Iterator[Fault]:
    """Yield everything that shows that a register or a snapshot was altered.

    A register without readable entries proves nothing: that is the reader's finding, as is a
    snapshot whose path is among ``unread``.
    """
    if not ledger.entries:
        return
    for index, what in (*_seals(ledger), *_numbers(ledger), *_days(ledger)):
        yield Fault(ledger.path, f"/{index}", what)
    proved: set[int] = set()
    for index, approval in enumerate(ledger.entries):
        if isinstance(approval, Approved) and approval.revision not in proved:
            proved.add(approval.revision)
            yield from _snapshot(ledger, index, approval, unread)
    yield from _strays(ledger)


def _seals(ledger: Ledger) -> Iterator[tuple[int, str]]:
    before: str | None = None
    for index, (entry, seal) in enumerate(zip(ledger.entries, ledger.seals, strict=True)):
        if entry.seal != seal:
            yield index, f"entry {index + 1} does not carry its seal"
        if entry.prev != before:
            yield index, f"the entry before entry {index + 1} is missing or was replaced"
        before = entry.seal


def _numbers(ledger: Ledger) -> Iterator[tuple[int, str]]:
    newest: list[Approved] = []
    for index, entry in enumerate(ledger.entries):
        if isinstance(entry, Approved):
            first = newest[0] if newest else None
            if first is None or entry.revision != first.revision:
                last = 0 if first is None else first.revision
                if entry.revision != last + 1:
                    yield index, f"revision {entry.revision} follows revision {last}"
                newest = [entry]
            else:
                yield from ((index, what) for what in _another(entry, newest))
                newest.append(entry)
        elif isinstance(entry, Reviewed) and not _issued_by(index, entry, ledger):
            yield index, f"the review names revision {entry.revision}, which was not approved yet"


def _another(entry: Approved, before: list[Approved]) -> Iterator[str]:
    """Yield why ``entry`` cannot be a further approval of the revision approved ``before``."""
    first, last = before[0], before[-1]
    revision = f"revision {entry.revision}"
    if (entry.digest, entry.record) != (first.digest, first.record):
        yield f"{revision} is approved a second time with another content"
    if entry.change != first.change:
        yield f"what is said of {revision} is not what was approved with it first"
    if entry.needs != first.needs:
        yield f"{revision} needs {first.needs} approvals in one entry and {entry.needs} in another"
    if entry.by in {other.by for other in before}:
        yield f"{entry.by} approves {revision} twice"
    if len(before) >= first.needs:
        yield f"{revision} was approved already"
    if entry.effective_from < last.effective_from:
        yield (
            f"{revision} becomes effective on {entry.effective_from}, before the "
            f"{last.effective_from} of the approval before"
        )


def _issued_by(index: int, entry: Reviewed, ledger: Ledger) -> bool:
    return any(done.revision == entry.revision for done in completing(ledger.entries[:index]))


def _days(ledger: Ledger) -> Iterator[tuple[int, str]]:
    last = date.min
    for index, entry in enumerate(ledger.entries):
        day = day_of(entry)
        if day < last:
            yield index, f"entry {index + 1} of {day} stands after an entry of {last}"
        last = max(last, day)


def _snapshot(
    ledger: Ledger, index: int, approval: Approved, unread: Container[str]
) -> Iterator[Fault]:
    snapshot = ledger.snapshots.get(approval.revision)
    if snapshot is None:
        file = f"{ledger.path.rpartition('/')[0]}/{approval.revision}.yaml"
        if file not in unread:
            what = f"the snapshot of revision {approval.revision} is missing"
            yield Fault(ledger.path, f"/{index}", what)
        return
    if snapshot.digest != approval.digest:
        yield Fault(snapshot.path, "", f"revision {approval.revision} is not what was approved")
    elif snapshot.record != approval.record:
        what = f"control data of revision {approval.revision} are not what was approved"
        yield Fault(snapshot.path, "", what)


def _strays(ledger: Ledger) -> Iterator[Fault]:
    approved = {entry.revision for entry in ledger.approvals()}
    for revision, snapshot in ledger.snapshots.items():
        if revision not in approved:
            yield Fault(snapshot.path, "", f"revision {revision} stands in no register entry")
        item = item_of(snapshot.content)
        if item.id != ledger.item:
            yield Fault(snapshot.path, "", f"revision {revision} is of {item.id}, another item")
