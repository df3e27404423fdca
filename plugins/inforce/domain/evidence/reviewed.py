"""How often is it reviewed: intervals set and kept, reviews on time, reviews owed.

A duty counts in the period when it was settled in it, or stands overdue at its end. It is late
from the first day after the due day; the policy's grace changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.domain.evidence.figure import (
    Figure,
    Grid,
    Naming,
    Row,
    Source,
    count,
    longest,
    median,
    share,
)
from inforce.domain.evidence.study import Question, Study, in_time, overdue
from inforce.domain.evidence.trail import Check, Duty, Trail
from inforce.domain.registers.register import Outcome
from inforce.domain.standings.standing import interval_of

LENGTHS = (
    ("months_3", 0, 91),
    ("months_6", 92, 183),
    ("months_9", 184, 274),
    ("months_12", 275, 366),
    ("months_15", 367, 457),
    ("months_18", 458, 548),
    ("months_more", 549, 10**9),
)


def reviewing(study: Study) -> Question:
    """Return how often what customers see was confirmed, and whether in time."""
    ages = list(_ages(study.shown(), study))
    recorded = () if study.light else tuple(_recorded(study))
    figures = (*recorded, median("age_median", ages), longest("age_longest", ages))
    return Question(key="reviewed", figures=figures)


def _recorded(study: Study) -> Iterator[Figure]:
    settled = [duty for duty in _settled(study) if duty.settled in study.period]
    owed = [trail.here for trail in study.shown() if overdue(trail)]
    made = list(_made(study))
    spans = [(duty.days, duty.source) for duty in settled]
    kept = [duty.source for duty in settled if not duty.late]
    yield share("on_time", kept, len(settled) + len(owed))
    yield count("late", (duty.source for duty in settled if duty.late))
    yield count("owed", owed)
    yield count("reviews", (source for source, _ in made))
    yield count("by_revision", (duty.source for duty in settled if not duty.by_review))
    yield count("no_note", (source for source, check in made if not check.entry.note))
    yield median("interval_median", spans)
    yield longest("interval_longest", spans)


def punctuality(study: Study) -> Grid:
    """Return the settled duties, on time and late, by month."""
    cut = 4 if study.by_year else 7
    settled = [duty for duty in _settled(study) if duty.settled in study.period]
    rows = []
    for month in study.months():
        own = [duty for duty in settled if str(duty.settled)[:cut] == month]
        late = [duty.source for duty in own if duty.late]
        kept = [duty.source for duty in own if not duty.late]
        cells = (count(f"punctuality.{month}.kept", kept), count(f"punctuality.{month}.late", late))
        rows.append(Row(name=month, cells=cells))
    naming = Naming.YEAR if study.by_year else Naming.MONTH
    return Grid(key="punctuality", columns=("kept", "late"), naming=naming, rows=tuple(rows))


def intervals(study: Study) -> Grid:
    """Return the intervals set, and the days since the last confirmation under each."""
    members: dict[str, list[Trail]] = {}
    for trail in study.shown():
        item = trail.standing.item
        if trail.confirmed is not None and item is not None:
            members.setdefault(
                interval_of(item, trail.standing.assignment.review_every, study.corpus).written, []
            ).append(trail)
    return Grid(
        key="intervals",
        columns=("items", "in_time", "age_median", "age_longest"),
        naming=Naming.INTERVAL,
        rows=tuple(_interval(name, members[name], study) for name in sorted(members)),
    )


def lengths(study: Study) -> Grid:
    """Return the days since the last confirmation, and those between two, in classes."""
    ages = list(_ages(study.shown(), study))
    spans = [(d.days, d.source) for d in _settled(study) if d.settled in study.period]
    return Grid(
        key="lengths",
        columns=("age", "interval"),
        rows=tuple(
            Row(
                name=name,
                cells=(
                    count(f"lengths.{name}.age", _within(ages, low, high)),
                    count(f"lengths.{name}.interval", _within(spans, low, high)),
                ),
            )
            for name, low, high in LENGTHS
        ),
    )


def outcomes(study: Study) -> Grid:
    """Return the reviews of the period by what they found."""
    made = list(_made(study))
    return Grid(
        key="outcomes",
        columns=("reviews",),
        rows=tuple(
            Row(name=outcome.value, cells=(count(f"outcomes.{outcome.value}", sources),))
            for outcome, sources in (
                (kind, [source for source, check in made if check.entry.outcome is kind])
                for kind in Outcome
            )
        ),
    )


def _settled(study: Study) -> Iterator[Duty]:
    for trail in study.trails.values():
        yield from trail.duties


def _made(study: Study) -> Iterator[tuple[Source, Check]]:
    for trail in study.trails.values():
        for check in trail.checks:
            if check.entry.on in study.period:
                yield trail.entry(check.number), check


def _ages(trails: Iterable[Trail], study: Study) -> Iterator[tuple[int, Source]]:
    for trail in trails:
        if trail.confirmed is not None:
            yield (study.period.until - trail.confirmed).days, trail.here


def _within(lengths: Iterable[tuple[int, Source]], low: int, high: int) -> Iterator[Source]:
    return (source for length, source in lengths if low <= length <= high)


def _interval(name: str, trails: list[Trail], study: Study) -> Row:
    base = f"intervals.{name}"
    ages = list(_ages(trails, study))
    return Row(
        name=name,
        cells=(
            count(f"{base}.items", (trail.here for trail in trails)),
            count(f"{base}.in_time", (trail.here for trail in trails if in_time(trail))),
            median(f"{base}.age_median", ages),
            longest(f"{base}.age_longest", ages),
        ),
    )
