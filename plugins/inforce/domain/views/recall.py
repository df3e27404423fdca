"""A recall in words: what EU 2023/988, Art. 36 (2) asks for, labelled and in its order."""

from __future__ import annotations

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.items.lifecycle import Recall
from inforce.domain.items.product import Product
from inforce.domain.prose.reach import stretches
from inforce.domain.text import Phrase
from inforce.domain.views.pictures import pictures
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import RecallPart, RecallView


def recall_view(product: EditionProduct, reading: Reading) -> RecallView | None:
    """Return the recall of ``product`` as customers read it, None where it is not recalled."""
    shown, recall = product.content.product, product.content.product.recall
    if recall is None:
        return None
    images = pictures(product, reading)
    return RecallView(
        heading=reading.say("banner.recalled.heading"),
        lead=reading.say("banner.recalled.lead"),
        picture=images[0] if images else None,
        product=_parts(_product(shown, reading), reading),
        parts=_parts(_notice(recall, reading), reading),
        share=reading.say("recall.share"),
    )


def _parts(texts: dict[str, Phrase], reading: Reading) -> tuple[RecallPart, ...]:
    return tuple(
        RecallPart(
            key=key,
            label=reading.say(f"recall.{key}"),
            text=text,
            links=stretches(text.text) if key == "contact" else (),
        )
        for key, text in texts.items()
        if text
    )


def _product(product: Product, reading: Reading) -> dict[str, Phrase]:
    gtins = [product.gtin, *(variant.gtin for variant in product.variants.items)]
    return {
        "product": reading.phrase(product.name),
        "brand": reading.phrase(product.brand or reading.edition.brand.name),
        "part_numbers": Phrase(", ".join(product.order_codes())),
        "gtins": Phrase(", ".join(gtin for gtin in gtins if gtin)),
    }


def _notice(recall: Recall, reading: Reading) -> dict[str, Phrase]:
    texts = {
        "affected": recall.affected,
        "identify": recall.identify,
        "sold": recall.sold,
        "hazard": recall.hazard,
        "action": recall.action,
        "remedies": recall.remedies,
        "contact": recall.contact,
    }
    return {key: reading.phrase(text) for key, text in texts.items()}
