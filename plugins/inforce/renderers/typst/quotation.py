"""From a quotation to the sheet that the templates set."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.editions.quotation import Quotation
from inforce.domain.paper import Stock
from inforce.domain.views.product import key_figures, stamp_view
from inforce.domain.views.quotation import quotation_sheet
from inforce.domain.views.reading import Reading
from inforce.renderers.typst.document import QuotationPaper, QuotedProduct, Term
from inforce.renderers.typst.marks import brand_mark, paper_address, reader_mark, site_root, words
from inforce.renderers.typst.page import page


def quotation_paper(
    quotation: Quotation, reading: Reading, texts: Mapping[str, str], origin: str, stock: Stock
) -> QuotationPaper:
    """Return ``quotation`` for the templates.

    ``texts`` are all interface texts of the locale, ``origin`` is the address of the site's root.
    """
    root = site_root(reading, origin)
    return QuotationPaper(
        locale=reading.locale,
        words=words(texts),
        page=page(stock),
        edition=reader_mark(reading),
        brand=brand_mark(reading, stock),
        dated=reading.date(reading.edition.as_of),
        address="",
        code="",
        quotation=quotation_sheet(quotation, reading),
        products=tuple(_product(one, reading, root) for one in quotation.products),
        terms=tuple(
            Term(
                title=reading.phrase(one.content.page.title),
                stamp=stamp_view(one.stamp, reading),
                address=f"{root}{address.written(one.content.page.path)}" if root else "",
            )
            for one in quotation.terms
        ),
    )


def code_addresses(paper: QuotationPaper) -> Mapping[str, str]:
    """Return where each QR code leads, by its key in the pictures."""
    return {product.code: product.address for product in paper.products if product.code}


def _product(product: EditionProduct, reading: Reading, root: str) -> QuotedProduct:
    at = paper_address(product, root)
    return QuotedProduct(
        product=reading.ref(product.id),
        figures=key_figures(product, reading),
        stamp=stamp_view(product.stamp, reading),
        address=at,
        code=f"code:{product.id}" if at else "",
    )
