"""Proof that a ledger is what was written: seals, links, numbers, snapshots."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct

from inforce.domain.content import item_of
from inforce.domain.register import Approved, Entry, Ledger


class Fault(Struct, frozen=True):
    """What does not hold, in which file and where in it."""

    path: str
    pointer: str
    what: str


def day_of(entry: Entry, zone: ZoneInfo) -> date:
    """Return the day on which an entry was made, as the site's calendar counts."""
    return entry.at.astimezone(zone).date() if isinstance(entry, Approved) else entry.on


def faults(ledger: Ledger, zone: ZoneInfo, unread: Container[str] = ()) -> Iterator[Fault]:
    """Yield everything that shows that a register or a snapshot was altered.

    A register without readable entries proves nothing: that is the reader's finding, as is a
    snapshot whose path is among ``unread``.
    """
    if not ledger.entries:
        return
    for index, what in (*_seals(ledger), *_numbers(ledger), *_days(ledger, zone)):
        yield Fault(ledger.path, f"/{index}", what)
    for index, approval in enumerate(ledger.entries):
        if isinstance(approval, Approved):
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
    newest = 0
    for index, entry in enumerate(ledger.entries):
        if isinstance(entry, Approved):
            if entry.revision != newest + 1:
                yield index, f"revision {entry.revision} follows revision {newest}"
            newest = entry.revision
        elif not 1 <= entry.revision <= newest:
            yield index, f"the review names revision {entry.revision}, which was not approved yet"


def _days(ledger: Ledger, zone: ZoneInfo) -> Iterator[tuple[int, str]]:
    last = date.min
    for index, entry in enumerate(ledger.entries):
        day = day_of(entry, zone)
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
