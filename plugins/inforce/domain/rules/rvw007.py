"""RVW007: reviews that look like a rubber stamp."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.registers.register import Reviewed
from inforce.domain.site.policy import Severity


class _Place(Struct, frozen=True):
    """A review and where it stands."""

    item: str
    path: str
    pointer: str
    entry: Reviewed


def _check(inspection: Inspection) -> Iterator[Breach]:
    most = inspection.policy.review.rubber_stamp
    for (by, day), places in sorted(_days(inspection).items()):
        bare = _without_own_note(places, most)
        if len(bare) >= most:
            first = bare[0]
            facts = {"by": by, "day": f"{day}", "count": f"{len(bare)}", "most": f"{most - 1}"}
            yield Breach(path=first.path, pointer=first.pointer, item=first.item, facts=facts)


def _days(inspection: Inspection) -> dict[tuple[str, date], list[_Place]]:
    """Return the reviews on which items rest by person and day, in the order of the items.

    A review that a later one or another revision followed is past, and nobody can mend it.
    """
    days: defaultdict[tuple[str, date], list[_Place]] = defaultdict(list)
    for key, ledger in sorted(inspection.corpus.ledgers.items()):
        revision = inspection.standings[key].revision
        last: _Place | None = None
        for index, entry in enumerate(ledger.entries):
            if (
                isinstance(entry, Reviewed)
                and entry.on <= inspection.today
                and entry.revision == revision
            ):
                last = _Place(key, ledger.path, f"/{index}/on", entry)
        if last is not None:
            days[last.entry.by, last.entry.on].append(last)
    return days


def _without_own_note(places: Sequence[_Place], most: int) -> list[_Place]:
    """Return the reviews that say nothing of their own: no note, or one that many others have."""
    notes = Counter(_note(place) for place in places)
    return [place for place in places if not _note(place) or notes[_note(place)] >= most]


def _note(place: _Place) -> str:
    return " ".join((place.entry.note or "").split()).casefold()


RULE = Rule(
    code="RVW007",
    title="Reviews look like a rubber stamp",
    default=Severity.WARNING,
    problem=(
        "{by} reviewed many items on {day} without a note of their own ({count} → {most} at the "
        "most, or what each was held against)"
    ),
    fix="Review them again, a few at a time, and say with --note what each was held against.",
    why=(
        "A review date that is bumped for a whole catalogue in an afternoon confirms nothing. A "
        "note that is the same for as many items counts as none. `review: {rubber_stamp: 20}` in "
        "the policy sets from how many on it is told, once for each person and day, at the first "
        "of the items. A review counts until its item is reviewed again or has another revision."
    ),
    clause=(
        "ISO 9001:2015, 7.5.2 c: review and approval for suitability and adequacy; Auditing "
        "Practices Group, Customer communication, 4.3"
    ),
    wrong="- {event: reviewed, on: 2026-11-20, by: anna.ivanova, note: ok}   # 20 times\n",
    right="- {event: reviewed, on: 2026-11-20, …, note: Held against drawing 4711-C}\n",
    check=_check,
)
