"""From an edition's views to the document that the templates set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct, structs

from inforce.domain import address
from inforce.domain.edition import Edition, EditionFamily, EditionProduct
from inforce.domain.interval import Interval
from inforce.domain.paper import Stock
from inforce.domain.text import Phrase
from inforce.domain.views.lists import change_sheet, code_index, family_sheet, withdrawn_row
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductSheet
from inforce.renderers.typst.document import Document, FamilyPart, ProductPart
from inforce.renderers.typst.heights import product_height
from inforce.renderers.typst.marks import brand_mark, edition_mark, words
from inforce.renderers.typst.page import Page, page
from inforce.renderers.typst.tables import comparison_tables, variant_tables

_YEAR = Interval("P12M")


class Selection(Struct, frozen=True):
    """What to print: the named families with all below them, the named products; else everything.

    Families and single products add up; brands are taken of all those. A brand is named as in any
    language of the product's ``brand``. Changes are listed that were
    told on or after ``since``; without it, those of the year before the edition's day.
    """

    families: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    since: date | None = None

    def takes(self, family: EditionFamily) -> bool:
        """Whether all of ``family`` is taken: it is named, or one that it descends from."""
        if not self.families:
            return not self.products
        return not {family.id, *family.lineage}.isdisjoint(self.families)

    def shows(self, product: EditionProduct) -> bool:
        """Whether ``product`` is of a brand that is named."""
        return not self.brands or not brands_of(product).isdisjoint(self.brands)

    def recent(self, edition: Edition) -> date:
        """Return the first day whose changes are listed."""
        return self.since or _YEAR.before(edition.as_of)

    def within(self, edition: Edition) -> tuple[EditionFamily, ...]:
        """Return the families taken, each with the products shown; families left empty are out."""
        taken = (
            structs.replace(family, products=tuple(self._of(family, edition)))
            for family in edition.families.values()
        )
        return tuple(family for family in taken if family.products)

    def _of(self, family: EditionFamily, edition: Edition) -> Iterator[str]:
        """Yield the products of ``family`` that are taken."""
        whole = self.takes(family)
        for key in family.products:
            if (whole or key in self.products) and self.shows(edition.products[key]):
                yield key


def brands_of(product: EditionProduct) -> frozenset[str]:
    """Return the product's brand in every language it is written in."""
    brand = product.content.product.brand
    return frozenset() if brand is None else frozenset(text for _, text in brand.items())


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
    parts = tuple(part for family in families if (part := _family(family, reading, leaf)).products)
    gone = tuple(product for product in edition.gone() if product.id in taken)
    since = selection.recent(edition)
    current = tuple(edition.products[block.sheet.id] for part in parts for block in part.products)
    return Document(
        locale=reading.locale,
        words=words(texts),
        page=leaf,
        edition=edition_mark(reading, len(current)),
        brand=brand_mark(reading, stock),
        complete=len(taken) == len(edition.products),
        makers=selection.brands,
        chosen=tuple(_chosen(selection, reading)),
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


def code_key(family: str) -> str:
    """Return the key, in the pictures of a catalogue, of the code that leads to a family's page."""
    return f"code:{family}"


def _chosen(selection: Selection, reading: Reading) -> Iterator[Phrase]:
    """Yield the names of the products that were chosen one by one."""
    for key in selection.products:
        yield reading.phrase(reading.edition.products[key].content.product.name)


def _addresses(parts: Iterable[FamilyPart], reading: Reading, origin: str) -> Mapping[str, str]:
    if not origin:
        return {}
    root = origin + address.prefix(reading.locale, reading.edition.locales[0])
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


def _family(family: EditionFamily, reading: Reading, leaf: Page) -> FamilyPart:
    sheet = family_sheet(family, reading)
    return FamilyPart(
        sheet=sheet,
        comparison=comparison_tables(sheet, leaf.line),
        products=tuple(
            _product(product_sheet(reading.edition.products[ref.id], reading), leaf)
            for ref in sheet.products
        ),
    )


def _product(sheet: ProductSheet, leaf: Page) -> ProductPart:
    variants = variant_tables(sheet.variants, leaf.line)
    height = product_height(sheet, [len(table.lines) for table in variants], leaf)
    return ProductPart(sheet=sheet, variants=variants, height=height)
