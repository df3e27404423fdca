"""What goes with a product, what it goes with, and what can be looked at instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import structs

from inforce.domain.edition import EditionProduct, Kin
from inforce.domain.product import Relation, RelationType
from inforce.domain.views.lists import FIGURES, card
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Card, RelatedGroup

# A washer may be a part of thousands of products: nobody reads them all on its page.
_MOST = 24
_PICTURED = (RelationType.SIMILAR, RelationType.UPSELLING)
_NONE = Kin()


def related(product: EditionProduct, reading: Reading) -> tuple[RelatedGroup, ...]:
    """Return the relatives of ``product``, kind by kind: those it states, then those that name it.

    Similar products come last; where no editor named any, the edition's are shown.
    """
    return tuple(_groups(product, reading))


def _groups(product: EditionProduct, reading: Reading) -> Iterator[RelatedGroup]:
    stated = product.content.product.relations
    kin = reading.edition.kin.get(product.id, _NONE)
    for kind in RelationType:
        if kind is not RelationType.SIMILAR:
            yield from _group(kind, f"relation.{kind.value}", stated, reading)
    for kind in RelationType:
        yield from _group(kind, f"relation.back.{kind.value}", kin.named_by, reading)
    similar = [Relation(type=RelationType.SIMILAR, product=key) for key in kin.similar]
    yield from _group(RelationType.SIMILAR, "relation.similar", (*stated, *similar), reading)


def _group(
    kind: RelationType, heading: str, links: Iterable[Relation], reading: Reading
) -> Iterator[RelatedGroup]:
    found = [link for link in links if link.type is kind]
    if found:
        rest = len(found) - _MOST
        pictured = kind in _PICTURED
        figures = FIGURES if pictured else 0
        yield RelatedGroup(
            type=kind.value,
            label=reading.say(heading),
            products=tuple(_card(link, reading, figures) for link in found[:_MOST]),
            more=reading.say("relation.more", count=str(rest)) if rest > 0 else "",
            pictured=pictured,
        )


def _card(link: Relation, reading: Reading, figures: int) -> Card:
    shown = card(reading.edition.products[link.product], reading, figures)
    return structs.replace(shown, product=reading.ref(link.product, link.quantity))
