"""What every printed document says of its edition and its brand, and the words it says it in."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.renderers.typst.document import BrandMark, EditionMark, ReaderMark
from inforce.renderers.typst.engine import PROGRAM

_OWN = "pdf."
_SHARED = (
    "state.",
    "banner.",
    "date.",
    "warning.",
    "ordering.",
    "brochure.",
    "bulletin.",
    "quotation.",
)


def words(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the interface texts that templates use, of all ``texts`` of a locale."""
    own = {key.removeprefix(_OWN): text for key, text in texts.items() if key.startswith(_OWN)}
    return {key: text for key, text in texts.items() if key.startswith(_SHARED)} | own


def reader_mark(reading: Reading) -> ReaderMark:
    """Return for whom a document is that tells no more of its edition."""
    edition = reading.edition
    return ReaderMark(audience=edition.audience, public=edition.public, preview=edition.preview)


def edition_mark(reading: Reading, products: int) -> EditionMark:
    """Return which edition it is, of which ``products`` are shown."""
    edition = reading.edition
    digest = edition.digest.rpartition(":")[2]
    return EditionMark(
        as_of=reading.date(edition.as_of),
        audience=edition.audience,
        public=edition.public,
        preview=edition.preview,
        digest=edition.digest,
        mark=digest[:8],
        products=products,
        program=PROGRAM,
    )


def site_root(reading: Reading, origin: str) -> str:
    """Return the address of the locale's website, empty where ``origin``, the site's, is."""
    if not origin:
        return ""
    return origin + address.prefix(reading.locale, reading.edition.locales[0])


def paper_address(product: EditionProduct, root: str) -> str:
    """Return where a reader of paper learns whether the revision of ``product`` still holds.

    ``root`` is the address of the locale's website; where that is empty, so is the answer.
    """
    if not root:
        return ""
    number = product.stamp.revision
    at = address.product(product.id) if number is None else address.revision(product.id, number)
    return f"{root}{at}"


def brand_mark(reading: Reading, stock: Stock) -> BrandMark:
    """Return who publishes, with the colours of a press where ``stock`` is for one."""
    brand = reading.edition.brand
    colours = brand.colours
    inks = brand.print_colours if stock.printed else None
    return BrandMark(
        name=reading.phrase(brand.name),
        legal_name=reading.phrase(brand.legal_name),
        tagline=reading.phrase(brand.tagline),
        colours={
            "primary": colours.primary,
            "accent": colours.accent,
            "ink": colours.ink,
            "paper": colours.paper,
        },
        inks={}
        if inks is None
        else {"primary": inks.primary, "accent": inks.accent, "ink": inks.ink},
        logo=brand.logo or "",
        logo_dark=brand.logo_dark or "",
        email=brand.contact.email or "",
        phone=brand.contact.phone or "",
        address=reading.phrase(brand.contact.address),
        url=brand.contact.url or "",
    )
