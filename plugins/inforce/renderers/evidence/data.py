"""The pack as JSON, by ``schemas/evidence.schema.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec
from msgspec import Struct

from inforce.domain.evidence.figure import Figure, Source
from inforce.domain.evidence.pack import Pack
from inforce.domain.evidence.trail import Check, Issue, Trail
from inforce.domain.items.product import Product
from inforce.domain.registers.register import Assigned

FORMAT = 1


class _Source(Struct, frozen=True, omit_defaults=True):
    item: str = ""
    part: str = "item"
    number: int = 0
    seal: str = ""
    weight: int = 1


class _Figure(Struct, frozen=True, kw_only=True):
    key: str
    unit: str
    value: int | None
    whole: int | None
    sources: tuple[_Source, ...]


class _Row(Struct, frozen=True):
    name: str
    figures: tuple[_Figure, ...]


class _Grid(Struct, frozen=True, kw_only=True):
    key: str
    naming: str
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]


class _Question(Struct, frozen=True):
    key: str
    figures: tuple[_Figure, ...]


class _Withdrawal(Struct, frozen=True, kw_only=True):
    item: str
    announced: date | None
    published: date | None
    ends: date | None
    told_days: int | None
    short: bool
    source: _Source


class _Notice(Struct, frozen=True, kw_only=True):
    number: str
    kind: str
    day: date
    holds_from: date
    source: _Source


class _Offer(Struct, frozen=True, kw_only=True):
    code: str
    kind: str
    item: str | None


class _Person(Struct, frozen=True, kw_only=True, rename={"since": "from"}):
    id: str
    roles: tuple[str, ...]
    since: date | None
    until: date | None


class _Limit(Struct, frozen=True):
    key: str
    facts: dict[str, int]


class _Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    number: int
    event: str
    day: date
    by: str
    role: str
    seal: str
    revision: int | None = None
    tier: str | None = None
    completes: bool | None = None
    in_force_from: date | None = None
    in_force_before: date | None = None
    digest: str | None = None
    outcome: str | None = None
    due_then: date | None = None
    days_late: int | None = None
    confirms: bool | None = None
    note: str | None = None


class _Item(Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    owner: str | None
    revision: int | None
    lifecycle: str | None
    review: str
    confirmed: date | None
    due: date | None
    days_late: int
    head: str | None
    printed: Mapping[str, str]
    entries: tuple[_Entry, ...]


class _Pack(Struct, frozen=True, kw_only=True):
    format: int
    since: date
    as_of: date
    whole: bool
    digest: str
    heads: dict[str, str]
    unread: tuple[str, ...]
    questions: tuple[_Question, ...]
    grids: tuple[_Grid, ...]
    withdrawals: tuple[_Withdrawal, ...]
    notices: tuple[_Notice, ...]
    offer: tuple[_Offer, ...]
    people: tuple[_Person, ...]
    limits: tuple[_Limit, ...]
    items: tuple[_Item, ...]


def document(pack: Pack) -> bytes:
    """Return the whole pack as JSON, indented, with a line end."""
    study = pack.study
    whole = _Pack(
        format=FORMAT,
        since=study.period.since,
        as_of=study.period.until,
        whole=study.whole,
        digest=pack.digest,
        heads=dict(pack.heads),
        unread=pack.unread,
        questions=tuple(
            _Question(question.key, tuple(map(_figure, question.figures)))
            for question in pack.questions
        ),
        grids=tuple(_grids(pack)),
        withdrawals=tuple(_withdrawals(pack)),
        notices=tuple(
            _Notice(
                number=told.number,
                kind=told.kind.value,
                day=told.day,
                holds_from=told.holds_from,
                source=_source(told.source),
            )
            for told in pack.notices
        ),
        offer=tuple(
            _Offer(code=one.code, kind=one.kind.name.lower(), item=one.item) for one in pack.offer
        ),
        people=tuple(
            _Person(
                id=key,
                roles=person.roles,
                since=person.from_,
                until=person.until,
            )
            for key, person in study.corpus.people.people.items()
        ),
        limits=tuple(_Limit(limit.key, dict(limit.facts)) for limit in pack.limits),
        items=tuple(_item(trail, pack) for trail in study.trails.values()),
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _figure(figure: Figure) -> _Figure:
    return _Figure(
        key=figure.key,
        unit=figure.unit.value,
        value=figure.value,
        whole=figure.whole,
        sources=tuple(map(_source, figure.sources)),
    )


def _source(source: Source) -> _Source:
    return _Source(source.item, source.part.value, source.number, source.seal, source.weight)


def _grids(pack: Pack) -> Iterator[_Grid]:
    for grid in pack.grids.values():
        yield _Grid(
            key=grid.key,
            naming=grid.naming.value,
            columns=grid.columns,
            rows=tuple(_Row(row.name, tuple(map(_figure, row.cells))) for row in grid.rows),
        )


def _withdrawals(pack: Pack) -> Iterator[_Withdrawal]:
    for row in pack.withdrawals:
        yield _Withdrawal(
            item=row.item,
            announced=row.announced,
            published=row.published,
            ends=row.ends,
            told_days=row.told,
            short=row.short,
            source=_source(row.source),
        )


def _item(trail: Trail, pack: Pack) -> _Item:
    place = trail.standing
    return _Item(
        id=trail.id,
        kind="product" if isinstance(place.item, Product) else "page",
        owner=place.owner,
        revision=place.revision,
        lifecycle=None if place.lifecycle is None else place.lifecycle.value,
        review=place.review.state.value,
        confirmed=trail.confirmed,
        due=place.review.due,
        days_late=place.review.late,
        head=trail.ledger.head,
        printed=pack.printed[trail.id],
        entries=tuple(_entries(trail)),
    )


def _entries(trail: Trail) -> Iterator[_Entry]:
    issues = {issue.number: issue for issue in trail.issues}
    checks = {check.number: check for check in trail.checks}
    for number, entry in enumerate(trail.ledger.entries, start=1):
        if isinstance(entry, Assigned):
            yield _Entry(
                number=number,
                event="assigned",
                day=entry.at.date(),
                by=entry.by,
                role=entry.role,
                seal=trail.entry(number).seal,
            )
        elif number in issues:
            yield _issued(issues[number], trail)
        else:
            yield _checked(checks[number], trail)


def _issued(issue: Issue, trail: Trail) -> _Entry:
    return _Entry(
        number=issue.number,
        event="approved",
        day=issue.made,
        by=issue.entry.by,
        role=issue.entry.role,
        seal=trail.entry(issue.number).seal,
        revision=issue.entry.revision,
        tier=issue.tier.value,
        completes=issue.completes,
        in_force_from=issue.begins,
        in_force_before=issue.ends,
        digest=issue.entry.digest,
    )


def _checked(check: Check, trail: Trail) -> _Entry:
    return _Entry(
        number=check.number,
        event="reviewed",
        day=check.entry.on,
        by=check.entry.by,
        role=check.entry.role,
        seal=trail.entry(check.number).seal,
        revision=check.entry.revision,
        digest=check.entry.digest,
        outcome=check.entry.outcome.value,
        due_then=check.due,
        days_late=check.late,
        confirms=check.confirms,
        note=check.entry.note,
    )
