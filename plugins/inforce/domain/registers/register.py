"""The register of an item: an append-only, chained record of approvals, reviews, assignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct, structs

from inforce.domain.interval import Interval
from inforce.domain.items.content import Content
from inforce.domain.items.control import Change


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
    """A person authorised a revision for issue, at an instant of the site's time zone.

    ``digest`` binds what customers can see, ``record`` the whole stored snapshot, ``prev`` is the
    seal of the entry before, and ``seal`` the digest of this entry without it. ``needs`` is how
    many people had to approve this revision by the policy of the day. ``signature`` is an armoured
    SSH signature over the entry without ``signature`` and ``seal``.
    """

    revision: int
    at: Annotated[datetime, Meta(tz=True)]
    by: str
    role: str
    digest: str
    record: str
    effective_from: date
    change: Change = Change()
    needs: Annotated[int, Meta(ge=1)] = 1
    prev: str | None = None
    signature: str | None = None
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


class Assigned(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="event",
    tag="assigned",
):
    """An item got this owner and this review interval of its own, without a new revision.

    None stands for none: no owner, or the interval of the family or the policy. ``signature`` is as
    in an approval.
    """

    at: Annotated[datetime, Meta(tz=True)]
    by: str
    role: str
    owner: str | None = None
    review_every: Interval | None = None
    reason: str | None = None
    prev: str | None = None
    signature: str | None = None
    seal: str | None = None


Entry = Approved | Reviewed | Assigned


class Tier(Enum):
    """How an approval is known: by the register's word, or by the approver's signature."""

    ASSERTED = "asserted"
    SIGNED = "signed"


class Proof(Struct, frozen=True):
    """Whether the signature of an entry holds; ``fault`` says in words why it does not."""

    fault: str | None = None

    @property
    def valid(self) -> bool:
        """Whether the signature is the approver's, over this entry, by a key good at that time."""
        return self.fault is None


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

    def until(self, day: date) -> Ledger:
        """Return it as it stood on ``day``: an entry made later does not change the past."""
        kept = [
            pair for pair in zip(self.entries, self.seals, strict=True) if day_of(pair[0]) <= day
        ]
        return structs.replace(
            self, entries=tuple(one for one, _ in kept), seals=tuple(one for _, one in kept)
        )

    def approvals(self) -> tuple[Approved, ...]:
        """Return every approval, oldest first; a revision may have several, or too few."""
        return tuple(entry for entry in self.entries if isinstance(entry, Approved))

    def issued(self) -> tuple[Approved, ...]:
        """Return the approval that completed each issued revision, oldest first."""
        return tuple(completing(self.entries))

    def reviews(self) -> tuple[Reviewed, ...]:
        """Return the reviews, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, Reviewed))


def completing(entries: Iterable[Entry]) -> Iterator[Approved]:
    """Yield the approvals, in order, by which a revision reached the number of people it needs.

    Two approvals by one person count once.
    """
    people: dict[int, set[str]] = {}
    for entry in entries:
        if isinstance(entry, Approved):
            agreed = people.setdefault(entry.revision, set())
            before = len(agreed)
            agreed.add(entry.by)
            if before < entry.needs <= len(agreed):
                yield entry


def day_of(entry: Entry) -> date:
    """Return the day on which an entry was made, as the site's calendar counted then.

    The instant is written with the offset of the site's time zone: the day that stands there holds,
    whatever zone the policy names today.
    """
    return entry.on if isinstance(entry, Reviewed) else entry.at.date()
