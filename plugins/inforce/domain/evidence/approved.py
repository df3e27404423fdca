"""Who authorised it: approvals of the period, their authors, exceptions granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.domain.evidence.figure import Figure, Grid, Naming, Part, Row, Source, count, share
from inforce.domain.evidence.study import Question, Study, counted
from inforce.domain.evidence.trail import Issue, Trail
from inforce.domain.registers.register import Tier
from inforce.domain.site.waivers import holds


def authority(study: Study) -> Question:
    """Return the approvals of the period and the waivers of the day."""
    return Question(key="approved", figures=(*_approvals(study), *_waivers(study)))


def _approvals(study: Study) -> Iterator[Figure]:
    if study.light:
        return
    made = [pair for pair in approvals(study) if pair[1].made in study.period]
    named = [trail.entry(issue.number) for trail, issue in made if issue.entry.change.by]
    yield count("approvals", (trail.entry(issue.number) for trail, issue in made))
    yield share("signed", _of_tier(made, Tier.SIGNED), len(made))
    yield count("signature_faults", (t.entry(i.number) for t, i in approvals(study) if i.fault))
    yield share("author_named", named, len(made))


def _waivers(study: Study) -> Iterator[Figure]:
    until = study.period.until
    numbered = list(enumerate(study.corpus.waivers, start=1))
    held = [number for number, waiver in numbered if holds(waiver, until)]
    lapsed = [number for number, waiver in numbered if waiver.until < until]
    waived = [
        Source(finding.item or "", Part.FINDING, number)
        for number, finding in enumerate(study.findings, start=1)
        if finding.waived
    ]
    yield count("waivers", (Source("", Part.WAIVER, number) for number in held))
    yield count("waivers_expired", (Source("", Part.WAIVER, number) for number in lapsed))
    yield count("waived", waived)


def tiers(study: Study) -> Grid:
    """Return approvals and what is in force by how they are known."""
    made = approvals(study)
    recent = [pair for pair in made if pair[1].made in study.period]
    return Grid(
        key="tiers",
        columns=("in_period", "on_record", "items"),
        rows=tuple(
            Row(
                name=tier.value,
                cells=(
                    count(f"tiers.{tier.value}.in_period", _of_tier(recent, tier)),
                    count(f"tiers.{tier.value}.on_record", _of_tier(made, tier)),
                    counted(
                        f"tiers.{tier.value}.items",
                        (trail for trail in study.shown() if trail.standing.tier is tier),
                    ),
                ),
            )
            for tier in Tier
        ),
    )


def people(study: Study) -> Grid:
    """Return what each person approved and reviewed in the period."""
    deeds: dict[str, tuple[list[Source], list[Source]]] = {}
    for trail, issue in approvals(study):
        if issue.made in study.period:
            deeds.setdefault(issue.entry.by, ([], []))[0].append(trail.entry(issue.number))
    for trail in study.trails.values():
        for check in trail.checks:
            if check.entry.on in study.period:
                deeds.setdefault(check.entry.by, ([], []))[1].append(trail.entry(check.number))
    return Grid(
        key="people",
        columns=("approvals", "reviews"),
        naming=Naming.PERSON,
        rows=tuple(
            Row(
                name=name,
                cells=(
                    count(f"people.{name}.approvals", deeds[name][0]),
                    count(f"people.{name}.reviews", deeds[name][1]),
                ),
            )
            for name in sorted(deeds)
        ),
    )


def _of_tier(made: Iterable[tuple[Trail, Issue]], tier: Tier) -> list[Source]:
    return [trail.entry(issue.number) for trail, issue in made if issue.tier is tier]


def approvals(study: Study) -> list[tuple[Trail, Issue]]:
    """Return every approval on record on the last day of the period."""
    return [(trail, issue) for trail in study.trails.values() for issue in trail.issues]
