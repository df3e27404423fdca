"""The home page: families with pictures, what is new, what leaves."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from inforce.domain import address
from inforce.domain.edition import EditionProduct
from inforce.domain.text import Phrase
from inforce.domain.views.lists import notice_sheet
from inforce.domain.views.product import history_rows
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Day, ProductRef
from inforce.renderers.website.downloads import Download, offered
from inforce.renderers.website.pages.lists import tiles
from inforce.renderers.website.rendering import Renderer

_NEWS = 5
_SHOWCASE = 3


class _News(Struct, frozen=True, kw_only=True):
    product: ProductRef
    day: Day
    revision: str
    summary: Phrase


def home_body(
    renderer: Renderer, text: str, downloads: tuple[Download, ...] = (), *, search: bool = True
) -> str:
    """Return the home page's article; ``text`` is the host's HTML of the hand-written part."""
    reading = renderer.reading
    shown = tiles(reading)
    brand = reading.edition.brand
    return renderer.render(
        "home.html",
        address.HOME,
        brand=reading.phrase(brand.name),
        tagline=reading.phrase(brand.tagline) or reading.phrase(brand.name),
        text=Markup(text),  # noqa: S704 - the host's own rendering of a page of this site
        tiles=shown,
        showcase=[tile.picture for tile in shown if tile.picture][:_SHOWCASE],
        search=search,
        news=_news(reading),
        leaving=[notice_sheet(notice, reading) for notice in reading.edition.notices[:_NEWS]],
        downloads=offered(downloads, reading.locale),
    )


def _news(reading: Reading) -> list[_News]:
    revised = [product for product in reading.edition.current() if product.history]
    revised.sort(key=lambda product: (product.history[-1].effective_from, product.id), reverse=True)
    return [_item(product, reading) for product in revised[:_NEWS]]


def _item(product: EditionProduct, reading: Reading) -> _News:
    row = history_rows(product, reading)[0]
    return _News(
        product=reading.ref(product.id), day=row.day, revision=row.revision, summary=row.summary
    )
