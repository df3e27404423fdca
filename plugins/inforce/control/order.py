"""What is asked of an approval, and what it would write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from inforce.domain.items.content import Content
from inforce.domain.items.control import Assignment
from inforce.domain.registers.register import Approved, Assigned
from inforce.domain.site.approval_policy import Quorum
from inforce.domain.text import Text


class Order(Struct, frozen=True, kw_only=True):
    """What is to be approved, by whom, when, and from which day it holds.

    ``items`` empty and ``family`` None means all that wait. ``seen`` holds, by item, the digest of
    what the approver looked at, or its first digits; ``sign`` the key to sign with; ``summary`` the
    change in words for the items whose working copy does not say it; ``reason`` why an owner or an
    interval changes. ``dry_run`` writes nothing.
    """

    by: str
    at: datetime
    effective_from: date | None = None
    items: tuple[str, ...] = ()
    family: str | None = None
    seen: Mapping[str, str] = {}
    sign: Path | None = None
    summary: Text | None = None
    reason: str | None = None
    dry_run: bool = False


class Issue(Struct, frozen=True, kw_only=True):
    """One approval about to be recorded.

    ``given`` are the approvals that its revision has already, ``last`` is the content that it
    replaces.
    """

    item: str
    content: Content
    entry: Approved
    quorum: Quorum
    given: tuple[Approved, ...] = ()
    last: Content | None = None

    @property
    def count(self) -> int:
        """How many people have approved the revision with this one."""
        return len(self.given) + 1

    @property
    def complete(self) -> bool:
        """Whether the revision is issued by it."""
        return self.count >= self.entry.needs

    @property
    def still(self) -> tuple[str, ...]:
        """The roles in which the next person may approve; none where it is complete."""
        if self.complete:
            return ()
        return self.quorum.open_to([*(entry.role for entry in self.given), self.entry.role])


class Reassignment(Struct, frozen=True, kw_only=True):
    """One assignment about to be recorded, and what holds until then."""

    item: str
    entry: Assigned
    before: Assignment


class Approvals(Struct, frozen=True, kw_only=True):
    """What an approval recorded, or would record."""

    issues: tuple[Issue, ...] = ()
    assignments: tuple[Reassignment, ...] = ()
