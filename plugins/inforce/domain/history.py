"""The history of an item as one audience may read it: its revisions and what each changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from inforce.domain.content import Content, ProductContent
from inforce.domain.difference import differences
from inforce.domain.edition import Step
from inforce.domain.policy import Policy
from inforce.domain.register import Approved, Ledger
from inforce.domain.standing import Standing

Sight = Callable[[Content], Content | None]


def steps(
    place: Standing, ledger: Ledger, sight: Sight, today: date, policy: Policy
) -> tuple[Step, ...]:
    """Return the revisions that have been in force, oldest first, with their differences.

    ``sight`` is what the audience sees of a content, None where it sees nothing: such a revision
    is no part of its history. The summary of a change of which the audience sees nothing is left
    out as well, because it may tell what the audience must not know.
    """
    entry = place.approval
    if entry is None:
        return ()
    begun = tuple(_been_in_force(place.history, entry, policy))
    if len(begun) == 1:
        return (_step(entry, entry.effective_from),)
    return tuple(_told(begun, ledger, sight, today))


def former_codes(place: Standing, ledger: Ledger, sight: Sight, policy: Policy) -> tuple[str, ...]:
    """Return the order codes that the audience saw in earlier revisions and that are no more.

    One that others still see is no former one: it was taken from this audience alone.
    """
    entry, content = place.approval, place.content
    if entry is None or not isinstance(content, ProductContent):
        return ()
    begun = tuple(_been_in_force(place.history, entry, policy))
    past = _seen(begun[:-1], ledger, sight)
    found = {
        code
        for _, shown in past
        if isinstance(shown, ProductContent)
        for _, code in shown.product.codes()
    }
    return tuple(sorted(found.difference(code for _, code in content.product.codes())))


def _seen(
    entries: tuple[Approved, ...], ledger: Ledger, sight: Sight
) -> Iterator[tuple[Approved, Content]]:
    """Yield the revisions of which the audience saw anything, with what it saw."""
    for entry in entries:
        snapshot = ledger.snapshots.get(entry.revision)
        shown = None if snapshot is None else sight(snapshot.content)
        if shown is not None:
            yield entry, shown


def _told(begun: tuple[Approved, ...], ledger: Ledger, sight: Sight, today: date) -> Iterator[Step]:
    last: Content | None = None
    follows: int | None = None
    for entry, shown in _seen(begun, ledger, sight):
        if last is None:
            yield _step(entry, entry.effective_from)
        else:
            yield _change(entry, follows, last, shown, today)
        last, follows = shown, entry.revision


def _been_in_force(
    history: tuple[Approved, ...], current: Approved, policy: Policy
) -> Iterator[Approved]:
    """Yield the approvals up to ``current`` that no later one overtook before they began."""
    zone = ZoneInfo(policy.time_zone)
    soonest = date.max
    kept: list[Approved] = []
    for entry in sorted(history, key=lambda entry: entry.revision, reverse=True):
        if entry.revision <= current.revision:
            start = max(entry.effective_from, entry.at.astimezone(zone).date())
            if start <= soonest:
                kept.append(entry)
                soonest = start
    yield from reversed(kept)


def _change(
    entry: Approved, follows: int | None, before: Content, after: Content, today: date
) -> Step:
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


def _step(entry: Approved, told_on: date) -> Step:
    return Step(
        revision=entry.revision,
        effective_from=entry.effective_from,
        told_on=told_on,
        change_class=entry.change.class_,
        summary=entry.change.summary,
    )
