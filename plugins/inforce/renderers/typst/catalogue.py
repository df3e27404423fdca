"""From an edition's views to the document that the templates set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from msgspec import structs

from inforce.domain import address
from inforce.domain.editions.edition import Edition, EditionFamily, EditionProduct
from inforce.domain.editions.picked import Picked
from inforce.domain.interval import Interval
from inforce.domain.paper import Stock
from inforce.domain.text import Phrase
from inforce.domain.views.lists import change_sheet, code_index, family_sheet, withdrawn_row
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import FamilySheet, ProductSheet
from inforce.renderers.typst import places
from inforce.renderers.typst.document import Document, FamilyPart, Listed, ProductPart
from inforce.renderers.typst.heights import product_height
from inforce.renderers.typst.marks import brand_mark, edition_mark, site_root, words
from inforce.renderers.typst.page import Page, page
from inforce.renderers.typst.tables import comparison_tables, listing_table, variant_tables

_YEAR = Interval("P12M")
# A longer list of contents names families only.
_LISTED = 400
# A family of more products is printed in compact form, unless the other is asked for.
_BLOCKS = 5000
# As many order codes stand in a row of the compact form; the index has them all.
_CODES = 4


class Form(Enum):
    """How a catalogue shows products: each in a block with all its figures, or in a row."""

    AUTO = "auto"
    FULL = "full"
    COMPACT = "compact"

    def is_compact(self, products: int) -> bool:
        """Whether a family of so many products has rows instead of blocks."""
        return self is Form.COMPACT or (self is Form.AUTO and products > _BLOCKS)


class Selection(Picked, frozen=True):
    """What to print of an edition.

    Changes are listed that were told on or after ``since``; without it, those of the year before
    the edition's day.
    """

    since: date | None = None
    form: Form = Form.AUTO

    def recent(self, edition: Edition) -> date:
        """Return the first day whose changes are listed."""
        return self.since or _YEAR.before(edition.as_of)


def catalogue(
    reading: Reading, texts: Mapping[str, str], selection: Selection, stock: Stock, origin: str
) -> Document:
    """Return the catalogue of ``selection``; ``texts`` are all interface texts of the locale.

    ``origin`` is the absolute address of the website's root, or empty.
    """
    leaf = page(stock)
    edition = reading.edition
    families = selection.within(edition)
    taken = frozenset(key for family in families for key in family.products)
    parts = _families(families, reading, selection.form, leaf)
    gone = tuple(product for product in edition.gone() if product.id in taken)
    since = selection.recent(edition)
    current = tuple(edition.products[ref.id] for part in parts for ref in part.sheet.products)
    document = Document(
        locale=reading.locale,
        words=words(texts),
        page=leaf,
        edition=edition_mark(reading, len(current)),
        brand=brand_mark(reading, stock),
        complete=len(taken) == len(edition.products),
        makers=selection.brands,
        chosen=tuple(_chosen(selection, reading)),
        contents=(),
        sample=next((block.sheet.stamp for part in parts for block in part.products), None),
        chapters=len(parts),
        addresses=_addresses(parts, reading, origin),
        families=parts,
        withdrawn=tuple(withdrawn_row(product, reading) for product in gone),
        changes=tuple(
            change_sheet(notice, reading)
            for notice in edition.changes
            if notice.item in taken and notice.step.told_on >= since
        ),
        since=reading.date(since),
        index=code_index((*current, *gone), reading),
        shown=tuple(product.id for product in (*current, *gone)),
    )
    return structs.replace(document, contents=tuple(_contents(document)))


def _contents(document: Document) -> Iterator[Listed]:
    """Yield the lines of the contents; families alone where their products would be too many."""
    whole = document.edition.products <= _LISTED
    for family in document.families:
        yield Listed(name=family.sheet.name, place=places.family(family.sheet.id), level=1)
        for block in family.products if whole else ():
            yield Listed(name=block.sheet.name, place=places.product(block.sheet.id), level=2)
    for name in places.lists(document):
        yield Listed(name=Phrase(document.words[f"{name}.title"]), place=name, level=1)


def code_key(family: str) -> str:
    """Return the key, in the pictures of a catalogue, of the code that leads to a family's page."""
    return f"code:{family}"


def _chosen(selection: Selection, reading: Reading) -> Iterator[Phrase]:
    """Yield the names of the products that were chosen one by one."""
    for key in selection.products:
        yield reading.phrase(reading.edition.products[key].content.product.name)


def _addresses(parts: Iterable[FamilyPart], reading: Reading, origin: str) -> Mapping[str, str]:
    root = site_root(reading, origin)
    if not root:
        return {}
    return {part.sheet.id: f"{root}{address.family(part.sheet.id)}" for part in parts}


def picture_paths(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return the published paths of all pictures to set, each with the items that show it."""
    users: dict[str, list[str]] = {}
    for family in document.families:
        if family.sheet.picture is not None:
            users.setdefault(family.sheet.picture.path, []).append(family.sheet.id)
        for block in family.products:
            for picture in block.sheet.pictures[:1]:
                users.setdefault(picture.file.path, []).append(block.sheet.id)
    for row in document.withdrawn:
        if row.recall is not None and row.recall.picture is not None:
            users.setdefault(row.recall.picture.file.path, []).append(row.product.id)
    return {path: tuple(items) for path, items in users.items()}


def picture_keys(document: Document) -> tuple[str, ...]:
    """Return the keys of all pictures that a catalogue, or a part of one, can set."""
    brand = (document.brand.logo, document.brand.logo_dark)
    logos = (logo for logo in brand if logo)
    families = (family.sheet.id for family in document.families)
    codes = (code_key(key) for key in families if key in document.addresses)
    return (*picture_paths(document), *logos, *codes)


def _families(
    families: Iterable[EditionFamily], reading: Reading, form: Form, leaf: Page
) -> tuple[FamilyPart, ...]:
    """Return the families that have products on sale."""
    sheets = ((family, family_sheet(family, reading)) for family in families)
    filled = ((family, sheet) for family, sheet in sheets if sheet.products)
    return tuple(
        structs.replace(
            _listing(family, sheet, reading, leaf)
            if form.is_compact(len(sheet.products))
            else _blocks(sheet, reading, leaf),
            number=number,
        )
        for number, (family, sheet) in enumerate(filled)
    )


def _blocks(sheet: FamilySheet, reading: Reading, leaf: Page) -> FamilyPart:
    return FamilyPart(
        sheet=sheet,
        comparison=comparison_tables(sheet, leaf.line),
        products=tuple(
            _product(product_sheet(reading.edition.products[ref.id], reading), leaf)
            for ref in sheet.products
        ),
    )


def _listing(family: EditionFamily, sheet: FamilySheet, reading: Reading, leaf: Page) -> FamilyPart:
    keys = {key for key, attribute in family.attributes.items() if attribute.key}
    codes = [_codes(reading.edition.products[ref.id]) for ref in sheet.products]
    return FamilyPart(sheet=sheet, listing=(listing_table(sheet, codes, keys, leaf.line),))


def _codes(product: EditionProduct) -> str:
    codes = product.content.product.order_codes()
    more = len(codes) - _CODES
    return ", ".join(codes if more <= 1 else [*codes[:_CODES], f"+ {more}"])


def _product(sheet: ProductSheet, leaf: Page) -> ProductPart:
    variants = variant_tables(sheet.variants, leaf.line)
    height = product_height(sheet, [len(table.lines) for table in variants], leaf)
    return ProductPart(sheet=sheet, variants=variants, height=height)
