"""What goes with a product, what it goes with, and what can be looked at instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import final

from msgspec import structs

from inforce.domain.editions.edition import EditionProduct, Kin
from inforce.domain.items.product import Relation, RelationType
from inforce.domain.views.lists import card
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, RelatedGroup

# A washer may be a part of thousands of products: nobody reads them all on its page.
_MOST = 24
_PICTURED = (RelationType.SIMILAR, RelationType.UPSELLING)
_STATED = tuple(
    (kind, f"relation.{kind.value}") for kind in RelationType if kind is not RelationType.SIMILAR
)
_NAMING = tuple((kind, f"relation.back.{kind.value}") for kind in RelationType)
_NONE = Kin()
# Products have their relatives in common: so many cards are remembered.
_CARDS = 4096


@final
class Relatives:
    """The relatives of products as a reader is told of them, one product after the other.

    Each relative is looked up in the edition for each product anew, so that who notes what was
    looked up misses none; its card rests on nothing else, and the last ones are remembered.
    """

    def __init__(self, reading: Reading) -> None:
        """Bind to ``reading``, whose products stay what they are."""
        self._reading = reading
        self._remembered = lru_cache(_CARDS)(self._made)

    def of(self, product: EditionProduct) -> tuple[RelatedGroup, ...]:
        """Return the relatives of ``product``, kind by kind: stated ones, then those that name it.

        Similar products come last; where no editor named any, the edition's are shown.
        """
        return tuple(self._groups(product))

    def _groups(self, product: EditionProduct) -> Iterator[RelatedGroup]:
        stated = product.content.product.relations
        kin = self._reading.edition.kin.get(product.id, _NONE)
        for links, kinds in ((stated, _STATED), (kin.named_by, _NAMING)):
            if links:
                for kind, heading in kinds:
                    found = [link for link in links if link.type is kind]
                    if found:
                        yield self._group(kind, heading, found)
        similar = [link for link in stated if link.type is RelationType.SIMILAR]
        similar += [Relation(type=RelationType.SIMILAR, product=key) for key in kin.similar]
        if similar:
            yield self._group(RelationType.SIMILAR, "relation.similar", similar)

    def _group(self, kind: RelationType, heading: str, found: list[Relation]) -> RelatedGroup:
        rest = len(found) - _MOST
        shown = tuple(map(self._card, found[:_MOST]))
        say = self._reading.say
        return RelatedGroup(
            type=kind.value,
            label=say(heading),
            products=shown,
            more=say("relation.more", count=str(rest)) if rest > 0 else "",
            pictured=kind in _PICTURED,
            counted=any(card.product.quantity for card in shown),
        )

    def _card(self, link: Relation) -> Card:
        target = self._reading.edition.products[link.product]
        shown = self._remembered(target.id)
        if link.quantity is None:
            return shown
        counted = structs.replace(shown.product, quantity=str(link.quantity))
        return structs.replace(shown, product=counted)

    def _made(self, key: str) -> Card:
        return card(self._reading.edition.products[key], self._reading)
