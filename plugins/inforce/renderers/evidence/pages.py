"""The pack as HTML: the one page, and below it a page for every item and every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from inforce.domain.evidence.figure import Figure, Grid
from inforce.domain.evidence.trail import Trail
from inforce.domain.items.product import Product
from inforce.domain.registers.digest import short
from inforce.renderers.evidence import summary
from inforce.renderers.evidence.drawings import drawing
from inforce.renderers.evidence.story import pointers, story
from inforce.renderers.evidence.telling import Telling

STYLE = "pack.css"


class Pages:
    """Renders the pages of one pack; everything is escaped."""

    def __init__(self, telling: Telling) -> None:
        """Bind the templates to the words of ``telling``."""
        self._telling = telling
        self._about = pointers(telling)
        pack = telling.pack
        self._environment = _environment().overlay()
        self._environment.globals = {
            **_environment().globals,
            "say": telling.say,
            "telling": telling,
            "pack": pack,
            "lang": telling.wording.locale,
            "direction": telling.wording.direction,
            "site": str(telling.phrase(pack.study.corpus.brand.name)),
            "as_of": telling.day(pack.study.period.until),
            "mark": short(pack.digest),
        }

    def index(self, contents: tuple[tuple[str, str], ...]) -> str:
        """Return the one page; ``contents`` are the other files, each with what it is."""
        telling = self._telling
        return self._render(
            "index.html",
            title=telling.say("title"),
            up="",
            css=Markup(style()),  # noqa: S704 - a file of the package
            since=telling.day(telling.pack.study.period.since),
            scope=summary.scope(telling),
            tiles=summary.tiles(telling.pack),
            questions=[
                {
                    "key": question.key,
                    "figures": question.figures,
                    "answer": summary.answer(question, telling),
                    "grids": [
                        (grid, Markup(drawing(grid, telling)))  # noqa: S704 - escaped as it is drawn
                        for grid in summary.grids(question, telling.pack)
                    ],
                }
                for question in telling.pack.questions
            ],
            withdrawals=summary.withdrawal_rows(telling),
            notices=summary.notice_rows(telling),
            people=summary.person_rows(telling),
            waivers=summary.waiver_rows(telling),
            offer=summary.offer_rows(telling),
            limits=summary.limit_sentences(telling),
            contents=contents,
        )

    def items(self) -> str:
        """Return the list of all items in scope."""
        rows = [self._item_row(trail) for trail in self._telling.pack.study.trails.values()]
        return self._page("items.html", self._telling.say("items"), "", rows=rows)

    def item(self, trail: Trail) -> str:
        """Return the trail of an item."""
        told = story(trail, self._telling, self._about)
        return self._page("item.html", str(told.name), "../", story=told)

    def findings(self) -> str:
        """Return the findings of the day."""
        rows = summary.finding_rows(self._telling)
        return self._page("findings.html", self._telling.say("grid.findings"), "", rows=rows)

    def feedback(self) -> str:
        """Return the feedback register without its senders."""
        rows = summary.message_rows(self._telling)
        return self._page("feedback.html", self._telling.say("question.heard"), "", rows=rows)

    def figures(self) -> Iterator[tuple[str, str]]:
        """Yield (key, page) for each figure that has more than one source."""
        pack = self._telling.pack
        for question in pack.questions:
            for figure in question.figures:
                yield from self._figure(figure, self._telling.say(f"figure.{figure.key}"))
        for grid in pack.grids.values():
            yield from self._grid(grid)

    def _grid(self, grid: Grid) -> Iterator[tuple[str, str]]:
        title = self._telling.say(f"grid.{grid.key}")
        for row in grid.rows:
            name = self._telling.row(grid, row)
            for column, figure in zip(grid.columns, row.cells, strict=True):
                head = self._telling.say(f"column.{column}")
                yield from self._figure(figure, f"{title}: {name}, {head}")

    def _figure(self, figure: Figure, name: str) -> Iterator[tuple[str, str]]:
        if len(figure.sources) > 1:
            telling = self._telling
            mentions = [(telling.mention(part), part.weight) for part in figure.sources]
            page = self._page(
                "figure.html",
                name,
                "../",
                value=telling.figure(figure),
                mentions=mentions,
                weighted=any(weight != 1 for _, weight in mentions),
            )
            yield figure.key, page

    def _item_row(self, trail: Trail) -> Mapping[str, object]:
        place, telling = trail.standing, self._telling
        kind = "product" if isinstance(place.item, Product) else "page"
        return {
            "file": quote(trail.id),
            "id": trail.id,
            "name": telling.name(trail.id),
            "kind": telling.say(f"kind.{kind}"),
            "revision": "–" if place.revision is None else telling.number(place.revision),
            "review": telling.say(f"review.{place.review.state.value}"),
            "late": place.review.late > 0,
            "due": telling.day(place.review.due),
            "owner": telling.role(place.owner or "-"),
            "head": "" if trail.ledger.head is None else short(trail.ledger.head),
        }

    def _page(self, template: str, here: str, up: str, **values: object) -> str:
        title = f"{here} – {self._telling.say('title')}"
        return self._render(template, title=title, here=here, up=up, **values)

    def _render(self, template: str, **values: object) -> str:
        return self._environment.get_template(template).render(values)


@cache
def style() -> str:
    """Return the style sheet."""
    source = files("inforce.renderers.evidence") / "templates" / STYLE
    return source.read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("inforce.renderers.evidence"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
