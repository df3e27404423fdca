"""What hand-written pages take from the product data, filled from the edition.

The source is Markdown, which the host renders: what is put into it is HTML in which no sign is left
that Markdown could take for its own.
"""

from __future__ import annotations

import re
from functools import cached_property

from markupsafe import Markup
from msgspec import Struct

from inforce.domain import address
from inforce.domain.prose.insertions import SCHEME, Insertion, SpecCall, TableCall, insertions
from inforce.domain.prose.shelf import Shelf
from inforce.domain.views.reading import column
from inforce.domain.views.values import Cell, Column, ProductRef
from inforce.renderers.website import tables
from inforce.renderers.website.rendering import Renderer

_NAMED = 3
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_LINK = re.compile(rf'<a ([^>]*?)href="{SCHEME}([^"#]*)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)


class Gap(Struct, frozen=True):
    """An insertion that this edition cannot fill: where it stands in the text, and why."""

    start: int
    written: str
    why: str


class _Row(Struct, frozen=True):
    product: ProductRef
    cells: tuple[Cell, ...]


class Inserter:
    """Fills the insertions of pages for the readers of one locale."""

    def __init__(self, renderer: Renderer) -> None:
        """Take the products that the renderer's edition shows."""
        self._renderer = renderer
        self._reading = renderer.reading

    @cached_property
    def _shelf(self) -> Shelf:
        """The products, arranged once a page asks for one."""
        products = self._reading.edition.products
        return Shelf({key: product.content for key, product in products.items()})

    def fill(self, text: str, at: str) -> tuple[str, tuple[Gap, ...]]:
        """Return Markdown of the page ``at`` with figures and tables filled in, and the gaps left.

        Links stay as they are: the host renders them first, ``link`` then leads them on.
        """
        parts: list[str] = []
        gaps: list[Gap] = []
        done = 0
        for one in insertions(text):
            faults = self._shelf.faults(one.call)
            gaps += [Gap(one.start, one.written, fault.what) for fault in faults]
            filled = self._filled(one, at)
            if filled is not None:
                parts += [text[done : one.start], filled]
                done = one.end
        return "".join([*parts, text[done:]]), tuple(gaps)

    def link(self, html: str, at: str) -> str:
        """Return HTML of the page ``at`` in which links to products lead there.

        One that can no longer be ordered is marked, as in every list; one that this edition does
        not show is no link.
        """
        if SCHEME not in html:
            return html
        home = address.upwards(at)
        return _LINK.sub(lambda match: self._linked(match, home), html)

    def _filled(self, one: Insertion, at: str) -> str | None:
        match one.call:
            case SpecCall():
                return self._spec(one.call)
            case TableCall():
                return self._table(one.call, at)
            case _:
                return None

    def _spec(self, call: SpecCall) -> str:
        taken = self._shelf.value(call)
        if taken is None:
            return "–"
        cell = self._reading.cell(taken.value, taken.attribute, unit=call.unit)
        other = tables.converted(cell) if call.unit else ""
        # Another system of units has the figure changed, and what it holds under stays.
        figure = f'<span class="inf-inserted"{other}>{_plain(tables.figure(cell))}</span>'
        if not (call.condition and cell.condition):
            return figure
        return f"{figure} {_plain(tables.phrase(cell.condition))}"

    def _table(self, call: TableCall, at: str) -> str:
        shown = self._shelf.columns(call)
        products = self._reading.edition.products
        members = [products[key] for key in self._shelf.members(call)]
        kept = [member for member in members if call.withdrawn or not member.state.gone]
        rows = [
            _Row(
                self._reading.ref(member.id),
                tuple(
                    self._reading.cell(member.content.product.specs.get(key), one, unit=False)
                    for key, one in shown.items()
                ),
            )
            for member in kept[: call.limit]
        ]
        columns: list[Column] = [column(key, one, self._reading) for key, one in shown.items()]
        html = self._renderer.render(
            "inserted.html", at, title=self._title(call, rows), columns=columns, rows=rows
        )
        return "\n".join(line for line in html.splitlines() if line.strip())

    def _title(self, call: TableCall, rows: list[_Row]) -> str:
        """Return what a table is called: the name of its family, or those of its products."""
        family = self._reading.edition.families.get(call.family or "")
        if family is not None and not call.products:
            return self._reading.phrase(family.name).text
        names = [row.product.name.text for row in rows[:_NAMED]]
        return ", ".join([*names, *(["…"] if len(rows) > _NAMED else [])])

    def _linked(self, match: re.Match[str], home: str) -> str:
        before, name, fragment, after, words = match.groups()
        key = self._shelf.product(name)
        if key is None:
            return str(words)
        ref = self._reading.ref(key)
        target = f"{home}{address.product(key)}{fragment or ''}"
        link = f'<a {before}href="{target}"{after}>{words}</a>'
        if not self._reading.edition.products[key].state.gone:
            return link
        state = Markup(' <span class="inf-state inf-state--{}">{}</span>')
        return link + str(state.format(ref.state, ref.state_label))


def _plain(html: str) -> str:
    """Return HTML whose texts hold no sign of Markdown, its tags left as they are."""
    pieces = re.split(r"(<[^>]*>|&[#\w]+;)", html)
    return "".join(
        piece if index % 2 else _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", piece)
        for index, piece in enumerate(pieces)
    )
