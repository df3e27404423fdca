"""A product for machines that read schema.org, as JSON inside a script element.

A page describes a model and not an offer: without a price there is nothing to offer, and what can
no longer be had is said in the only word that schema.org has for it, Discontinued.
"""

from __future__ import annotations

from functools import lru_cache
from typing import final

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.items.content import FamilyContent
from inforce.domain.items.product import RelationType, Variant
from inforce.domain.site.policy import Brand
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import CertificateRow, DocumentRow, ProductSheet
from inforce.renderers.website.embedding import embedded
from inforce.renderers.website.machines.places import Places
from inforce.renderers.website.machines.quantities import Facts, Quantities, present

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"
_DISCONTINUED = {"@type": "Offer", "availability": "https://schema.org/Discontinued"}
_RELATIONS = {
    RelationType.SIMILAR: "isSimilarTo",
    RelationType.ACCESSORY: "isRelatedTo",
    RelationType.SPAREPART: "isRelatedTo",
}
_MODEL = ["Product", "ProductModel"]
# So many families are remembered, each for what of it some products use: they come one after the
# other.
_FAMILIES = 32


@final
class ProductScripts:
    """The script elements that describe products to machines, in the words of one locale."""

    def __init__(self, reading: Reading, places: Places) -> None:
        self._reading = reading
        self._places = places
        self._maker = _maker(reading, places)
        self._quantities = lru_cache(_FAMILIES)(self._of_family)
        self._way = [(reading.say("site.home"), address.HOME)]
        self._way.append((reading.say("site.products"), address.PRODUCTS))

    def script(self, product: EditionProduct, sheet: ProductSheet) -> str:
        """Return the element that describes ``product`` as ``sheet`` shows it."""
        facts = {"@context": CONTEXT, "@graph": self.nodes(product, sheet)}
        return embedded(facts, MEDIA_TYPE)

    def nodes(self, product: EditionProduct, sheet: ProductSheet) -> list[Facts]:
        """Return what is told of ``product``: the product, its page, and the way to that."""
        reading, places = self._reading, self._places
        page = places.product(product.id)
        family = (sheet.family_name.text, address.family(sheet.family))
        way = [*self._way, family, (sheet.name.text, address.product(sheet.id))]
        return [
            present(self._product(product, sheet)),
            present(_page(product, sheet, reading, page)),
            _crumbs(way, places),
        ]

    def _product(self, product: EditionProduct, sheet: ProductSheet) -> Facts:
        reading, places = self._reading, self._places
        shown, family = product.content.product, product.content.family
        labels = [reading.phrase(family.attributes[key].label).text for key in shown.variants.by]
        quantities = self._quantities(family)
        variants = [_variant(item, sheet, quantities, places) for item in shown.variants.items]
        return {
            "@type": [*_MODEL, "ProductGroup"] if variants else _MODEL,
            **_identity(product, places),
            "name": sheet.name.text,
            "sku": sheet.order_code,
            "gtin": sheet.gtin,
            "hasGS1DigitalLink": _digital_link(sheet.gtin, places),
            "brand": _named("Brand", sheet.brand.text or reading.phrase(_brand(reading).name).text),
            "manufacturer": self._maker,
            "category": sheet.family_name.text,
            "description": sheet.summary.text,
            "image": [places.file(picture.file.path) for picture in sheet.pictures]
            if places.origin
            else [],
            "releaseDate": shown.lifecycle.available_from,
            **dict(quantities.terms(shown.specs)),
            "additionalProperty": [_state(sheet), *quantities.properties(shown.specs)],
            "variesBy": labels,
            "hasVariant": variants,
            "hasCertification": [_certificate(row) for row in sheet.certificates],
            "subjectOf": [_document(row, places) for row in sheet.documents],
            **_relatives(product, places),
            "offers": _DISCONTINUED if product.state.gone else None,
        }

    def _of_family(self, family: FamilyContent) -> Quantities:
        return Quantities(family, self._reading)


