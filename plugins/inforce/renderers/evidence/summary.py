"""The parts of the one page in words: answers, tables, limits; HTML and PDF show the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from inforce.domain.evidence.figure import Figure, Grid, Unit
from inforce.domain.evidence.heard import messages
from inforce.domain.evidence.pack import Pack
from inforce.domain.evidence.study import Question
from inforce.domain.text import Phrase
from inforce.renderers.evidence.telling import Telling, address

_GRIDS: Mapping[str, tuple[str, ...]] = {
    "available": ("coverage", "families"),
    "current": ("ages", "owners", "offering", "findings"),
    "reviewed": ("punctuality", "intervals", "lengths", "outcomes"),
    "changed": ("movement",),
    "heard": ("feedback",),
    "approved": ("people", "tiers"),
}
_TILES = ("on_time", "in_time", "overdue", "told_median")


class WithdrawalRow(Struct, frozen=True, kw_only=True):
    """A withdrawal in words."""

    item: str
    name: Phrase
    href: str
    announced: str
    published: str
    ends: str
    told: str
    short: bool


class NoticeRow(Struct, frozen=True, kw_only=True):
    """A product under a notice, in words."""

    number: str
    kind: str
    day: str
    holds_from: str
    name: Phrase
    href: str


class PersonRow(Struct, frozen=True, kw_only=True):
    """A person in words: which roles, from and until when."""

    name: Phrase
    roles: tuple[Phrase, ...]
    since: str
    until: str


class WaiverRow(Struct, frozen=True, kw_only=True):
    """A waiver in words."""

    rule: str
    item: str
    until: str
    expired: bool
    by: Phrase
    reason: str


class FindingRow(Struct, frozen=True, kw_only=True):
    """A finding in words, which are English, as in the check."""

    code: str
    severity: str
    place: str
    item: str
    href: str
    what: str
    fix: str


class OfferRow(Struct, frozen=True, kw_only=True):
    """An order code on which the offering list and the catalogue differ, in words."""

    code: str
    what: str
    name: Phrase
    href: str


class MessageRow(Struct, frozen=True, kw_only=True):
    """A message in words, without its sender and text."""

    number: int
    id: str
    kind: str
    subject: str
    name: Phrase
    href: str
    received: str
    due: str
    answered: str
    late: bool
    result: str


def tiles(pack: Pack) -> tuple[tuple[str, Figure], ...]:
    """Return the figures that stand first."""
    known = {figure.key: figure for question in pack.questions for figure in question.figures}
    return tuple((key, known[key]) for key in _TILES if key in known)


def grids(question: Question, pack: Pack) -> tuple[Grid, ...]:
    """Return the grids that belong to a question and have something to show."""
    named = (pack.grids.get(key) for key in _GRIDS[question.key])
    return tuple(grid for grid in named if grid is not None and grid.rows)


def answer(question: Question, telling: Telling) -> str:
    """Return the answer to a question in a sentence or two."""
    facts = {figure.key: telling.figure(figure) for figure in question.figures}
    facts |= {
        f"{figure.key}_percent": telling.percent(figure)
        for figure in question.figures
        if figure.unit is Unit.SHARE
    }
    form = f"answer.light_{question.key}" if _differs(question, telling.pack) else ""
    return telling.say(form or f"answer.{question.key}", **facts)


def scope(telling: Telling) -> str:
    """Return what the pack covers, and on what site."""
    pack = telling.pack
    count = telling.number(len(pack.study.trails))
    if pack.study.whole:
        return telling.say("scope.whole", count=count)
    return telling.say("scope.part", count=count, whole=telling.number(pack.items))


def contents(names: Iterable[str], telling: Telling) -> tuple[tuple[str, str], ...]:
    """Return where each other part of the pack stands and what it is; ``names`` are its files."""
    pages = ["items.html", "findings.html"]
    if telling.pack.study.corpus.feedback:
        pages.append("feedback.html")
    return tuple((name, _about(name, telling)) for name in (*pages, *names, "manifest.json"))


def _about(name: str, telling: Telling) -> str:
    stem, _, suffix = name.partition(".")
    if suffix == "csv":
        return telling.say("contents.csv", name=stem)
    key = stem if suffix == "html" or stem == "manifest" else suffix
    return telling.say(f"contents.{key}")


def withdrawal_rows(telling: Telling) -> tuple[WithdrawalRow, ...]:
    """Return the withdrawals of the period."""
    return tuple(
        WithdrawalRow(
            item=row.item,
            name=telling.name(row.item),
            href=address(row.source),
            announced=telling.day(row.announced),
            published=telling.day(row.published),
            ends=telling.day(row.ends),
            told="–" if row.told is None else told(row.told, telling),
            short=row.short,
        )
        for row in telling.pack.withdrawals
    )


def told(days: int, telling: Telling) -> str:
    """Return how long customers were told before, or how long after."""
    key = "told_after" if days < 0 else "told_before"
    return telling.say(key, days=telling.days(abs(days)))


def notice_rows(telling: Telling) -> tuple[NoticeRow, ...]:
    """Return the products under a notice of the period."""
    return tuple(
        NoticeRow(
            number=row.number,
            kind=telling.wording.say(f"notice.{row.kind.value}"),
            day=telling.day(row.day),
            holds_from=telling.day(row.holds_from),
            name=telling.name(row.source.item),
            href=address(row.source),
        )
        for row in telling.pack.notices
    )


def person_rows(telling: Telling) -> tuple[PersonRow, ...]:
    """Return everybody who has or had a role."""
    return tuple(
        PersonRow(
            name=telling.phrase(person.name),
            roles=tuple(map(telling.role, person.roles)),
            since=telling.day(person.from_),
            until=telling.day(person.until),
        )
        for person in telling.pack.study.corpus.people.people.values()
    )


def waiver_rows(telling: Telling) -> tuple[WaiverRow, ...]:
    """Return every waiver that the site keeps."""
    until = telling.pack.study.period.until
    return tuple(
        WaiverRow(
            rule=waiver.rule,
            item=waiver.item,
            until=telling.day(waiver.until),
            expired=waiver.until < until,
            by=telling.person(waiver.by),
            reason=waiver.reason,
        )
        for waiver in telling.pack.study.corpus.waivers
    )


def offer_rows(telling: Telling) -> tuple[OfferRow, ...]:
    """Return the differences from the offering list."""
    return tuple(
        OfferRow(
            code=one.code,
            what=telling.say(f"row.{one.kind.name.lower()}"),
            name=telling.name(one.item) if one.item else Phrase("–"),
            href=f"items/{one.item}.html" if one.item else "",
        )
        for one in telling.pack.offer
    )


def finding_rows(telling: Telling) -> tuple[FindingRow, ...]:
    """Return the findings of the day."""
    rows = []
    for finding in telling.pack.study.findings:
        what, fix = telling.finding(finding)
        known = finding.item in telling.pack.study.trails
        grade = "waived" if finding.waived else finding.severity.value
        rows.append(
            FindingRow(
                code=finding.code,
                severity=telling.say(f"column.{grade}"),
                place=f"{finding.path}:{finding.line}" if finding.line else finding.path,
                item=finding.item or "",
                href=f"items/{finding.item}.html" if known else "",
                what=what,
                fix=fix,
            )
        )
    return tuple(rows)


def message_rows(telling: Telling) -> tuple[MessageRow, ...]:
    """Return the messages that had come in by the last day of the period."""
    study = telling.pack.study
    policy, until = study.corpus.policy, study.period.until
    rows = []
    for number, message in messages(study):
        item = message.item or ""
        answered = message.answered if message.answered and message.answered <= until else None
        due = message.answer_due(policy)
        rows.append(
            MessageRow(
                number=number,
                id=message.id,
                kind=telling.say(f"row.{message.kind.value}"),
                subject=telling.say(f"subject.{message.subject.value}"),
                name=telling.name(item),
                href=f"items/{item}.html" if item in study.trails else "",
                received=telling.day(message.received),
                due=telling.day(due),
                answered=telling.day(answered),
                late=message.late_on(until, policy) or (answered is not None and answered > due),
                result=telling.say(f"result.{message.outcome.value}")
                if message.outcome and answered
                else "–",
            )
        )
    return tuple(rows)


def limit_sentences(telling: Telling) -> tuple[str, ...]:
    """Return what the pack does not prove."""
    return tuple(
        telling.say(
            f"limit.{limit.key}",
            **{name: telling.number(fact) for name, fact in limit.facts.items()},
        )
        for limit in telling.pack.limits
    )


def _differs(question: Question, pack: Pack) -> bool:
    return pack.study.light and question.key in {"reviewed", "changed", "approved"}
