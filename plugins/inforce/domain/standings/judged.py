"""Each approval of a register with what the policy of its day asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from inforce.domain.items.change_class import class_of
from inforce.domain.items.content import Content
from inforce.domain.items.control import ChangeClass
from inforce.domain.registers.register import Approved, Assigned, Ledger, completing, day_of
from inforce.domain.site.approval_policy import Quorum, requirement
from inforce.domain.site.policy import Policy, Severity
from inforce.domain.standings.standing import Standing, agreed


class Judged(Struct, frozen=True, kw_only=True):
    """An approval or assignment, the ``index`` of its entry, and the policy of that day.

    ``quorum`` and ``content`` are None where the snapshot is missing; ``before`` is the content of
    the revision issued before it; ``together`` are the approvals of its revision up to it.
    """

    index: int
    entry: Approved | Assigned
    day: date
    quorum: Quorum | None
    content: Content | None
    before: Content | None = None
    together: tuple[Approved, ...] = ()

    @property
    def deed(self) -> str:
        """What was done, in words."""
        if isinstance(self.entry, Assigned):
            return "assignment"
        return f"approval of revision {self.entry.revision}"

    def severity(self, place: Standing) -> Severity | None:
        """Return the severity of a fault: a warning where a later revision has taken its place."""
        superseded = (
            isinstance(self.entry, Approved)
            and place.revision is not None
            and self.entry.revision < place.revision
        )
        return Severity.WARNING if superseded else None


def judged(ledger: Ledger, policy: Policy) -> Iterator[Judged]:
    """Yield every approval and assignment of ``ledger`` with what ``policy`` asked on its day."""
    for index, entry in enumerate(ledger.entries):
        if isinstance(entry, Approved | Assigned):
            issued = tuple(completing(ledger.entries[:index]))
            yield _judged(index, entry, day_of(entry), issued, ledger, policy)


def _judged(
    index: int,
    entry: Approved | Assigned,
    day: date,
    issued: tuple[Approved, ...],
    ledger: Ledger,
    policy: Policy,
) -> Judged:
    earlier = _stored(issued[-1], ledger) if issued else None
    if isinstance(entry, Assigned):
        content, kind = earlier, ChangeClass.EDITORIAL
        together: tuple[Approved, ...] = ()
    else:
        content, kind = _stored(entry, ledger), class_of(entry.change, len(issued))
        together = agreed(ledger.entries[: index + 1], entry.revision)
    return Judged(
        index=index,
        entry=entry,
        day=day,
        quorum=None if content is None else requirement(policy, content, kind, day),
        content=content,
        before=earlier,
        together=together,
    )


def _stored(entry: Approved, ledger: Ledger) -> Content | None:
    snapshot = ledger.snapshots.get(entry.revision)
    return None if snapshot is None else snapshot.content
