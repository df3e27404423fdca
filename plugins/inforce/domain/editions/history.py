"""The history of an item as one audience may read it: its revisions and what each changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from msgspec import structs

from inforce.domain.audience.projection import told as told_by
from inforce.domain.editions.edition import PastRevision, Step
from inforce.domain.items.content import Content, ProductContent
from inforce.domain.items.difference import differences
from inforce.domain.items.lifecycle import day_before
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Approved, Ledger, day_of
from inforce.domain.standings.standing import Standing

_ContentT = TypeVar("_ContentT", bound=Content)
Sight = Callable[[Content], _ContentT | None]
DatedSight = Callable[[Content, date], ProductContent | None]


def begun(place: Standing) -> tuple[Approved, ...]:
    """Return the approvals of the revisions that have been in force, oldest first.

    One that a later one overtook before it began never was.
    """
    if place.approval is None:
        return ()
    return tuple(_been_in_force(place.history, place.approval))


def steps(
    entries: tuple[Approved, ...], ledger: Ledger, sight: Sight[_ContentT], today: date
) -> tuple[Step, ...]:
    """Return the revisions that have been in force, oldest first, with their differences.

    ``entries`` are their approvals. ``sight`` is what the audience sees of a content, None where it
    sees nothing: such a revision is no part of its history. The summary of a change of which the
    audience sees nothing, or a part of which is still to be announced, is left out as well, because
    it may tell what the audience must not know.
    """
    if len(entries) == 1:
        return (first_step(entries[0], ledger.snapshots[entries[0].revision].content, today),)
    return tuple(_told(entries, ledger, sight, today))


def first_step(entry: Approved, content: Content, today: date) -> Step:
    """Return the first revision that an audience saw: there is none to compare it with.

    What is said of it is left out while a part of its ``content`` is still to be announced.
    """
    awaited = isinstance(content, ProductContent) and told_by(content, today) is not content
    return Step(
        revision=entry.revision,
        effective_from=entry.effective_from,
        told_on=entry.effective_from,
        change_class=entry.change.class_,
        summary=None if awaited else entry.change.summary,
    )


def former_codes(
    entries: tuple[Approved, ...], ledger: Ledger, sight: Sight[ProductContent], whole: Product
) -> tuple[str, ...]:
    """Return the order codes that the audience saw in earlier revisions and that are no more.

    One that others still see in the ``whole`` product is no former one: it was taken from this
    audience alone.
    """
    found = {
        code
        for _, shown in _seen(entries[:-1], ledger, sight)
        for code in shown.product.order_codes()
    }
    return tuple(sorted(found.difference(whole.order_codes())))


def past(
    entries: tuple[Approved, ...], ledger: Ledger, sight: DatedSight, current: ProductContent
) -> tuple[PastRevision, ...]:
    """Return the revisions of a product that no longer hold, oldest first.

    ``sight`` is what the audience may read today of a content as it was told by a day: the last
    one on which the revision held. It held until the next one that the audience saw. ``current``
    is what the audience sees of the product today.
    """
    found: list[PastRevision] = []
    following = entries[-1].effective_from
    for entry in reversed(entries[:-1]):
        snapshot = ledger.snapshots.get(entry.revision)
        until = max(entry.effective_from, day_before(following))
        told = None if snapshot is None else sight(snapshot.content, until)
        if told is not None:
            following = entry.effective_from
            found.append(
                PastRevision(
                    revision=entry.revision,
                    effective_from=entry.effective_from,
                    until=until,
                    content=told,
                    changes=differences(told, current),
                )
            )
    return tuple(reversed(found))


def _seen(
    entries: tuple[Approved, ...], ledger: Ledger, sight: Sight[_ContentT]
) -> Iterator[tuple[Approved, _ContentT]]:
    """Yield the revisions of which the audience saw anything, with what it saw."""
    for entry in entries:
        snapshot = ledger.snapshots.get(entry.revision)
        shown = None if snapshot is None else sight(snapshot.content)
        if shown is not None:
            yield entry, shown


def _told(
    entries: tuple[Approved, ...], ledger: Ledger, sight: Sight[_ContentT], today: date
) -> Iterator[Step]:
    before: tuple[int, Content] | None = None
    for entry, shown in _seen(entries, ledger, sight):
        if before is None:
            yield first_step(entry, ledger.snapshots[entry.revision].content, today)
        else:
            step = _change(entry, *before, shown, today)
            was, now = (ledger.snapshots[one].content for one in (before[0], entry.revision))
            yield structs.replace(step, summary=None) if _awaited(was, now, today) else step
        before = entry.revision, shown


def _awaited(before: Content, after: Content, today: date) -> bool:
    """Whether a part of the change is still to be announced: what is said of it may tell it."""
    if not (isinstance(before, ProductContent) and isinstance(after, ProductContent)):
        return False
    was, now, known = before.product, after.product, told_by(after, today).product
    return (
        known.lifecycle != now.lifecycle != was.lifecycle
        or known.recall != now.recall != was.recall
    )


def _been_in_force(history: tuple[Approved, ...], current: Approved) -> Iterator[Approved]:
    """Yield the approvals up to ``current`` that no later one overtook before they began."""
    soonest = date.max
    kept: list[Approved] = []
    for entry in sorted(history, key=lambda entry: entry.revision, reverse=True):
        if entry.revision <= current.revision:
            start = max(entry.effective_from, day_of(entry))
            if start <= soonest:
                kept.append(entry)
                soonest = start
    yield from reversed(kept)


def _change(entry: Approved, follows: int, before: Content, after: Content, today: date) -> Step:
    found = differences(before, after)
    summary = entry.change.summary if found else None
    return Step(
        revision=entry.revision,
        effective_from=entry.effective_from,
        told_on=_told_on(entry.effective_from, before, after, today),
        change_class=entry.change.class_,
        summary=summary,
        follows=follows,
        changes=found,
    )


def _told_on(effective: date, before: Content, after: Content, today: date) -> date:
    """Return the day on which the last part of a change became known.

    An end of sale is approved before it is announced, and told only then.
    """
    days = [effective]
    if isinstance(before, ProductContent) and isinstance(after, ProductContent):
        life, recall = after.product.lifecycle, after.product.recall
        if life != before.product.lifecycle:
            days.append(life.announced_on or life.withdrawn_on or effective)
        if recall is not None and recall != before.product.recall:
            days.append(recall.date)
    return max(day for day in days if day <= today)
