"""What the search knows of a page: a small record instead of the page with all its furniture.

An index over the records of 43,000 pages takes a quarter of the time and memory of one over the
pages themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from inforce.domain.editions.edition import EditionFamily, EditionProduct
from inforce.domain.prose.designations import joined, type_designation
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductSheet

_TAG = re.compile(r"<[^>]*>")
# A word that more products than this have in common is answered in seconds, and tells none of them.
_LARGE = 3000


def product_record(product: EditionProduct, sheet: ProductSheet, reading: Reading) -> str:
    """Return the record of a product: found by name, part numbers, family, key properties.

    Figures are left out: nobody searches for 36.63, and 21,000 of them double the index. The part
    numbers stand apart, because they are shown in a place of their own. In a large family what all
    of them have in common is found by the family's record.
    """
    shown = product.content.product
    large = len(reading.edition.families[sheet.family].products) > _LARGE
    figures = [
        f"{row.label.text} {row.cell.text}"
        for row in sheet.key_figures
        if not (large or row.cell.sort)
    ]
    said = (sheet.summary.text, *figures, sheet.brand.text)
    return record(
        reading.locale,
        sheet.name.text,
        " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in said if text),
        {
            "kind": "product",
            "family": "" if large else sheet.family_name.text,
            "codes": " · ".join(shown.order_codes()),
            "other": " ".join(_others(product, sheet)),
        },
    )


def _others(product: EditionProduct, sheet: ProductSheet) -> Iterator[str]:
    """Yield what it is found by and that is not shown: ``HX100`` where it is called ``HX 100``."""
    shown = product.content.product
    yield from shown.article_numbers()
    yield from product.former_codes
    yield from product.former_gtins()
    yield from shown.former_ids
    yield product.id
    designation = type_designation(sheet.name.text)
    if not designation.isalnum():
        yield joined(designation)


def family_record(family: EditionFamily, reading: Reading) -> str:
    """Return the record of a family: found by its name, and by what can be chosen in it."""
    chosen = [
        reading.phrase(label).text
        for attribute in family.attributes.values()
        if attribute.filterable
        for label in attribute.choices.values()
    ]
    said = [reading.phrase(family.summary).text, ", ".join(dict.fromkeys(chosen))]
    name = reading.phrase(family.name).text
    return text_record(reading, "family", name, " ".join(text for text in said if text))


def text_record(reading: Reading, kind: str, title: str, text: str) -> str:
    """Return the record of a page that is found by its words; ``text`` is plain.

    ``kind`` is family or notice.
    """
    return record(reading.locale, title, text, {"kind": kind})


def html_record(reading: Reading, title: str, html: str) -> str:
    """Return the record of a hand-written page; ``html`` is the host's rendering of it."""
    return _document(reading.locale, title, html, {"kind": "page"})


def record(locale: str, title: str, text: str, told: dict[str, str]) -> str:
    """Return a record of plain texts; ``told`` is what results show beside the text."""
    return _document(locale, title, f"<p>{escape(text)}</p>", told)


def _document(locale: str, title: str, body: str, told: dict[str, str]) -> str:
    """Return a record; what stands outside the text is found as well, but no part of an excerpt.

    Pagefind leaves out what has no text, so one that has none says its title again.
    """
    if not _TAG.sub("", body).strip():
        body = f"<p>{escape(title)}</p>"
    facts = "".join(
        f'<p data-pagefind-ignore data-pagefind-meta="{key}">{escape(value)}</p>'
        for key, value in {"title": title, **told}.items()
        if value
    )
    return (
        f'<!doctype html><html lang="{escape(locale)}"><head><title>{escape(title)}</title></head>'
        f"<body data-pagefind-body>{body}{facts}</body></html>"
    )
