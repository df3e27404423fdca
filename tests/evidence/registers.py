"""Registers made by hand, for figures whose answers are known."""

from datetime import UTC, date, datetime, time

from inforce.domain.evidence.figure import Figure, Period
from inforce.domain.evidence.pack import Pack, pack
from inforce.domain.interval import Interval
from inforce.domain.items.content import Content, item_of
from inforce.domain.registers.digest import seal
from inforce.domain.registers.register import Assigned, Entry, Ledger, Reviewed, Snapshot
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.standings.standing import standings
from tests import factories

TODAY = date(2026, 6, 30)
PERIOD = Period(date(2025, 7, 1), TODAY)
Step = tuple[date, Content] | tuple[date, date, Content] | Reviewed | Assigned


def register(*steps: Step) -> Ledger:
    """Return a sealed ledger; a content is approved on the first day, and effective on the last."""
    entries: list[Entry] = []
    snapshots: dict[int, Snapshot] = {}
    key = ""
    for step in steps:
        if not isinstance(step, tuple):
            entries.append(step)
            continue
        made, effective, shown = step if len(step) == 3 else (step[0], *step)
        key = item_of(shown).id
        revision = len(snapshots) + 1
        entry = factories.approved(shown, revision, made=made, effective=effective)
        entries.append(entry)
        snapshots[revision] = Snapshot(
            path=f"content/issued/{key}/{revision}.yaml",
            content=shown,
            digest=entry.digest,
            record=entry.record,
        )
    return ledger(key, entries, snapshots)


def ledger(key: str, entries: list[Entry], snapshots: dict[int, Snapshot]) -> Ledger:
    """Return the ledger of ``entries``, chained and sealed."""
    whole = factories.sealed(entries)
    return Ledger(
        item=key,
        path=f"content/issued/{key}/register.yaml",
        entries=whole,
        seals=tuple(seal(entry) for entry in whole),
        snapshots=snapshots,
    )


def assigned(day: date, owner: str | None, every: str | None = None) -> Assigned:
    """Return an assignment by Anna."""
    return Assigned(
        at=datetime.combine(day, time(12), UTC),
        by="anna",
        role="quality",
        owner=owner,
        review_every=None if every is None else Interval(every),
    )


def site(*ledgers: Ledger, **parts: object) -> Corpus:
    """Return a site with these registers; its working copies are what was approved last."""
    items = [item_of(one.snapshots[max(one.snapshots)].content) for one in ledgers]
    return factories.corpus(*items, ledgers={one.item: one for one in ledgers}, **parts)


def packed(
    corpus: Corpus,
    *,
    period: Period = PERIOD,
    found: tuple[Finding, ...] = (),
    scope: frozenset[str] | None = None,
) -> Pack:
    """Return the pack of a site."""
    return pack(corpus, standings(corpus, period.until), found, period, scope)


def figures(made: Pack) -> dict[str, Figure]:
    """Return every figure by its key, which is its own."""
    listed = list(made.figures())
    known = {figure.key: figure for figure in listed}
    assert len(known) == len(listed)
    return known


def values(made: Pack) -> dict[str, int | None]:
    """Return the value of every figure."""
    return {key: figure.value for key, figure in figures(made).items()}
