"""The pack on paper: the one page, its charts, the list of items and their trails, as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from inforce.domain.evidence.figure import Grid
from inforce.domain.evidence.study import in_time
from inforce.domain.evidence.trail import Trail
from inforce.domain.registers.digest import short
from inforce.renderers.evidence import summary
from inforce.renderers.evidence.drawings import drawing
from inforce.renderers.evidence.story import Story, pointers, story
from inforce.renderers.evidence.telling import Telling
from inforce.renderers.typst.engine import (
    Engine,
    Printed,
    Standards,
    TypesettingError,
    font_folders,
)

PAPER = "evidence.pdf"
MOST_TRAILS = 200
MOST_LISTED = 2000
_MAIN = "evidence.typ"


class Table(Struct, frozen=True, kw_only=True):
    """A table in words; ``numeric`` says which columns are figures, ``chart`` the drawing above."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    chart: str = ""
    chart_text: str = ""


class Part(Struct, frozen=True, kw_only=True):
    """A question with its answer."""

    question: str
    answer: str
    figures: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


class ItemLine(Struct, frozen=True, kw_only=True):
    """An item in the list; ``told`` says that its trail is in the document."""

    id: str
    name: str
    revision: str
    review: str
    due: str
    head: str
    told: bool


class Paper(Struct, frozen=True, kw_only=True):
    """All that the template sets; text and nothing but text."""

    locale: str
    title: str
    lead: str
    brand: str
    words: dict[str, str]
    period: str
    as_of: str
    scope: str
    digest: str
    digest_note: str
    primary: str
    unread: tuple[str, ...]
    tiles: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    limits: tuple[str, ...]
    items: tuple[ItemLine, ...]
    stories: tuple[Story, ...]
    left_out: tuple[str, ...]


def print_pack(telling: Telling, fonts: Path, chosen: tuple[str, ...]) -> Printed:
    """Return the pack as PDF/A-3a and PDF/UA-1.

    The trails of ``chosen`` items are in it, else of all if they are no more than 200; of more than
    2,000 items only those are listed whose review is not in time. Where the
    archival standards refuse a character, the PDF is set without them, and says so.
    """
    with TemporaryDirectory(prefix="inforce-evidence-") as name:
        folder = Path(name)
        template = files("inforce.renderers.evidence") / "templates" / _MAIN
        (folder / _MAIN).write_bytes(template.read_bytes())
        for grid in telling.pack.grids.values():
            if drawn := drawing(grid, telling):
                (folder / f"{grid.key}.svg").write_text(drawn, encoding="utf-8")
        (folder / "data.json").write_bytes(msgspec.json.encode(paper(telling, chosen)))
        engine, day = Engine(folder, font_folders(fonts)), telling.pack.study.period.until
        try:
            return engine.pdf(_MAIN, day)
        except TypesettingError as error:
            printed = engine.pdf(_MAIN, day, Standards.NONE)
            return Printed(printed.pdf, (str(error), *printed.remarks))


def paper(telling: Telling, chosen: tuple[str, ...]) -> Paper:
    """Return what is printed."""
    pack, say = telling.pack, telling.say
    trails = pack.study.trails
    told = _told(telling, chosen)
    about = pointers(telling)
    first = telling.day(pack.study.period.since)
    last = telling.day(pack.study.period.until)
    listed = _listed(telling)
    return Paper(
        locale=telling.wording.locale,
        title=say("title"),
        lead=say("lead"),
        brand=str(telling.phrase(pack.study.corpus.brand.name)),
        words={key: say(key) for key in _WORDS} | {"stamp": say("as_of", day=last)},
        period=say("period", first=first, last=last),
        as_of=last,
        scope=summary.scope(telling),
        digest=pack.digest,
        digest_note=say("heads", count=len(pack.heads)),
        primary=pack.study.corpus.brand.colours.primary,
        unread=tuple(say("unread", path=path) for path in pack.unread),
        tiles=tuple(_tiles(telling)),
        parts=tuple(_parts(telling)),
        limits=summary.limit_sentences(telling),
        items=tuple(_line(trail, telling, trail.id in told) for trail in listed),
        stories=tuple(story(trails[key], telling, about) for key in told),
        left_out=tuple(_left_out(telling, listed, told)),
    )


_WORDS = (
    "internal", "items", "trail", "label.period", "label.scope", "label.heads", "limits.title",
    "label.name", "label.id", "label.revision", "label.review", "label.due", "label.head",
    "concerns", "differences", "label.field", "label.before", "label.after",
)  # fmt: skip


def _listed(telling: Telling) -> tuple[Trail, ...]:
    """Return the items of the list; of too many, those whose review is not in time."""
    trails = tuple(telling.pack.study.trails.values())
    if len(trails) <= MOST_LISTED:
        return trails
    return tuple(trail for trail in trails if not in_time(trail))[:MOST_LISTED]


