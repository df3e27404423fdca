"""What the search knows of a page: a small record instead of the page with all its furniture.

An index over the records of 43,000 pages takes a quarter of the time and memory of one over the
pages themselves.
"""

from __future__ import annotations

from html import escape

from inforce.domain.edition import EditionProduct
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductSheet


def product_record(product: EditionProduct, sheet: ProductSheet, reading: Reading) -> str:
    """Return the record of a product: found by name, part numbers, family, key properties.

    Figures are left out: nobody searches for 36.63, and 21,000 of them double the index.
    """
    shown = product.content.product
    numbers = [
        *(code for _, code in shown.codes()),
        *(gtin for _, gtin in shown.gtins()),
        *shown.former_ids,
        shown.id,
    ]
    figures = [
        f"{row.label.text} {row.cell.text}" for row in sheet.key_figures if not row.cell.sort
    ]
    said = [sheet.summary.text, *figures, sheet.brand.text, sheet.family_name.text]
    state = (sheet.state_label,) if sheet.banner is not None else ()
    filters = {"status": sheet.state_label, "family": sheet.family_name.text}
    return record(
        reading.locale,
        sheet.name.text,
        ". ".join(text for text in (*state, *said, " ".join(numbers)) if text),
        {reading.say(f"site.filter.{key}"): value for key, value in filters.items()},
    )


def text_record(reading: Reading, title: str, text: str) -> str:
    """Return the record of a page that is found by its words; ``text`` is plain."""
    return record(reading.locale, title, text, {})


def html_record(reading: Reading, title: str, html: str) -> str:
    """Return the record of a hand-written page; ``html`` is the host's rendering of it."""
    return _document(reading.locale, title, html, {})


def record(locale: str, title: str, text: str, filters: dict[str, str]) -> str:
    """Return a record of plain texts; ``filters`` are the facets it is found under."""
    return _document(locale, title, f"<p>{escape(text)}</p>", filters)


def _document(locale: str, title: str, body: str, filters: dict[str, str]) -> str:
    facets = "".join(
        f'<i data-pagefind-filter="{escape(name)}:{escape(value)}"></i>'
        for name, value in filters.items()
    )
    return (
        f'<!doctype html><html lang="{escape(locale)}"><head><title>{escape(title)}</title></head>'
        f'<body data-pagefind-body><h1 data-pagefind-meta="title">{escape(title)}</h1>'
        f"{body}{facets}</body></html>"
    )
