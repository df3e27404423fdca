"""Products as YAML text: keys in the order of the information model, deterministic bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from inforce.domain.interval import Interval
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain, to_yaml

_ORDER = (
    "id",
    "former_ids",
    "name",
    "brand",
    "family",
    "order_code",
    "gtin",
    "former_codes",
    "audience",
    "summary",
    "description",
    "warnings",
    "specs",
    "variants",
    "documents",
    "certificates",
    "images",
    "relations",
    "evidence",
    "classification",
    "lifecycle",
    "recall",
    "control",
)


def product_yaml(product: Product | Mapping[str, Plain]) -> str:
    """Return the text of a product's file; a key whose value says nothing is left out.

    What is read from it is the same product again.
    """
    data = plain(product) if isinstance(product, Product) else product
    ordered = {key: data[key] for key in _ORDER if key in data and data[key] not in ({}, [], None)}
    return to_yaml(ordered)


def plain(value: msgspec.Struct) -> dict[str, Plain]:
    """Return a value of the domain in the form it has in the files."""
    built: dict[str, Plain] = msgspec.to_builtins(
        value, enc_hook=_part, builtin_types=(Decimal, date)
    )
    return built


def _part(value: object) -> object:
    match value:
        case Text() | Specs():
            return value.plain()
        case Interval():
            return value.written
        case _:
            raise NotImplementedError(type(value).__name__)
