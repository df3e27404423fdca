"""The pages of products."""

from __future__ import annotations

from typing import final

from markupsafe import Markup

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.product import product_sheet
from inforce.domain.views.related import Relatives
from inforce.domain.views.values import ProductSheet
from inforce.renderers.qr import qr_svg
from inforce.renderers.website.contact import Correspondence, Subject
from inforce.renderers.website.downloads import Download
from inforce.renderers.website.machines.jsonld import ProductScripts
from inforce.renderers.website.machines.places import Places
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.search.records import product_record

# A link for each of more variants would make half of the page.
_ASKED = 40
_PHOTOS = (".png", ".jpg", ".jpeg", ".webp", ".gif")


@final
class ProductPages:
    """The pages of products for the reader of ``renderer``, one after the other.

    ``origin`` is the absolute address of the whole site's root, empty where it has none; ``search``
    says whether the site has a search that finds them.
    """

    def __init__(self, renderer: Renderer, origin: str, *, search: bool = True) -> None:
        self._renderer = renderer
        self._search = search
        self._places = Places(renderer.reading, origin)
        self._scripts = ProductScripts(renderer.reading, self._places)
        self._correspondence = Correspondence(renderer.reading)
        self._relatives = Relatives(renderer.reading)

    def page(self, product: EditionProduct, downloads: tuple[Download, ...] = ()) -> SitePage:
        """Return the page of ``product``, whatever its state: such a page never goes away."""
        reading, places = self._renderer.reading, self._places
        sheet = product_sheet(product, reading)
        at = address.product(product.id)
        url = places.page(at)
        subject = _subject(product, sheet, url or at)
        enquiry = self._correspondence.enquiry(subject) if product.state.available else ""
        return SitePage(
            address=at,
            place="product",
            title=sheet.name.text,
            lang=sheet.name.lang,
            description_lang=sheet.summary.lang,
            description=_description(sheet),
            body=self._renderer.render(
                "product.html",
                at,
                sheet=sheet,
                gone=product.state.gone,
                families_address=address.family(sheet.family),
                relatives=self._relatives.of(product),
                variants_title=reading.say("site.variants"),
                enquiry=enquiry,
                asks=self._asks(product, subject) if enquiry else {},
                correction=self._correspondence.correction(subject),
                code=_code(_scanned(product, places) or url),
                downloads=downloads,
            ),
            head=_preview(sheet, places) + self._scripts.script(product, sheet),
            record=product_record(product, sheet, reading) if self._search else "",
            changed=product.stamp.effective_from,
        )

    def _asks(self, product: EditionProduct, subject: Subject) -> dict[str, str]:
        """Return where to ask about each variant, by order code; nothing where there are many."""
        codes = [item.order_code for item in product.content.product.variants.items]
        return self._correspondence.enquiries(subject, codes) if 1 < len(codes) <= _ASKED else {}


def _code(url: str) -> Markup:
    """Return the QR code of an address, nothing where the site has none."""
    return Markup(qr_svg(url)) if url else Markup()  # noqa: S704 - drawn from modules alone


def _scanned(product: EditionProduct, places: Places) -> str:
    """Return where the code on a printed page leads: to what becomes of its revision."""
    number = product.stamp.revision
    return "" if number is None else places.page(address.revision(product.id, number))


def _preview(sheet: ProductSheet, places: Places) -> str:
    """Return the picture that a link to the page is shown with; drawings are not understood."""
    shown = (picture for picture in sheet.pictures if picture.file.path.endswith(_PHOTOS))
    picture = next(shown, None)
    if picture is None or not places.origin:
        return ""
    tags = Markup(
        '<meta property="og:image" content="{}">\n<meta property="og:image:alt" content="{}">\n'
    ).format(places.file(picture.file.path), picture.alt.text)
    return str(tags)


def _description(sheet: ProductSheet) -> str:
    told = f"{sheet.state_label}. " if sheet.banner is not None else ""
    return told + (sheet.summary.text or f"{sheet.name.text}, {sheet.family_name.text}")


def _subject(product: EditionProduct, sheet: ProductSheet, page: str) -> Subject:
    codes = product.content.product.order_codes()
    return Subject(
        item=sheet.id,
        name=sheet.name.text,
        part=codes[0] if len(codes) == 1 else sheet.id,
        revision=sheet.stamp.revision,
        digest=sheet.stamp.digest,
        page=page,
    )
