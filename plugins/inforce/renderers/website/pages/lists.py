"""The pages that list products: the index and the families."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain import address
from inforce.domain.edition import EditionFamily
from inforce.domain.text import Phrase
from inforce.domain.views.choosing import on_sale
from inforce.domain.views.lists import card
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, FileLink
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.families import Jump, jumps
from inforce.renderers.website.rendering import Renderer

# What a page of a list may hold: more would make it slow to load and hopeless to read.
PART = 200
_CARDS_OF_THE_INDEX = 72


class Tile(Struct, frozen=True, kw_only=True):
    """A family as a picture that leads to its page."""

    id: str
    name: Phrase
    picture: FileLink | None
    count: str


class _Group(Struct, frozen=True, kw_only=True):
    family: EditionFamily
    name: Phrase
    count: str
    cards: tuple[Card, ...]
    jumps: tuple[Jump, ...]
    more: str


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
        if (count := len(on_sale(family, reading)))
    ]
    return tuple(sorted(found, key=lambda tile: (tile.name.text.casefold(), tile.id)))


def products_page(renderer: Renderer) -> SitePage:
    """Return the index of products: some of each family, and the way to the others."""
    reading = renderer.reading
    shown = {tile.id: tile for tile in tiles(reading)}
    share = max(4, _CARDS_OF_THE_INDEX // max(1, len(shown)))
    groups = [_group(reading.edition.families[key], reading, share) for key in shown]
    if len(groups) * share > 2 * _CARDS_OF_THE_INDEX:
        groups = [_group(group.family, reading, 0) for group in groups]
    return _listing(renderer, "products", "products.html", address.PRODUCTS, groups=groups)


def families_page(renderer: Renderer) -> SitePage:
    """Return the list of families."""
    shown = tiles(renderer.reading)
    return _listing(renderer, "families", "families.html", address.FAMILIES, tiles=shown)


def _group(family: EditionFamily, reading: Reading, share: int) -> _Group:
    members = on_sale(family, reading)
    shown = members[:share]
    rest = len(members) > len(shown)
    return _Group(
        family=family,
        name=reading.phrase(family.name),
        count=str(len(members)),
        cards=tuple(card(reading.edition.products[ref.id], reading) for ref in shown),
        jumps=jumps(family.id, members),
        more=reading.say("site.more", count=str(len(members))) if rest else "",
    )


def _listing(renderer: Renderer, place: str, template: str, at: str, **values: object) -> SitePage:
    say = renderer.reading.say
    return SitePage(
        address=at,
        place=place,
        title=say(f"site.{place}"),
        description=say(f"site.{place}_lead"),
        body=renderer.render(template, at, **values),
    )
