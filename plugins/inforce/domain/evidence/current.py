"""Is it current and accurate: reviews that stand, reviews that are owed, findings of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inforce.domain.evidence.figure import Figure, Grid, Naming, Part, Row, Source, count, share
from inforce.domain.evidence.study import (
    NOBODY,
    Question,
    Study,
    counted,
    in_state,
    in_time,
    overdue,
)
from inforce.domain.evidence.trail import Trail
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.domain.standings.review import ReviewState

AGES = (("late_14", 1, 14), ("late_30", 15, 30), ("late_90", 31, 90), ("late_more", 91, 10**9))


def currency(study: Study) -> Question:
    """Return how much of what customers see stands confirmed on the last day of the period."""
    shown = study.shown()
    return Question(
        key="current",
        figures=(
            share("in_time", (t.here for t in shown if in_time(t)), len(shown)),
            counted("overdue", filter(overdue, shown)),
            counted("void", (t for t in shown if in_state(t, ReviewState.VOID))),
            counted("unscheduled", (t for t in shown if in_state(t, ReviewState.UNSCHEDULED))),
            counted("pending", (t for t in study.trails.values() if t.standing.pending)),
            _findings("errors", study, lambda f: f.severity is Severity.ERROR and not f.waived),
            _findings("warnings", study, lambda f: f.severity is Severity.WARNING and not f.waived),
        ),
    )


def ages(study: Study) -> Grid:
    """Return how many items are overdue, by the days since the due day."""
    shown = study.shown()
    return Grid(
        key="ages",
        columns=("items",),
        rows=tuple(
            Row(name=name, cells=(counted(f"ages.{name}", _late(shown, low, high)),))
            for name, low, high in AGES
        ),
    )


def owners(study: Study) -> Grid:
    """Return what each owner answers for, and what is overdue by age."""
    members: dict[str, list[Trail]] = {}
    for trail in study.shown():
        members.setdefault(trail.standing.owner or NOBODY, []).append(trail)
    return Grid(
        key="owners",
        columns=("items", "in_time", *(name for name, _, _ in AGES), "void", "unscheduled"),
        naming=Naming.ROLE,
        rows=tuple(_owner(name, members[name]) for name in sorted(members)),
    )


def findings(study: Study) -> Grid:
    """Return the findings of the day by rule and severity; waived ones apart."""
    codes = sorted({finding.code for finding in study.findings})
    return Grid(
        key="findings",
        columns=("error", "warning", "info", "waived"),
        naming=Naming.CODE,
        rows=tuple(_rule(code, study) for code in codes),
    )


def _late(trails: Iterable[Trail], low: int, high: int) -> Iterable[Trail]:
    return (trail for trail in trails if low <= trail.standing.review.late <= high)


def _owner(name: str, trails: list[Trail]) -> Row:
    base = f"owners.{name}"
    states = (("void", ReviewState.VOID), ("unscheduled", ReviewState.UNSCHEDULED))
    return Row(
        name=name,
        cells=(
            counted(f"{base}.items", trails),
            counted(f"{base}.in_time", filter(in_time, trails)),
            *(counted(f"{base}.{age}", _late(trails, low, high)) for age, low, high in AGES),
            *(
                counted(f"{base}.{key}", (t for t in trails if in_state(t, state)))
                for key, state in states
            ),
        ),
    )


def _rule(code: str, study: Study) -> Row:
    def graded(severity: Severity) -> Callable[[Finding], bool]:
        return lambda f: f.code == code and f.severity is severity and not f.waived

    grades = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return Row(
        name=code,
        cells=(
            *(_findings(f"findings.{code}.{g.value}", study, graded(g)) for g in grades),
            _findings(f"findings.{code}.waived", study, lambda f: f.code == code and f.waived),
        ),
    )


def _findings(key: str, study: Study, wanted: Callable[[Finding], bool]) -> Figure:
    return count(
        key,
        (
            Source(finding.item or "", Part.FINDING, number)
            for number, finding in enumerate(study.findings, start=1)
            if wanted(finding)
        ),
    )
