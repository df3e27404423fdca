"""The home page, a shop window: families with pictures, what is new, what changes, what leaves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.lists import card, change_sheet, notice_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, Day
from inforce.renderers.website.downloads import Download
from inforce.renderers.website.pages.lists import Tile
from inforce.renderers.website.rendering import Renderer

_NEWS = 4
_NEW = 4
_SHOWCASE = 3


class _Assurance(Struct, frozen=True, kw_only=True):
    """What the edition as a whole says of itself: how much it shows, how it is kept right."""

    products: str
    withdrawn: str
    approved: bool
    changed: Day | None


class _Novelty(Struct, frozen=True, kw_only=True):
    """A product that came lately, and since when it is sold, in words."""

    card: Card
    since: str


def home_body(
    renderer: Renderer,
    text: str,
    shown: tuple[Tile, ...],
    downloads: tuple[Download, ...] = (),
    *,
    search: bool = True,
) -> str:
    """Return the home page's article; ``text`` is the host's HTML of the hand-written part.

    ``shown`` are the families, ``downloads`` the PDFs that are of no single product or notice.
    """
    reading = renderer.reading
    edition, brand = reading.edition, reading.edition.brand
    return renderer.render(
        "home.html",
        address.HOME,
        brand=reading.phrase(brand.name),
        tagline=reading.phrase(brand.tagline) or reading.phrase(brand.name),
        text=Markup(text),  # noqa: S704 - the host's own rendering of a page of this site
        tiles=shown,
        showcase=[tile.picture for tile in shown if tile.picture][:_SHOWCASE],
        search=search,
        assurance=_assurance(reading),
        novelties=_novelties(reading),
        changes=[change_sheet(change, reading) for change in edition.changes[:_NEWS]],
        leaving=[notice_sheet(notice, reading) for notice in edition.notices[:_NEWS]],
        downloads=downloads,
    )


def _assurance(reading: Reading) -> _Assurance:
    edition = reading.edition
    products = edition.products.values()
    on_sale = sum(product.state.available for product in products)
    stamps = [product.stamp for product in products]
    days = [stamp.effective_from for stamp in stamps if stamp.effective_from is not None]
    return _Assurance(
        products=reading.wording.number(Decimal(on_sale)),
        withdrawn=reading.wording.number(Decimal(len(edition.gone()))),
        approved=bool(stamps) and all(stamp.revision is not None for stamp in stamps),
        changed=reading.day(max(days, default=None)),
    )


def _novelties(reading: Reading) -> list[_Novelty]:
    """Return the products on sale that came last, newest first."""
    dated = [(day, product) for product in reading.edition.current() if (day := _since(product))]
    dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].id))
    return [
        _Novelty(card=card(product, reading), since=_told(day, reading))
        for day, product in dated[:_NEW]
    ]


def _told(day: date, reading: Reading) -> str:
    key = "since" if day <= reading.edition.as_of else "from"
    return reading.say(f"home.{key}", day=reading.wording.day(day))


def _since(product: EditionProduct) -> date | None:
    """Return since when customers know of a product: its sale, or its first revision."""
    if product.content.product.lifecycle.available_from is not None:
        return product.content.product.lifecycle.available_from
    return product.history[0].effective_from if product.history else None
