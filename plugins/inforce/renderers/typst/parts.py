"""The parts that a long catalogue is set in: each is set by itself, and they are bound into one.

Setting all at once takes more than a megabyte of memory a page. How a catalogue is divided depends
on nothing but what is in it, so that every machine prints the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from msgspec import Struct, structs

from inforce.renderers.typst import places
from inforce.renderers.typst.binding import Place
from inforce.renderers.typst.document import Document, FamilyPart, Part, ProductPart, Table

# In millimetres: what margins take of a page, a row of a table, a block that begins a page.
_MARGINS = 51.0
_ROW = 5.0
_ROOMY = 110
# So many pages go into a part, and what takes no more than two is set in one.
_PAGES = 150


class Found(Struct, frozen=True):
    """How many pages a part turned out to have, and where on them its places are."""

    pages: int
    places: Mapping[str, Place]


def is_divided(document: Document) -> bool:
    """Whether a catalogue is so long that it is set in parts."""
    measure = _measure(document)
    return sum(measure.family(family) for family in document.families) > 2 * measure.part


def parts(document: Document) -> tuple[Document, ...]:
    """Return the parts of a catalogue in their order; a short one is a single part."""
    if not is_divided(document):
        return (document,)
    measure = _measure(document)
    names = tuple(
        structs.replace(family, comparison=(), products=(), listing=())
        for family in document.families
    )
    bare = structs.replace(document, contents=(), withdrawn=(), changes=(), index=())
    front = structs.replace(bare, families=names, contents=document.contents)
    back = structs.replace(document, families=names, contents=())
    return (
        _told(front, Part(body=False, back=False)),
        *(
            _told(structs.replace(bare, families=families), Part(front=False, back=False))
            for families in _bodies(document.families, measure)
        ),
        _told(back, Part(front=False, body=False)),
    )


def _told(document: Document, part: Part) -> Document:
    """Return the document as that part, with the names of the places on its pages."""
    document = structs.replace(document, part=part)
    own = tuple(places.on_pages(document))
    return structs.replace(document, part=structs.replace(part, own=own))


class _Measure(Struct, frozen=True):
    """How tall things are, about, on pages of that height."""

    page: float

    @property
    def part(self) -> float:
        return _PAGES * self.page

    @property
    def rows(self) -> int:
        """The rows that a part holds."""
        return int(self.part / _ROW)

    def family(self, family: FamilyPart) -> float:
        rows = sum(len(table.lines) for table in (*family.comparison, *family.listing))
        return rows * _ROW + sum(self.block(block) for block in family.products)

    def block(self, block: ProductPart) -> float:
        """Return the room that a block takes: whole pages where it begins one."""
        pages = block.height / self.page
        return (ceil(pages) if block.height >= _ROOMY else pages) * self.page


def _measure(document: Document) -> _Measure:
    return _Measure(document.page.height - _MARGINS)


def _bodies(families: Iterable[FamilyPart], measure: _Measure) -> Iterator[tuple[FamilyPart, ...]]:
    """Yield the families that go into each part; one too long for a part goes on in the next."""
    body: list[FamilyPart] = []
    used = 0.0
    for piece in (piece for family in families for piece in _pieces(family, measure)):
        height = measure.family(piece)
        if body and used + height > measure.part:
            yield tuple(body)
            body, used = [], 0.0
        body.append(piece)
        used += height
    yield tuple(body)


def _pieces(family: FamilyPart, measure: _Measure) -> Iterator[FamilyPart]:
    """Yield a family whole, or where it is too long for a part in pieces that are not."""
    piece = structs.replace(family, products=(), listing=())
    used = measure.family(piece)
    units: list[tuple[float, tuple[ProductPart, ...], tuple[Table, ...]]] = [
        (measure.block(block), (block,), ()) for block in family.products
    ]
    units += [
        (len(table.lines) * _ROW, (), (table,))
        for whole in family.listing
        for table in _cut(whole, measure.rows)
    ]
    for height, blocks, tables in units:
        if used + height > measure.part and (piece.products or piece.listing or piece.comparison):
            yield piece
            piece = structs.replace(piece, comparison=(), products=(), listing=(), continued=True)
            used = 0.0
        piece = structs.replace(
            piece,
            products=(*piece.products, *blocks),
            listing=(*piece.listing, *tables),
        )
        used += height
    yield piece


def _cut(table: Table, rows: int) -> Iterator[Table]:
    """Yield the table in pieces of no more rows."""
    for at in range(0, len(table.lines), rows):
        yield structs.replace(table, lines=table.lines[at : at + rows])


def placed(documents: Iterable[Document], found: Iterable[Found]) -> tuple[Document, ...]:
    """Return the parts with the number of their first page, and told of each other's places."""
    parts_found = tuple(found)
    firsts: list[int] = []
    whole: dict[str, int] = {}
    at = 1
    for part in parts_found:
        firsts.append(at)
        whole |= {name: place.page + at - 1 for name, place in part.places.items()}
        at += part.pages
    return tuple(
        structs.replace(
            document,
            part=structs.replace(document.part, first=first, pages=at - 1, places=whole),
        )
        for document, first in zip(documents, firsts, strict=True)
    )
