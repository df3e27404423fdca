"""The pages that list products: the index and the families."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from inforce.domain import address
from inforce.domain.edition import EditionFamily
from inforce.domain.text import Phrase
from inforce.domain.views.lists import card, family_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, FamilySheet, FileLink
from inforce.renderers.website.downloads import Download, offered
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.search.records import family_record

# What a page of a list may hold: more would make it slow to load and hopeless to read.
PART = 200
_CARDS_OF_A_FAMILY = 60
_CARDS_OF_THE_INDEX = 240


class Tile(Struct, frozen=True, kw_only=True):
    """A family as a picture that leads to its page."""

    id: str
    name: Phrase
    picture: FileLink | None
    count: str


class _Group(Struct, frozen=True, kw_only=True):
    family: EditionFamily
    name: Phrase
    cards: tuple[Card, ...]
    more: str


class _FamilyTold(Struct, frozen=True, kw_only=True):
    sheet: FamilySheet
    count: int
    shown: int
    gone: int


def tiles(reading: Reading) -> tuple[Tile, ...]:
    """Return the families with products on sale, by name."""
    found = [
        Tile(
            id=family.id,
            name=reading.phrase(family.name),
            picture=reading.file(family.image),
            count=reading.say("site.counted", count=str(count)),
        )
        for family in reading.edition.families.values()
        if (count := len(_current(family, reading)))
    ]
    return tuple(sorted(found, key=lambda tile: (tile.name.text.casefold(), tile.id)))


def products_page(renderer: Renderer) -> SitePage:
    """Return the index of products: some of each family, and the way to the others."""
    reading = renderer.reading
    shown = {tile.id: tile for tile in tiles(reading)}
    share = max(3, _CARDS_OF_THE_INDEX // max(1, len(shown)))
    groups = [_group(reading.edition.families[key], reading, share) for key in shown]
    if len(groups) * share > 2 * _CARDS_OF_THE_INDEX:
        groups = [_group(group.family, reading, 0) for group in groups]
    return _listing(renderer, "products", "products.html", address.PRODUCTS, groups=groups)


def families_page(renderer: Renderer) -> SitePage:
    """Return the list of families."""
    shown = tiles(renderer.reading)
    return _listing(renderer, "families", "families.html", address.FAMILIES, tiles=shown)


def family_pages(
    family: EditionFamily, renderer: Renderer, downloads: tuple[Download, ...] = ()
) -> Iterator[SitePage]:
    """Yield the page of ``family``, and further parts of it where it is long."""
    sheet = family_sheet(family, renderer.reading)
    offer = offered(downloads, renderer.reading.locale, family.id)
    shown = [row.product.id for row in sheet.rows]
    count = max(1, -(-len(shown) // PART))
    told = _FamilyTold(
        sheet=sheet, count=count, shown=len(shown), gone=len(family.products) - len(shown)
    )
    cards = shown if len(shown) <= _CARDS_OF_A_FAMILY else []
    for part in range(1, count + 1):
        yield _family_part(told, part, cards, renderer, offer)


def _family_part(
    told: _FamilyTold,
    part: int,
    cards: list[str],
    renderer: Renderer,
    offer: tuple[Download, ...],
) -> SitePage:
    reading, sheet, count = renderer.reading, told.sheet, told.count
    at = address.family(sheet.id, part)
    name = sheet.name.text
    gone = reading.say("site.counted_withdrawn", count=str(told.gone)) if told.gone else ""
    body = renderer.render(
        "family.html",
        at,
        sheet=sheet,
        part=part,
        parts_count=count,
        rows=sheet.rows[(part - 1) * PART : part * PART],
        cards=[card(reading.edition.products[key], reading) for key in cards],
        count=reading.say("site.counted", count=str(told.shown)),
        withdrawn=gone,
        downloads=offer,
    )
    return SitePage(
        address=at,
        place="family" if part == 1 else "family-part",
        title=name if part == 1 else reading.say("site.part", name=name, number=str(part)),
        description=sheet.summary.text or name,
        lang=sheet.name.lang,
        description_lang=(sheet.summary or sheet.name).lang,
        record=family_record(reading.edition.families[sheet.id], reading) if part == 1 else "",
        body=body,
    )


def _group(family: EditionFamily, reading: Reading, share: int) -> _Group:
    members = _current(family, reading)
    shown = members[:share]
    rest = len(members) > len(shown)
    return _Group(
        family=family,
        name=reading.phrase(family.name),
        cards=tuple(card(reading.edition.products[key], reading) for key in shown),
        more=reading.say("site.more", count=str(len(members))) if rest else "",
    )


def _current(family: EditionFamily, reading: Reading) -> tuple[str, ...]:
    products = reading.edition.products
    return tuple(key for key in family.products if not products[key].state.gone)


def _listing(renderer: Renderer, place: str, template: str, at: str, **values: object) -> SitePage:
    say = renderer.reading.say
    return SitePage(
        address=at,
        place=place,
        title=say(f"site.{place}"),
        description=say(f"site.{place}_lead"),
        body=renderer.render(template, at, **values),
    )
