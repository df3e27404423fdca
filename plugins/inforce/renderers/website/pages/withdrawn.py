"""The withdrawn list: what can no longer be ordered, by family, in parts where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.text import Phrase
from inforce.domain.views.lists import withdrawn_row
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import WithdrawnRow
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer

# A row tells of a replacement and the way to it: this many keep a page well below 150 kB.
PART = 100


class _Gone(Struct, frozen=True, kw_only=True):
    """The products of one family on one page of the list."""

    id: str
    name: Phrase
    rows: tuple[WithdrawnRow, ...]


class _Later(Struct, frozen=True, kw_only=True):
    """A family of which the list tells on a later page only."""

    id: str
    name: Phrase
    at: str


def withdrawn_pages(renderer: Renderer) -> Iterator[SitePage]:
    """Yield the list of products that can no longer be ordered, and further parts of it.

    The first part names the families that come later, so that the anchor of each is there.
    """
    reading = renderer.reading
    gone = sorted(reading.edition.gone(), key=_place)
    parts = [gone[start : start + PART] for start in range(0, len(gone), PART)] or [[]]
    later = _later(parts, reading)
    title = reading.say("site.withdrawn")
    for number, part in enumerate(parts, 1):
        at = address.withdrawn(number)
        first = number == 1
        yield SitePage(
            address=at,
            place="withdrawn" if first else "withdrawn-part",
            title=title if first else reading.say("site.part", name=title, number=str(number)),
            description=reading.say("site.withdrawn_lead"),
            body=renderer.render(
                "withdrawn.html",
                at,
                groups=_groups(part, reading),
                later=later if first else (),
                part=number,
                count=len(parts),
            ),
        )


def _place(product: EditionProduct) -> tuple[str, str]:
    return product.content.family.id, product.id


def _groups(part: list[EditionProduct], reading: Reading) -> list[_Gone]:
    families = groupby(part, key=lambda product: product.content.family.id)
    return [
        _Gone(id=key, name=rows[0].family_name, rows=rows)
        for key, members in families
        if (rows := tuple(withdrawn_row(product, reading) for product in members))
    ]


def _later(parts: list[list[EditionProduct]], reading: Reading) -> tuple[_Later, ...]:
    first = {product.content.family.id for product in parts[0]}
    found: dict[str, _Later] = {}
    for number, part in enumerate(parts[1:], 2):
        for product in part:
            family = product.content.family
            if family.id not in first and family.id not in found:
                found[family.id] = _Later(
                    id=family.id, name=reading.phrase(family.name), at=address.withdrawn(number)
                )
    return tuple(found.values())
