"""The structures that print templates read, as ``data.json`` beside them: one a kind of document.

Everything in it is text or a view of ``domain.views.values``; templates set it and never run it.
The manual's pages on the catalogue and on brochures tell them field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from inforce.domain.paper import Inks
from inforce.domain.text import Phrase
from inforce.domain.views.values import (
    ChangeSheet,
    CodeRow,
    Day,
    Fact,
    FamilySheet,
    NoticeRow,
    NoticeSheet,
    ProductRef,
    ProductSheet,
    QuotationSheet,
    SpecRow,
    StampView,
    WithdrawnRow,
)
from inforce.renderers.typst.page import Page


class ReaderMark(Struct, frozen=True, kw_only=True):
    """For whom a document is; ``preview`` says that it shows working copies."""

    audience: str
    public: bool
    preview: bool


class EditionMark(ReaderMark, frozen=True, kw_only=True):
    """Which edition this is; ``digest`` is whole, ``mark`` its first eight digits."""

    as_of: Day
    digest: str
    mark: str
    products: int
    program: str


class BrandMark(Struct, frozen=True, kw_only=True):
    """Who publishes; ``logo`` and ``logo_dark`` are keys of ``Document.pictures``, or empty.

    ``inks`` are the colours in percent of cyan, magenta, yellow and black, where the document is
    for a press and the brand says them.
    """

    name: Phrase
    legal_name: Phrase
    tagline: Phrase
    colours: Mapping[str, str]
    inks: Mapping[str, Inks]
    logo: str
    logo_dark: str
    email: str
    phone: str
    address: Phrase
    url: str


class Head(Struct, frozen=True, kw_only=True):
    """The head of a column; ``condition`` is set where it holds for every figure below."""

    label: Phrase
    unit: str
    numeric: bool
    condition: Phrase
    width: int


class Entry(Struct, frozen=True, kw_only=True):
    """A cell; ``pad`` is what the figure lacks for its decimal sign to stand in line."""

    text: str
    lang: str
    pad: str
    condition: Phrase


class Line(Struct, frozen=True, kw_only=True):
    """A row; ``lead`` is the order code or product name, ``id`` the product it leads to.

    Where the row stands for a whole product block, it says the product's ``state`` and its codes.
    """

    lead: Phrase
    id: str
    entries: tuple[Entry, ...]
    state: str = ""
    state_label: str = ""
    codes: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """A table that fits the width of a page; the lead column stands apart from ``heads``."""

    lead_width: int
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


class ProductPart(Struct, frozen=True, kw_only=True):
    """A product block; ``height`` is its estimated height in millimetres."""

    sheet: ProductSheet
    variants: tuple[Table, ...]
    height: int


class FamilyPart(Struct, frozen=True, kw_only=True):
    """A family: its divider, its comparison, its products; ``number`` counts families from 0.

    In compact form its products are the rows of ``listing`` and have no blocks. Where a family
    goes on from the part before, it is ``continued`` and has neither divider nor comparison.
    """

    sheet: FamilySheet
    number: int = 0
    comparison: tuple[Table, ...] = ()
    products: tuple[ProductPart, ...] = ()
    listing: tuple[Table, ...] = ()
    continued: bool = False


class Listed(Struct, frozen=True, kw_only=True):
    """A line of the contents: ``place`` names where it leads, ``level`` is 1 or 2."""

    name: Phrase
    place: str
    level: int


class Part(Struct, frozen=True, kw_only=True):
    """Which part of a catalogue a document is, and what its pages must know of the others.

    A short catalogue is one part, whose pages ask for places themselves. ``front`` has cover,
    contents and guide, ``body`` families, ``back`` the lists; ``families`` tells the others no more
    than which there are. ``own`` names the places on its pages, ``places`` the page of every place
    of the catalogue; that is empty, and ``pages``, the number of all pages, 0, while they are being
    found out. ``first`` is the number of its first page.
    """

    front: bool = True
    body: bool = True
    back: bool = True
    own: tuple[str, ...] = ()
    first: int = 1
    pages: int = 0
    places: Mapping[str, int] = {}


class Printable(Struct, frozen=True, kw_only=True):
    """What a press sets: a catalogue or a leaf.

    ``words`` are the interface texts. ``shown`` are the ids of the products that have a place in
    it, so that others are not linked. ``pictures`` gives the file beside the templates for each
    picture that can be set.
    """

    locale: str
    words: Mapping[str, str]
    page: Page
    brand: BrandMark
    shown: tuple[str, ...] = ()
    pictures: Mapping[str, str] = {}

    @property
    def day(self) -> date:
        """The day that it is of."""
        raise NotImplementedError


class Document(Printable, frozen=True, kw_only=True):
    """A catalogue, or a part of one.

    ``makers`` are the brands that it was asked for and ``chosen`` the single products, empty for
    all. ``addresses`` gives the page of each family on the website, none where the site has no
    address; ``code:<id>`` in ``pictures`` is the QR code that leads there. ``changes`` are those
    told since the day ``since``, newest first. ``shown`` are the ids of the products that have a
    block or a row, or stand in the withdrawn list. ``sample`` is a stamp to explain those of blocks
    by, ``chapters`` the number of all families.
    """

    edition: EditionMark
    complete: bool
    makers: tuple[str, ...]
    chosen: tuple[Phrase, ...]
    part: Part = Part()
    contents: tuple[Listed, ...]
    sample: StampView | None
    chapters: int
    families: tuple[FamilyPart, ...]
    addresses: Mapping[str, str]
    withdrawn: tuple[WithdrawnRow, ...]
    changes: tuple[ChangeSheet, ...]
    since: Day
    index: tuple[CodeRow, ...]

    @property
    def continued(self) -> bool:
        """Whether it begins in the middle of a family."""
        return any(family.continued for family in self.families[:1])

    @property
    def day(self) -> date:
        """The day that it is of."""
        return date.fromisoformat(self.edition.as_of.iso)


class Leaf(Printable, frozen=True, kw_only=True):
    """A paper on one thing. It links no other products: ``shown`` is always empty.

    ``dated`` is the day on which what it says last changed. ``address`` is where a reader finds
    what holds now, and ``code`` the key in ``pictures`` of the QR code that leads there; both are
    empty where the site has no address.
    """

    edition: ReaderMark
    dated: Day
    address: str
    code: str

    @property
    def day(self) -> date:
        """The day that it is of."""
        return date.fromisoformat(self.dated.iso)


class Brochure(Leaf, frozen=True, kw_only=True):
    """The data sheet of one product, or the notice sheet of one that is ``gone``.

    ``digest`` is that of what is said of the product, ``height`` the estimated height of a data
    sheet in millimetres.
    """

    sheet: ProductSheet
    digest: str
    gone: bool
    variants: tuple[Table, ...]
    height: int


class NoticedProduct(Struct, frozen=True, kw_only=True):
    """A product that a bulletin tells of, and the revision of it that the bulletin rests on."""

    row: NoticeRow
    stamp: StampView


class Bulletin(Leaf, frozen=True, kw_only=True):
    """The bulletin of a notice: what leaves, or comes back, and what to do.

    ``notices`` are more than one where a number stands for more than one kind of notice; ``shared``
    are the days that hold for all products.
    """

    notices: tuple[NoticeSheet, ...]
    products: tuple[NoticedProduct, ...]
    shared: tuple[Fact, ...]
    tone: str


class QuotedProduct(Struct, frozen=True, kw_only=True):
    """A product of a quotation, pinned to the revision of its ``stamp``.

    ``address`` is where its reader learns whether that still holds, and ``code`` the key in
    ``pictures`` of the QR code that leads there; both are empty where the site has no address.
    """

    product: ProductRef
    figures: tuple[SpecRow, ...]
    stamp: StampView
    address: str
    code: str


class Term(Struct, frozen=True, kw_only=True):
    """A controlled page that applies to a quotation, in the revision of its ``stamp``."""

    title: Phrase
    stamp: StampView
    address: str


class QuotationPaper(Leaf, frozen=True, kw_only=True):
    """A quotation. It has a code for each product, and none for the whole."""

    quotation: QuotationSheet
    products: tuple[QuotedProduct, ...]
    terms: tuple[Term, ...]