def _crumbs(steps: list[tuple[str, str]], places: Places) -> Facts:
    """Return the way to a page, (name, address) of each step, as a BreadcrumbList."""
    items = [
        present({"@type": "ListItem", "position": place, "name": name, "item": places.page(at)})
        for place, (name, at) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _identity(product: EditionProduct, places: Places) -> Facts:
    page = places.product(product.id)
    return {
        "@id": _node(product.id, places),
        "productID": product.id,
        "productGroupID": product.id if product.content.product.variants.items else "",
        "url": page,
    }


def _node(key: str, places: Places) -> str:
    """Return what names a product itself, apart from the page about it."""
    page = places.product(key)
    return f"{page}#product" if page else ""


def _variant(item: Variant, sheet: ProductSheet, quantities: Quantities, places: Places) -> Facts:
    return present(
        {
            "@type": _MODEL,
            "name": f"{sheet.name.text}, {item.order_code}",
            "sku": item.order_code,
            "gtin": item.gtin,
            "hasGS1DigitalLink": _digital_link(item.gtin or "", places),
            "isVariantOf": present({"@id": _node(sheet.id, places)}),
            "additionalProperty": quantities.properties(item.specs),
        }
    )


def _relatives(product: EditionProduct, places: Places) -> Facts:
    """Return the other products that it names, by the property that schema.org has for each."""
    shown = product.content.product
    found: dict[str, list[Facts]] = {}
    for link in shown.relations:
        if link.type in _RELATIONS:
            found.setdefault(_RELATIONS[link.type], []).append(_other(link.product, places))
    return {
        **found,
        "successorOf": [_other(key, places) for key in product.predecessors],
        "predecessorOf": [_other(heir.product, places) for heir in product.successors],
    }


def _other(key: str, places: Places) -> Facts:
    return present({"@type": _MODEL, "@id": _node(key, places), "productID": key})


def _state(sheet: ProductSheet) -> Facts:
    return {
        "@type": "PropertyValue",
        "propertyID": "lifecycle",
        "value": sheet.state,
        "description": sheet.state_label,
    }


def _certificate(row: CertificateRow) -> Facts:
    return present(
        {
            "@type": "Certification",
            "name": row.title.text or row.id,
            "certificationIdentification": row.id,
            "issuedBy": _named("Organization", row.body.text),
            "validFrom": row.valid_from and row.valid_from.iso,
            "expires": row.valid_to and row.valid_to.iso,
        }
    )


def _document(row: DocumentRow, places: Places) -> Facts:
    return present(
        {
            "@type": "DigitalDocument",
            "name": row.title.text,
            "url": places.file(row.file.path) if row.file else row.url,
            "inLanguage": row.lang,
            "version": row.revision,
        }
    )


def _page(product: EditionProduct, sheet: ProductSheet, reading: Reading, page: str) -> Facts:
    stamp = product.stamp
    return {
        "@type": "ItemPage",
        "@id": page,
        "name": sheet.name.text,
        "inLanguage": reading.locale,
        "dateModified": stamp.effective_from,
        "lastReviewed": stamp.last_confirmed,
        "version": sheet.stamp.revision,
        "mainEntity": present({"@id": f"{page}#product" if page else ""}),
    }


def _maker(reading: Reading, places: Places) -> Facts:
    brand = _brand(reading)
    name = reading.phrase(brand.legal_name).text or reading.phrase(brand.name).text
    contact = present(
        {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "email": brand.contact.email,
            "telephone": brand.contact.phone,
        }
    )
    known = len(contact) > 2  # noqa: PLR2004 - more than what it is
    return present(
        {
            "@type": "Organization",
            "name": name,
            "url": brand.contact.url or places.origin,
            "contactPoint": contact if known else None,
        }
    )


def _brand(reading: Reading) -> Brand:
    return reading.edition.brand


def _named(kind: str, name: str) -> Facts | None:
    return {"@type": kind, "name": name} if name else None


def _digital_link(gtin: str, places: Places) -> str:
    return places.file(address.digital_link(gtin)) if gtin else ""
