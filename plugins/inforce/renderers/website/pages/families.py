"""The pages of families: the products of each side by side, to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256

from markupsafe import Markup
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import EditionFamily
from inforce.domain.views.choosing import choice_table
from inforce.domain.views.lists import card
from inforce.domain.views.ordering import family_key
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, ProductRef
from inforce.renderers.website.columns import NAME, columns, description
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.search.records import family_record

# More rows would make a page slow to load and hopeless to read.
ROWS = 100
_CARDS = 60
_OTHERS = "0–9"


class Jump(Struct, frozen=True, kw_only=True):
    """A letter with the first product whose name begins with it, and where that stands."""

    letter: str
    product: str
    part: str
    anchor: str

    @property
    def address(self) -> str:
        """The address of the row, from the locale's root."""
        return f"{self.part}#{self.anchor}"


class FamilyPages:
    """A family of the site: its page, further parts of it where it is long, and their data."""

    def __init__(self, family: EditionFamily, renderer: Renderer) -> None:
        """Lay the products of ``family`` out for the reader of ``renderer``."""
        self._family = family
        self._renderer = renderer
        self._table = choice_table(family, renderer.reading)
        self._jumps = jumps(family.id, tuple(row.product for row in self._table.rows))

    @property
    def _reading(self) -> Reading:
        return self._renderer.reading

    @property
    def _count(self) -> int:
        return max(1, -(-len(self._table.rows) // ROWS))

    def pages(self) -> Iterator[SitePage]:
        """Yield the page of the family, and its further parts."""
        for part in range(1, self._count + 1):
            yield self._part(part)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path from the locale's root, bytes) of the rows, where no page holds them all."""
        if self._count > 1:
            yield f"{address.family(self._family.id)}{NAME}", self._rows

    @cached_property
    def _rows(self) -> bytes:
        return columns(self._table)

    def _part(self, part: int) -> SitePage:
        reading, family = self._reading, self._family
        name, summary = reading.phrase(family.name), reading.phrase(family.summary)
        at = address.family(family.id, part)
        rows = self._table.rows
        gone = len(family.products) - len(rows)
        body = self._renderer.render(
            "family.html",
            at,
            family=family.id,
            name=name,
            summary=summary,
            picture=reading.file(family.image),
            columns=self._table.columns,
            rows=rows[(part - 1) * ROWS : part * ROWS],
            cards=self._cards(),
            ordering=family_key(family, reading) if part == 1 else None,
            part=part,
            parts_shown=shown_parts(part, self._count),
            jumps=self._jumps,
            anchors={jump.product: jump.anchor for jump in self._jumps},
            description=self._description(at),
            count=reading.say("site.counted", count=str(len(rows))),
            withdrawn=reading.say("site.counted_withdrawn", count=str(gone)) if gone else "",
        )
        return SitePage(
            address=at,
            place="family" if part == 1 else "family-part",
            title=self._title(part),
            description=summary.text or name.text,
            lang=name.lang,
            description_lang=(summary or name).lang,
            record=family_record(family, reading) if part == 1 else "",
            body=body,
        )

    def _title(self, part: int) -> str:
        name = self._reading.phrase(self._family.name).text
        return name if part == 1 else self._reading.say("site.part", name=name, number=str(part))

    def _cards(self) -> list[Card]:
        if len(self._table.rows) > _CARDS:
            return []
        products = self._reading.edition.products
        return [card(products[row.product.id], self._reading) for row in self._table.rows]

    def _description(self, at: str) -> Markup:
        """Return what the script knows; the address of the rows changes with them."""
        rows = ""
        if self._count > 1:
            digest = sha256(self._rows).hexdigest()[:8]
            way = address.upwards(at) + address.family(self._family.id)
            rows = f"{way}{NAME}?{digest}"
        told = description(self._table, rows, self._reading.wording.section("choose"))
        return Markup(told)  # noqa: S704 - it is written for its place


def jumps(family: str, products: tuple[ProductRef, ...]) -> tuple[Jump, ...]:
    """Return the way to each first letter of the names, none where one page holds all.

    Figures and signs stand together; an anchor is made of letters that every address may hold.
    """
    if len(products) <= ROWS:
        return ()
    found: dict[str, Jump] = {}
    for place, product in enumerate(products):
        first = product.name.text[:1].upper()
        letter = first if first.isalpha() else _OTHERS
        if letter in found:
            continue
        code = "-".join(f"{ord(one):x}" for one in letter) if letter != _OTHERS else "0"
        found[letter] = Jump(
            letter=letter,
            product=product.id,
            part=address.family(family, place // ROWS + 1),
            anchor=f"from-{code}",
        )
    return tuple(found.values())


def shown_parts(part: int, count: int) -> tuple[int, ...]:
    """Return the numbers of the parts to offer: the ends and the next ones, 0 for each gap."""
    near = {1, count, *range(part - 2, part + 3)}
    numbers = [number for number in sorted(near) if 0 < number <= count]
    woven: list[int] = []
    for number in numbers:
        if woven and number - woven[-1] > 1:
            woven.append(0)
        woven.append(number)
    return tuple(woven)
