"""The register of an item: an append-only, chained record of approvals and reviews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct

from inforce.domain.content import Content
from inforce.domain.control import Change


class Outcome(Enum):
    """What a review found."""

    NO_CHANGE = "no_change"
    CHANGE_NEEDED = "change_needed"
    WITHDRAW = "withdraw"


class Approved(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="event",
    tag="approved",
):
    """A revision was authorised for issue.

    ``digest`` binds what customers can see, ``record`` the whole stored snapshot, ``prev`` is the
    seal of the entry before, and ``seal`` the digest of this entry without it.
    """

    revision: int
    at: Annotated[datetime, Meta(tz=True)]
    by: str
    role: str
    digest: str
    record: str
    effective_from: date
    change: Change = Change()
    prev: str | None = None
    seal: str | None = None


class Reviewed(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="event",
    tag="reviewed",
):
    """An effective revision was held against reality on the day ``on``."""

    on: date
    by: str
    role: str
    revision: int
    digest: str
    outcome: Outcome
    note: str | None = None
    prev: str | None = None
    seal: str | None = None


Entry = Approved | Reviewed


class Snapshot(Struct, frozen=True, kw_only=True):
    """An issued revision as stored, with the digests computed from what is stored."""

    path: str
    content: Content
    digest: str
    record: str


class Ledger(Struct, frozen=True, kw_only=True):
    """All that is issued of one item: its entries, oldest first, and its snapshots by revision.

    ``seals`` holds the seal that each entry should carry, computed from what is stored.
    """

    item: str
    path: str
    entries: tuple[Entry, ...] = ()
    seals: tuple[str, ...] = ()
    snapshots: Mapping[int, Snapshot] = {}

    @property
    def head(self) -> str | None:
        """The seal of the newest entry."""
        return self.seals[-1] if self.seals else None

    def approvals(self) -> tuple[Approved, ...]:
        """Return the approvals, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, Approved))

    def reviews(self) -> tuple[Reviewed, ...]:
        """Return the reviews, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, Reviewed))
