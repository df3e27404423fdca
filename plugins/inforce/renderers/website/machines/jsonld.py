"""A product for machines that read schema.org, as JSON inside a script element."""

from __future__ import annotations

from inforce.domain.lifecycle import LifecycleState
from inforce.domain.views.values import ProductSheet
from inforce.renderers.website.embedding import embedded

# What no longer can be had is said in the only word that schema.org has for it.
_DISCONTINUED = {"@type": "Offer", "availability": "https://schema.org/Discontinued"}


def product_script(sheet: ProductSheet, url: str, image: str) -> str:
    """Return the script element that describes ``sheet``; ``url`` and ``image`` may be empty."""
    facts = {
        "@context": "https://schema.org",
        "@type": ["Product", "ProductModel"],
        "name": sheet.name.text,
        "productID": sheet.id,
        "sku": sheet.order_code,
        "gtin": sheet.gtin,
        "brand": {"@type": "Brand", "name": sheet.brand.text} if sheet.brand else None,
        "category": sheet.family_name.text,
        "description": sheet.summary.text,
        "url": url,
        "image": image,
        "additionalProperty": {
            "@type": "PropertyValue",
            "propertyID": "lifecycle",
            "value": sheet.state,
            "description": sheet.state_label,
        },
        "offers": _DISCONTINUED if LifecycleState(sheet.state).gone else None,
    }
    return embedded({key: value for key, value in facts.items() if value}, "application/ld+json")
