"""The pages that list products: the index and the families."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain import address
from inforce.domain.text import Phrase
from inforce.domain.views.choosing import on_sale
from inforce.domain.views.lists import card
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, FileLink, ProductRef
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.families import Jump, jumps
from inforce.renderers.website.rendering import Renderer

# What a page of a list may hold: more would make it slow to load and hopeless to read.
PART = 200
_CARDS_OF_THE_INDEX = 72


class Tile(Struct, frozen=True, kw_only=True):
    """A family as a picture that leads to its page; ``members`` are those on sale."""

    id: str
    name: Phrase
    members: tuple[ProductRef, ...]
    picture: FileLink | None
    count: str


class _Group(Struct, frozen=True, kw_only=True):
    family: Tile
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
            members=members,
            picture=reading.file(family.image),
            count=reading.say("site.counted", count=str(len(members))),
        )
        for family in reading.edition.families.values()
        if (members := on_sale(family, reading))
    ]
    return tuple(sorted(found, key=lambda tile: (tile.name.text.casefold(), tile.id)))


def products_page(renderer: Renderer, shown: tuple[Tile, ...]) -> SitePage:
    """Return the index of products: some of each family, and the way to the others."""
    share = max(4, _CARDS_OF_THE_INDEX // max(1, len(shown)))
    if len(shown) * share > 2 * _CARDS_OF_THE_INDEX:
        share = 0
    groups = [_group(family, renderer.reading, share) for family in shown]
    return _listing(renderer, "products", "products.html", address.PRODUCTS, groups=groups)


def families_page(renderer: Renderer, shown: tuple[Tile, ...]) -> SitePage:
    """Return the list of families."""
    return _listing(renderer, "families", "families.html", address.FAMILIES, tiles=shown)


def _group(family: Tile, reading: Reading, share: int) -> _Group:
    members = family.members
    shown = members[:share]
    rest = len(members) > len(shown)
    return _Group(
        family=family,
        name=family.name,
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
