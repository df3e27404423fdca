"""From a product of an edition to the data sheet, or the notice sheet, that the templates set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.paper import Stock
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.renderers.typst.document import Brochure
from inforce.renderers.typst.heights import key_height, product_height
from inforce.renderers.typst.marks import brand_mark, paper_address, reader_mark, site_root, words
from inforce.renderers.typst.page import page
from inforce.renderers.typst.tables import variant_tables

# The key in a brochure's pictures of the code that leads from paper to the site.
CODE = "code"


@final
class BrochureSeries:
    """The brochures of an edition for the readers of one locale; what all share is made once."""

    def __init__(
        self, reading: Reading, texts: Mapping[str, str], origin: str, stock: Stock
    ) -> None:
        """Take all interface texts of the locale, and the absolute address of the site's root."""
        self._reading = reading
        self._root = site_root(reading, origin)
        self._words = words(texts)
        self._edition = reader_mark(reading)
        self._brand = brand_mark(reading, stock)
        self._page = page(stock)

    def brochure(self, product: EditionProduct) -> Brochure:
        """Return the brochure of ``product``: a notice sheet where it can no longer be had."""
        sheet = product_sheet(product, self._reading)
        at = paper_address(product, self._root)
        variants = variant_tables(sheet.variants, self._page.line)
        return Brochure(
            locale=self._reading.locale,
            words=self._words,
            page=self._page,
            edition=self._edition,
            brand=self._brand,
            sheet=sheet,
            dated=self._reading.date(self._reading.edition.paper_day(product)),
            digest=product.stamp.digest,
            gone=product.state.gone,
            variants=variants,
            height=product_height(sheet, [len(table.lines) for table in variants], self._page)
            + key_height(sheet.ordering, self._page),
            address=at,
            code=CODE if at else "",
        )


def picture_keys(brochure: Brochure) -> tuple[str, ...]:
    """Return the published paths of the pictures to set: the first one of the product."""
    return tuple(picture.file.path for picture in brochure.sheet.pictures[:1])
