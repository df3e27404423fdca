"""The page that a document is set on: what its templates and its tables must know of it."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain.paper import Paper, Stock

# Characters of a table on a millimetre of a line.
_DENSITY = 112 / 170
# Where the marks of the trim stand, beyond the bleed.
_SLUG = 7


class Page(Struct, frozen=True, kw_only=True):
    """A page; lengths are millimetres.

    ``margin`` is left and right of the text of a catalogue, and ``line`` the characters of a table
    between them. A ``narrow`` page has smaller type and pictures, and fewer columns. Around the
    page a press gets ``bleed``, and beyond it ``slug`` for its marks.
    """

    paper: str
    profile: str
    width: float
    height: float
    margin: int
    narrow: bool
    line: int
    bleed: float
    slug: int


_SIZES = {
    Paper.A4: (210.0, 297.0, 20),
    Paper.A5: (148.0, 210.0, 14),
    Paper.LETTER: (215.9, 279.4, 20),
}
_NARROW = 160


def page(stock: Stock) -> Page:
    """Return a page of ``stock``."""
    width, height, margin = _SIZES[stock.paper]
    return Page(
        paper=stock.paper.value,
        profile=stock.profile.value,
        width=width,
        height=height,
        margin=margin,
        narrow=width < _NARROW,
        line=int((width - 2 * margin) * _DENSITY),
        bleed=float(stock.bleed),
        slug=_SLUG if stock.printed else 0,
    )
