"""APR005: a change is not said, or not what it is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.change_class import facts_changed
from inforce.domain.items.content import Content, item_of
from inforce.domain.items.control import ChangeClass
from inforce.domain.registers.register import Approved, Snapshot
from inforce.domain.site.policy import Severity
from inforce.domain.standings.judged import Judged, judged
from inforce.domain.standings.standing import Standing

_Fault = tuple[str, dict[str, str]]


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, ledger in inspection.corpus.ledgers.items():
        place = inspection.standings[key]
        for step in judged(ledger, inspection.policy):
            for part, facts in _faults(step):
                yield Breach(
                    path=ledger.path,
                    pointer=f"/{step.index}/change{part}",
                    item=key,
                    facts=facts,
                    severity=step.severity(place),
                )
        for facts in _working(place, ledger.snapshots):
            path = path_of(key, inspection)
            yield Breach(path=path, pointer="/control/change/class", item=key, facts=facts)


def _faults(step: Judged) -> Iterator[_Fault]:
    entry = step.entry
    if not isinstance(entry, Approved) or step.before is None or len(step.together) > 1:
        return
    if entry.change.class_ is ChangeClass.SUBSTANTIVE:
        if entry.change.summary is None:
            fault = f"nothing says what revision {entry.revision} changed"
            yield "", _facts(fault, "no summary", "a sentence for customers")
    elif step.content is not None:
        for facts in _misnamed(step.before, step.content):
            yield "/class", facts


def _working(place: Standing, snapshots: Mapping[int, Snapshot]) -> Iterator[dict[str, str]]:
    """Yield that the change of a working copy that waits is called editorial and is not."""
    if not place.pending or place.working is None or not place.history:
        return
    change = item_of(place.working).control.change
    last = snapshots.get(place.history[-1].revision)
    if last is not None and change is not None and change.class_ is ChangeClass.EDITORIAL:
        yield from _misnamed(last.content, place.working)


def _misnamed(before: Content, after: Content) -> Iterator[dict[str, str]]:
    for pointer in facts_changed(before, after)[:1]:
        yield _facts(f"the change is declared editorial, but {pointer} differs", *_CLASSES)


def _facts(fault: str, found: str, expected: str) -> dict[str, str]:
    return {"fault": fault, "found": found, "expected": expected}


_CLASSES = (ChangeClass.EDITORIAL.value, ChangeClass.SUBSTANTIVE.value)

RULE = Rule(
    code="APR005",
    title="A change is not said, or not what it is said to be",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Say in control.change what changes, and that it is substantive, and have it approved.",
    why=(
        "Customers plan with the figures. A change that nobody tells them of, or that passes for a "
        "correction of words, reaches them as a part that does not fit."
    ),
    clause="ISO 9001:2015, 7.5.3.2 c: control of changes; 8.2.4: changes to requirements",
    wrong="specs: {head_max: 32}   # was 30\ncontrol: {change: {class: editorial}}\n",
    right=(
        "specs: {head_max: 32}   # was 30\n"
        "control: {change: {class: substantive, summary: Maximum head 32 m}}\n"
    ),
    check=_check,
)
