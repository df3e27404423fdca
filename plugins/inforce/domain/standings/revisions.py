"""Two states of one item side by side: issued revisions and the working copy."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.items.content import Content
from inforce.domain.items.difference import Difference, differences
from inforce.domain.registers.digest import content_digest
from inforce.domain.registers.register import Ledger
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import known, working_content


class Side(Struct, frozen=True, kw_only=True):
    """A state of an item; ``revision`` is None for the working copy."""

    revision: int | None
    digest: str
    content: Content


class Comparison(Struct, frozen=True, kw_only=True):
    """What differs between two states of an item; ``before`` is None where nothing is issued."""

    item: str
    before: Side | None
    after: Side
    differences: tuple[Difference, ...]


class NoSuchStateError(Exception):
    """An item has no such revision, none of it that can be read, or no working copy."""


def compare(corpus: Corpus, item: str, today: date, revisions: tuple[int, ...] = ()) -> Comparison:
    """Return what differs between two revisions, or between one and the working copy.

    Without ``revisions`` the last one issued by ``today`` is compared with the working copy. Raise
    NoSuchStateError, with a sentence, for a state that does not exist.
    """
    ledger = corpus.ledgers.get(item, Ledger(item=item, path=""))
    issued = known(ledger, today)
    numbers = revisions or tuple(entry.revision for entry in issued[-1:])
    sides = [_issued(ledger, number) for number in numbers]
    if len(sides) < 2:  # noqa: PLR2004 - the other side is the working copy
        sides.append(_working(corpus, item))
    before, after = sides[0] if len(sides) > 1 else None, sides[-1]
    found = () if before is None else differences(before.content, after.content)
    return Comparison(item=item, before=before, after=after, differences=found)


def waiting(corpus: Corpus, today: date) -> tuple[Comparison, ...]:
    """Return what waits for approval: working copies that differ from the last issued revision.

    An item that was never issued waits as well.
    """
    found = (compare(corpus, item, today) for item in sorted(corpus.items()))
    return tuple(one for one in found if one.before is None or one.differences)


def _issued(ledger: Ledger, number: int) -> Side:
    snapshot = ledger.snapshots.get(number)
    if snapshot is None and any(entry.revision == number for entry in ledger.issued()):
        raise NoSuchStateError(
            f"{ledger.item}: what was issued as revision {number} cannot be read; "
            "`inforce check` says where and why"
        )
    if snapshot is None:
        there = ", ".join(map(str, sorted(ledger.snapshots))) or "none"
        raise NoSuchStateError(f"{ledger.item} has no issued revision {number}; there are: {there}")
    return Side(revision=number, digest=snapshot.digest, content=snapshot.content)


def _working(corpus: Corpus, item: str) -> Side:
    content = working_content(corpus, item)
    if content is None:
        raise NoSuchStateError(f"{item} has no working copy; name two of its issued revisions")
    return Side(revision=None, digest=content_digest(content), content=content)
