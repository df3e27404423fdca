"""What was changed, announced and taken out in the period, and how long customers were told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from inforce.domain.editions.edition import NoticeKind
from inforce.domain.editions.notices import announced
from inforce.domain.evidence.figure import (
    Figure,
    Grid,
    Naming,
    Row,
    Source,
    count,
    median,
    shortest,
)
from inforce.domain.evidence.study import Question, Study
from inforce.domain.evidence.trail import Issue, Trail
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.product import Product
from inforce.domain.rules.lif003 import lead_time

# Kept from customers before their day; other notices come with the first revision that has them.
_ON_THEIR_DAY = frozenset({NoticeKind.DISCONTINUANCE, NoticeKind.WITHDRAWAL, NoticeKind.RECALL})


class Step(Struct, frozen=True, kw_only=True):
    """A revision that took effect on ``day``; ``change_class`` is None of the first."""

    day: date
    change_class: ChangeClass | None
    source: Source


class Told(Struct, frozen=True, kw_only=True):
    """A product under a notice, as customers read it first in the entry ``source``.

    ``day`` is the first on which they could, ``holds_from`` the one that the notice names: later
    where it was announced ahead, earlier where it was dated back. ``published`` is the first day
    of the revision that told them, None on a light site.
    """

    number: str
    kind: NoticeKind
    day: date
    holds_from: date
    published: date | None
    source: Source


class Withdrawal(Struct, frozen=True, kw_only=True):
    """A product that is being or was taken out.

    ``ends`` is its last day of order, or the day on which it was pulled; ``told`` the days from
    the later of announcement and publication to that day, less than nothing when customers were
    told afterwards. ``short`` says that a last order came sooner than the policy's lead time; what
    was pulled at once is not held against it.
    """

    item: str
    product: Product
    announced: date | None
    published: date | None
    ends: date | None
    source: Source
    short: bool = False

    @property
    def since(self) -> date | None:
        """The first day on which customers could know."""
        days = [day for day in (self.announced, self.published) if day is not None]
        return max(days, default=None)

    @property
    def told(self) -> int | None:
        """The days that customers had."""
        return None if self.ends is None or self.since is None else (self.ends - self.since).days


def changing(study: Study) -> Question:
    """Return the changes, notices, withdrawals and recalls of the period."""
    out = withdrawals(study)
    days = [(row.told, row.source) for row in out if row.told is not None]
    sent = [notice for notice in notices(study) if notice.day in study.period]
    recalled = [told.source for told in sent if told.kind is NoticeKind.RECALL]
    figures = (
        *(() if study.light else _changes(study)),
        count("notices", _one_each(sent)),
        count("withdrawals", (row.source for row in out)),
        median("told_median", days),
        shortest("told_shortest", days),
        count("told_short", (row.source for row in out if row.short)),
        count("recalls", recalled),
    )
    return Question(key="changed", figures=figures)


def _changes(study: Study) -> Iterator[Figure]:
    made = [step for step in steps(study) if step.day in study.period]
    yield count("changes_substantive", _of_class(made, ChangeClass.SUBSTANTIVE))
    yield count("changes_editorial", _of_class(made, ChangeClass.EDITORIAL))
    yield count("first_issues", _of_class(made, None))


def movement(study: Study) -> Grid:
    """Return changes and notices by month."""
    cut = 4 if study.by_year else 7
    made = [step for step in steps(study) if step.day in study.period]
    sent = [notice for notice in notices(study) if notice.day in study.period]
    rows = []
    for month in study.months():
        own = [step for step in made if str(step.day)[:cut] == month]
        told = [notice for notice in sent if str(notice.day)[:cut] == month]
        base = f"movement.{month}"
        cells = (
            count(f"{base}.substantive", _of_class(own, ChangeClass.SUBSTANTIVE)),
            count(f"{base}.editorial", _of_class(own, ChangeClass.EDITORIAL)),
            count(f"{base}.first", _of_class(own, None)),
            count(f"{base}.notices", _one_each(told)),
        )
        rows.append(Row(name=month, cells=cells))
    naming = Naming.YEAR if study.by_year else Naming.MONTH
    columns = ("substantive", "editorial", "first", "notices")
    return Grid(key="movement", columns=columns, naming=naming, rows=tuple(rows))


def steps(study: Study) -> Iterator[Step]:
    """Yield every revision that was in force, with the day it began."""
    for trail in study.trails.values():
        for issue in trail.issues:
            if issue.begins is not None:
                kind = issue.entry.change.class_ if issue.entry.revision > 1 else None
                source = trail.entry(issue.number)
                yield Step(day=issue.begins, change_class=kind, source=source)


def notices(study: Study) -> tuple[Told, ...]:
    """Return every product under a notice that customers knew, by day, number and item."""
    found: list[Told] = []
    for trail in study.shown():
        item = trail.standing.item
        if isinstance(item, Product):
            found += _told(trail, item, study.period.until)
    return tuple(sorted(found, key=lambda told: (told.day, told.number, told.source.item)))


def withdrawals(study: Study) -> tuple[Withdrawal, ...]:
    """Return the products announced or taken out in the period, by end and id."""
    found = []
    for trail in study.shown():
        item = trail.standing.item
        if isinstance(item, Product):
            row = _withdrawal(trail, item, study)
            if row is not None and (row.since in study.period or row.ends in study.period):
                found.append(row)
    return tuple(sorted(found, key=lambda row: (row.ends or date.max, row.item)))


def _told(trail: Trail, product: Product, today: date) -> Iterator[Told]:
    """Yield the notices that customers had of ``product``, those that were lifted since included.

    Of a lifted one the product itself says only by which return; what it was the revisions say.
    """
    told: dict[tuple[str, NoticeKind], Told] = {}
    for issue in trail.issues:
        if issue.begins is not None and isinstance(issue.item, Product):
            source = trail.entry(issue.number)
            for notice in _read(issue.item, source, issue.begins):
                if issue.ends is None or notice.day < issue.ends:
                    told.setdefault((notice.number, notice.kind), notice)
    for notice in _read(product, trail.here):
        told.setdefault((notice.number, notice.kind), notice)
    lifted = {number for number, kind in told if kind is not NoticeKind.REINSTATEMENT}
    for (number, kind), notice in told.items():
        if notice.day <= today and not (kind is NoticeKind.REINSTATEMENT and number in lifted):
            yield notice


def _read(product: Product, source: Source, published: date | None = None) -> Iterator[Told]:
    """Yield the notices that ``product`` carries, with the day from which they could be read."""
    for number, kind, day in announced(product):
        yield Told(
            number=number,
            kind=kind,
            day=_known(kind, day, published),
            holds_from=day,
            published=published,
            source=source,
        )


def _known(kind: NoticeKind, day: date, begun: date | None) -> date:
    if begun is None:
        return day
    return max(day, begun) if kind in _ON_THEIR_DAY else begun


def _first(trail: Trail, wanted: Callable[[Product], bool]) -> Issue | None:
    """Return the first revision in force of which ``wanted`` holds."""
    for issue in trail.issues:
        if issue.begins is not None and isinstance(issue.item, Product) and wanted(issue.item):
            return issue
    return None


def _withdrawal(trail: Trail, product: Product, study: Study) -> Withdrawal | None:
    life = product.lifecycle.told(study.period.until)
    ends = [day for day in (life.last_order, life.withdrawn_on) if day is not None]
    if not ends and life.announced_on is None:
        return None
    first = _first(trail, _ending)
    row = Withdrawal(
        item=trail.id,
        product=product,
        announced=life.announced_on,
        published=None if first is None else first.begins,
        ends=min(ends, default=None),
        source=trail.here if first is None else trail.entry(first.number),
    )
    return structs.replace(row, short=_short(row, study))


def _short(row: Withdrawal, study: Study) -> bool:
    needed = lead_time(row.product, study.corpus).last_order
    if needed is None or row.since is None or row.ends is None:
        return False
    return row.product.lifecycle.withdrawn_on is None and row.ends < needed.after(row.since)


def _ending(past: Product) -> bool:
    life = past.lifecycle
    return any((life.announced_on, life.last_order, life.withdrawn_on))


def _one_each(told: Iterable[Told]) -> list[Source]:
    """Return one source for each notice: the first product that carries it."""
    first: dict[tuple[str, NoticeKind], Source] = {}
    for notice in told:
        first.setdefault((notice.number, notice.kind), notice.source)
    return list(first.values())


def _of_class(made: Iterable[Step], kind: ChangeClass | None) -> list[Source]:
    return [step.source for step in made if step.change_class is kind]
