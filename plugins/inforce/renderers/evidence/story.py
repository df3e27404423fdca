"""The trail of one item in words: every entry of its register, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from inforce.domain.evidence.figure import Part, Source
from inforce.domain.evidence.heard import messages
from inforce.domain.evidence.trail import Check, Issue, Trail
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Approved, Assigned, Reviewed, day_of
from inforce.domain.text import Phrase
from inforce.domain.views.values import ChangeRow
from inforce.renderers.evidence.telling import Telling, address


class Line(Struct, frozen=True):
    """A fact with its label; ``code`` says that it is a digest or path."""

    label: str
    value: Phrase
    code: bool = False


class Event(Struct, frozen=True, kw_only=True):
    """A register entry in words; ``tone`` is the kind of entry, or ``late``.

    ``changes`` are the fields that differ from the revision before.
    """

    number: int
    day: str
    title: str
    tone: str
    lines: tuple[Line, ...]
    changes: tuple[ChangeRow, ...] = ()


class Pointer(Struct, frozen=True):
    """A finding, waiver or message that concerns the item, and where it stands."""

    text: str
    href: str


class Story(Struct, frozen=True, kw_only=True):
    """All that the page of an item says."""

    id: str
    name: Phrase
    kind: str
    standing: tuple[Line, ...]
    events: tuple[Event, ...]
    gap: str
    pointers: tuple[Pointer, ...]


def story(trail: Trail, telling: Telling, about: Mapping[str, list[Pointer]]) -> Story:
    """Return the trail of an item in words; ``about`` are the pointers of every item."""
    issues = {issue.number: issue for issue in trail.issues}
    checks = {check.number: check for check in trail.checks}
    events = []
    for number, entry in enumerate(trail.ledger.entries, start=1):
        match entry:
            case Approved():
                events.append(_issued(issues[number], trail, telling))
            case Reviewed():
                events.append(_checked(checks[number], trail, telling))
            case Assigned():
                events.append(_assigned(number, entry, trail, telling))
    kind = "product" if isinstance(trail.standing.item, Product) else "page"
    return Story(
        id=trail.id,
        name=telling.name(trail.id),
        kind=telling.say(f"kind.{kind}"),
        standing=tuple(_standing(trail, telling)),
        events=tuple(events),
        gap=_gap(trail, telling),
        pointers=tuple(about.get(trail.id, ())),
    )


def _life(item: Product | Page | None, state: LifecycleState, telling: Telling) -> str:
    if isinstance(item, Page):
        return telling.wording.say("site.page_withdrawn", day=telling.day(item.withdrawn_on))
    return telling.wording.say(f"state.{state.value}")


def _standing(trail: Trail, telling: Telling) -> list[Line]:
    place, review = trail.standing, trail.standing.review
    state = telling.say(f"review.{review.state.value}")
    lines = [
        Line(telling.say("label.id"), Phrase(trail.id), code=True),
        Line(telling.say("label.owner"), telling.role(place.owner or "-")),
        Line(telling.say("label.revision"), _revision(trail, telling)),
    ]
    if place.lifecycle is not None:
        words = _life(place.item, place.lifecycle, telling)
        lines.append(Line(telling.say("label.lifecycle"), Phrase(words)))
    late = "" if not review.late else f" ({telling.say('late', days=telling.days(review.late))})"
    lines += [
        Line(telling.say("label.review"), Phrase(f"{state}{late}")),
        Line(telling.say("label.confirmed"), Phrase(telling.day(trail.confirmed))),
        Line(telling.say("label.due"), Phrase(telling.day(review.due))),
    ]
    if place.pending:
        lines.append(Line(telling.say("label.pending"), Phrase(telling.say("pending"))))
    shown: dict[str, list[str]] = {}
    for audience, bound in telling.pack.printed[trail.id].items():
        shown.setdefault(bound, []).append(audience)
    for bound, audiences in shown.items():
        label = telling.say("label.printed", audience=", ".join(audiences))
        lines.append(Line(label, Phrase(bound), code=True))
    if trail.ledger.head is not None:
        lines.append(Line(telling.say("label.head"), Phrase(trail.ledger.head), code=True))
    return lines


def _revision(trail: Trail, telling: Telling) -> Phrase:
    place = trail.standing
    if place.approval is None:
        return Phrase(telling.say(f"revision.{place.state.value}"))
    since = telling.day(place.approval.effective_from)
    return Phrase(telling.say("revision.in_force", revision=place.revision, day=since))


def _issued(issue: Issue, trail: Trail, telling: Telling) -> Event:
    entry = issue.entry
    summary = telling.phrase(entry.change.summary)
    author = entry.change.by
    lines = [
        Line(telling.say("label.in_force"), Phrase(_held(issue, telling))),
        Line(telling.say("label.approved_by"), _signed(entry.by, entry.role, telling)),
        Line(telling.say("label.change"), Phrase(telling.say(f"class.{_class(issue)}"))),
        Line(telling.say("label.summary"), summary or Phrase(telling.say("none_recorded"))),
        Line(
            telling.say("label.author"),
            telling.person(author) if author else Phrase(telling.say("none_recorded")),
        ),
        Line(telling.say("label.tier"), Phrase(_tier(issue, telling))),
        Line(telling.say("label.digest"), Phrase(entry.digest), code=True),
        Line(telling.say("label.record"), Phrase(entry.record), code=True),
        _seal(issue.number, trail, telling),
    ]
    return Event(
        number=issue.number,
        day=telling.day(issue.made),
        title=telling.entry(entry),
        tone="approved",
        lines=tuple(lines),
        changes=changes(issue, trail, telling),
    )


def changes(issue: Issue, trail: Trail, telling: Telling) -> tuple[ChangeRow, ...]:
    """Return the fields in which an approved revision differs from the one before."""
    snapshots = trail.ledger.snapshots
    before = snapshots.get(issue.entry.revision - 1)
    after = snapshots.get(issue.entry.revision)
    if before is None or after is None or not issue.completes:
        return ()
    return telling.changes(before.content, after.content)


def _tier(issue: Issue, telling: Telling) -> str:
    if issue.fault is not None:
        return telling.say("faulty", fault=issue.fault)
    return telling.say(f"row.{issue.tier.value}")


def _class(issue: Issue) -> str:
    return "first" if issue.entry.revision == 1 else issue.entry.change.class_.value


def _held(issue: Issue, telling: Telling) -> str:
    if issue.begins is None:
        key = "held.incomplete" if not issue.completes else "held.not_yet"
        return telling.say(key, day=telling.day(issue.entry.effective_from))
    if issue.ends is None:
        return telling.say("held.since", day=telling.day(issue.begins))
    last = date.fromordinal(issue.ends.toordinal() - 1)
    return telling.say("held.until", first=telling.day(issue.begins), last=telling.day(last))


def _checked(check: Check, trail: Trail, telling: Telling) -> Event:
    entry = check.entry
    lines = [
        Line(
            telling.say("label.outcome"),
            Phrase(telling.wording.say(f"evidence.row.{entry.outcome.value}")),
        ),
        Line(telling.say("label.reviewed_by"), _signed(entry.by, entry.role, telling)),
        Line(telling.say("label.due_then"), Phrase(punctuality(check, telling))),
        Line(
            telling.say("label.note"),
            Phrase(entry.note) if entry.note else Phrase(telling.say("none_recorded")),
        ),
        _seal(check.number, trail, telling),
    ]
    return Event(
        number=check.number,
        day=telling.day(entry.on),
        title=telling.entry(entry),
        tone="late" if (check.late or 0) > 0 else "reviewed",
        lines=tuple(lines),
    )


def _assigned(number: int, entry: Assigned, trail: Trail, telling: Telling) -> Event:
    none = telling.say("none_recorded")
    own = entry.review_every
    every = telling.say("inherited") if own is None else telling.interval(own.written)
    lines = (
        Line(telling.say("label.owner"), telling.role(entry.owner or "-")),
        Line(telling.say("rows.interval"), Phrase(every)),
        Line(telling.say("label.approved_by"), _signed(entry.by, entry.role, telling)),
        Line(telling.say("waivers.reason"), Phrase(entry.reason or none)),
        _seal(number, trail, telling),
    )
    return Event(
        number=number,
        day=telling.day(day_of(entry)),
        title=telling.entry(entry),
        tone="assigned",
        lines=lines,
    )


def punctuality(check: Check, telling: Telling) -> str:
    """Return the day a review was due, and how early or late it came."""
    if check.due is None or check.late is None:
        return telling.say("no_clock")
    key = "late" if check.late > 0 else "early" if check.late else "on_the_day"
    days = telling.days(abs(check.late))
    return f"{telling.day(check.due)} ({telling.say(key, days=days)})"


def _signed(person: str, role: str, telling: Telling) -> Phrase:
    name = telling.person(person)
    return Phrase(f"{name}, {telling.role(role)}", name.lang)


def _seal(number: int, trail: Trail, telling: Telling) -> Line:
    seal = trail.ledger.seals[number - 1]
    return Line(telling.say("label.seal"), Phrase(seal), code=True)


def _gap(trail: Trail, telling: Telling) -> str:
    if telling.pack.study.light:
        return telling.say("gap.light")
    if not trail.ledger.entries:
        return telling.say("gap.none")
    first = telling.day(trail.issues[0].made) if trail.issues else "–"
    return telling.say("gap.before", day=first)


def pointers(telling: Telling) -> Mapping[str, list[Pointer]]:
    """Return the findings, waivers and messages that concern each item."""
    study = telling.pack.study
    about: dict[str, list[Pointer]] = {}
    for number, finding in enumerate(study.findings, start=1):
        key = finding.item or ""
        text = f"{finding.code} {telling.finding(finding)[0]}"
        pointer = Pointer(text, address(Source(key, Part.FINDING, number)))
        about.setdefault(key, []).append(pointer)
    for number, waiver in enumerate(study.corpus.waivers, start=1):
        text = telling.say("waiver_of", rule=waiver.rule, day=telling.day(waiver.until))
        pointer = Pointer(text, address(Source("", Part.WAIVER, number)))
        about.setdefault(waiver.item, []).append(pointer)
    for number, message in messages(study):
        key = message.item or ""
        kind = telling.say(f"row.{message.kind.value}")
        text = telling.say("message_of", kind=kind, day=telling.day(message.received))
        pointer = Pointer(text, address(Source(key, Part.FEEDBACK, number)))
        about.setdefault(key, []).append(pointer)
    return about