def _left_out(telling: Telling, listed: tuple[Trail, ...], told: tuple[str, ...]) -> Iterator[str]:
    """Yield what the print leaves to the other forms of the pack."""
    whole = len(telling.pack.study.trails)
    if len(listed) < whole:
        count = telling.number(len(listed))
        yield telling.say("listed_part", count=count, whole=telling.number(whole))
    if len(told) < whole:
        yield telling.say("left_out", count=telling.number(whole - len(told)), most=MOST_TRAILS)


def _told(telling: Telling, chosen: tuple[str, ...]) -> tuple[str, ...]:
    trails = telling.pack.study.trails
    if chosen:
        return tuple(key for key in trails if key in chosen)
    return tuple(trails) if len(trails) <= MOST_TRAILS else ()


def _tiles(telling: Telling) -> Iterator[tuple[str, str, str]]:
    for key, figure in summary.tiles(telling.pack):
        plain = figure.whole is None
        big = telling.figure(figure) if plain else telling.percent(figure)
        yield big, telling.say(f"tile.{key}"), "" if plain else telling.figure(figure)


def _parts(telling: Telling) -> Iterator[Part]:
    for question in telling.pack.questions:
        tables = [_grid(grid, telling) for grid in summary.grids(question, telling.pack)]
        match question.key:
            case "current":
                tables += _offer(telling)
            case "changed":
                tables += _departures(telling)
            case "approved":
                tables += (*_people(telling), *_waivers(telling))
        yield Part(
            question=telling.say(f"question.{question.key}"),
            answer=summary.answer(question, telling),
            figures=tuple(
                (telling.say(f"figure.{figure.key}"), telling.figure(figure))
                for figure in question.figures
            ),
            tables=tuple(tables),
        )


def _grid(grid: Grid, telling: Telling) -> Table:
    title = telling.say(f"grid.{grid.key}")
    drawn = bool(drawing(grid, telling))
    return Table(
        title=title,
        head=(
            telling.say(f"rows.{grid.naming.value}"),
            *(telling.say(f"column.{name}") for name in grid.columns),
        ),
        rows=tuple(
            (str(telling.row(grid, row)), *map(telling.figure, row.cells)) for row in grid.rows
        ),
        numeric=(False, *(True for _ in grid.columns)),
        chart=f"{grid.key}.svg" if drawn else "",
        chart_text=f"{title}. {telling.say('see_table')}" if drawn else "",
    )


def _departures(telling: Telling) -> Iterator[Table]:
    say = telling.say
    keys = ("announced", "published", "ends", "told")
    leaving = tuple(
        (str(row.name), row.announced, row.published, row.ends, _told_in(row, telling))
        for row in summary.withdrawal_rows(telling)
    )
    head = (say("kind.product"), *(say(f"withdrawals.{key}") for key in keys))
    yield from _plain(say("withdrawals.title"), head, leaving)
    sent = tuple(
        (row.number, row.kind, row.day, row.holds_from, str(row.name))
        for row in summary.notice_rows(telling)
    )
    keys = ("number", "kind", "day", "holds_from")
    head = (*(say(f"notices.{key}") for key in keys), say("kind.product"))
    yield from _plain(say("notices.title"), head, sent)


def _told_in(row: summary.WithdrawalRow, telling: Telling) -> str:
    return f"{row.told} ({telling.say('withdrawals.short')})" if row.short else row.told


def _offer(telling: Telling) -> Iterator[Table]:
    rows = tuple((row.code, row.what, str(row.name)) for row in summary.offer_rows(telling))
    head = (telling.say("offer.code"), telling.say("offer.what"), telling.say("kind.product"))
    yield from _plain(telling.say("offer.title"), head, rows)


def _people(telling: Telling) -> Iterator[Table]:
    rows = tuple(
        (str(row.name), ", ".join(map(str, row.roles)), row.since, row.until)
        for row in summary.person_rows(telling)
    )
    head = tuple(telling.say(f"people.{key}") for key in ("name", "roles", "since", "until"))
    yield from _plain(telling.say("people.title"), head, rows)


def _waivers(telling: Telling) -> Iterator[Table]:
    rows = tuple(
        (row.rule, row.item, row.until, str(row.by), row.reason)
        for row in summary.waiver_rows(telling)
    )
    keys = ("rule", "item", "until", "by", "reason")
    head = tuple(telling.say(f"waivers.{key}") for key in keys)
    yield from _plain(telling.say("waivers.title"), head, rows)


def _plain(title: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[Table]:
    if rows:
        yield Table(title=title, head=head, rows=rows, numeric=tuple(False for _ in head))


def _line(trail: Trail, telling: Telling, told: bool) -> ItemLine:  # noqa: FBT001 - a fact of the line
    place = trail.standing
    return ItemLine(
        id=trail.id,
        name=str(telling.name(trail.id)),
        revision="–" if place.revision is None else telling.number(place.revision),
        review=telling.say(f"review.{place.review.state.value}"),
        due=telling.day(place.review.due),
        head="" if trail.ledger.head is None else short(trail.ledger.head),
        told=told,
    )
