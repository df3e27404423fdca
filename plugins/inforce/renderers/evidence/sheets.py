"""The pack as CSV files that a spreadsheet opens: UTF-8 with a mark, and no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

from inforce.domain.evidence.changed import steps
from inforce.domain.evidence.heard import messages
from inforce.domain.evidence.pack import Pack
from inforce.domain.items.product import Product
from inforce.renderers.evidence.story import changes
from inforce.renderers.evidence.telling import Telling
from inforce.renderers.formulas import guarded

Cell = str | int | date | None


def sheets(telling: Telling) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of each file, with its byte order mark.

    The columns have the same names in every language.
    """
    pack = telling.pack
    yield "items.csv", _sheet(_ITEMS, _items(telling))
    yield "approvals.csv", _sheet(_APPROVALS, _approvals(telling))
    yield "reviews.csv", _sheet(_REVIEWS, _reviews(telling))
    yield "changes.csv", _sheet(_CHANGES, _changes(telling))
    yield "notices.csv", _sheet(_NOTICES, _notices(pack))
    yield "feedback.csv", _sheet(_FEEDBACK, _feedback(pack))
    yield "people.csv", _sheet(_PEOPLE, _people(telling))
    yield "waivers.csv", _sheet(_WAIVERS, _waivers(pack))


def cell_text(cell: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_ITEMS = (
    "id", "name", "kind", "family", "owner", "revision", "effective_from", "lifecycle", "review",
    "confirmed", "due", "days_late", "tier", "pending", "head",
)  # fmt: skip
_APPROVALS = (
    "item", "revision", "day", "by", "name", "role", "tier", "completes", "in_force_from",
    "in_force_until", "change", "author", "summary", "digest", "record", "entry", "seal",
)  # fmt: skip
_REVIEWS = (
    "item", "revision", "day", "by", "name", "role", "outcome", "due_then", "days_late", "confirms",
    "note", "entry", "seal",
)  # fmt: skip
_CHANGES = ("item", "name", "revision", "day", "change", "summary", "differences", "seal")
_NOTICES = ("number", "kind", "day", "item", "seal", "holds_from")
_FEEDBACK = (
    "id", "kind", "subject", "item", "revision", "received", "due", "answered", "closed", "outcome",
    "late",
)  # fmt: skip
_PEOPLE = ("person", "name", "role", "from", "until")
_WAIVERS = ("rule", "item", "until", "by", "reason", "expired")


def _sheet(head: Sequence[str], rows: Iterator[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def _items(telling: Telling) -> Iterator[Sequence[Cell]]:
    for trail in telling.pack.study.trails.values():
        place, item = trail.standing, trail.standing.item
        product = item if isinstance(item, Product) else None
        yield (
            trail.id,
            str(telling.name(trail.id)),
            "page" if product is None else "product",
            None if product is None else product.family,
            place.owner,
            place.revision,
            None if place.approval is None else place.approval.effective_from,
            None if place.lifecycle is None else place.lifecycle.value,
            place.review.state.value,
            trail.confirmed,
            place.review.due,
            place.review.late,
            None if place.tier is None else place.tier.value,
            "yes" if place.pending else "no",
            trail.ledger.head,
        )


def _approvals(telling: Telling) -> Iterator[Sequence[Cell]]:
    for trail in telling.pack.study.trails.values():
        for issue in trail.issues:
            entry = issue.entry
            yield (
                trail.id,
                entry.revision,
                issue.made,
                entry.by,
                str(telling.person(entry.by)),
                entry.role,
                issue.tier.value,
                "yes" if issue.completes else "no",
                issue.begins,
                None if issue.ends is None else date.fromordinal(issue.ends.toordinal() - 1),
                entry.change.class_.value,
                entry.change.by,
                str(telling.phrase(entry.change.summary)),
                entry.digest,
                entry.record,
                issue.number,
                trail.entry(issue.number).seal,
            )


def _reviews(telling: Telling) -> Iterator[Sequence[Cell]]:
    for trail in telling.pack.study.trails.values():
        for check in trail.checks:
            entry = check.entry
            yield (
                trail.id,
                entry.revision,
                entry.on,
                entry.by,
                str(telling.person(entry.by)),
                entry.role,
                entry.outcome.value,
                check.due,
                check.late,
                "yes" if check.confirms else "no",
                entry.note,
                check.number,
                trail.entry(check.number).seal,
            )


def _changes(telling: Telling) -> Iterator[Sequence[Cell]]:
    study = telling.pack.study
    for step in steps(study):
        if step.day in study.period:
            trail = study.trails[step.source.item]
            issue = next(one for one in trail.issues if one.number == step.source.number)
            yield (
                trail.id,
                str(telling.name(trail.id)),
                issue.entry.revision,
                step.day,
                "first" if step.change_class is None else step.change_class.value,
                str(telling.phrase(issue.entry.change.summary)),
                "; ".join(row.text for row in changes(issue, trail, telling)),
                step.source.seal,
            )


def _notices(pack: Pack) -> Iterator[Sequence[Cell]]:
    for told in pack.notices:
        source = told.source
        yield told.number, told.kind.value, told.day, source.item, source.seal, told.holds_from


def _feedback(pack: Pack) -> Iterator[Sequence[Cell]]:
    policy, until = pack.study.corpus.policy, pack.study.period.until
    for _, message in messages(pack.study):
        answered = message.answered is not None and message.answered <= until
        closed = message.closed is not None and message.closed <= until
        yield (
            message.id,
            message.kind.value,
            message.subject.value,
            message.item,
            message.revision,
            message.received,
            message.answer_due(policy),
            message.answered if answered else None,
            message.closed if closed else None,
            message.outcome.value if message.outcome is not None and answered else None,
            "yes" if message.late_on(until, policy) else "no",
        )


def _people(telling: Telling) -> Iterator[Sequence[Cell]]:
    for key, person in telling.pack.study.corpus.people.people.items():
        for role in person.roles:
            yield key, str(telling.person(key)), role, person.from_, person.until


def _waivers(pack: Pack) -> Iterator[Sequence[Cell]]:
    until = pack.study.period.until
    for waiver in pack.study.corpus.waivers:
        expired = "yes" if waiver.until < until else "no"
        yield waiver.rule, waiver.item, waiver.until, waiver.by, waiver.reason, expired
