"""Specs as schema.org tells them: a value or a range, its unit, the condition it holds under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from inforce.domain.family import Attribute
from inforce.domain.specs import Specs, Value
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.unit_codes import unit_code

Facts = dict[str, object]
_SCHEMA = "https://schema.org/"
# A zero and a false say something, these say nothing where they are empty.
_EMPTY = (type(None), str, list, dict)
_NAMES = {
    "property_id": "propertyID",
    "min_value": "minValue",
    "max_value": "maxValue",
    "unit_code": "unitCode",
    "unit_text": "unitText",
}


class Quantity(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="@type", rename=_NAMES
):
    """A value or a range as schema.org has it; what is not known is None."""

    property_id: str | None = None
    name: str | None = None
    value: Decimal | bool | str | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    unit_code: str | None = None
    unit_text: str | None = None
    description: str | None = None


_Q = TypeVar("_Q", bound=Quantity)


class PropertyValue(Quantity, frozen=True, kw_only=True, tag="PropertyValue"):
    """A spec by its key and label."""


class QuantitativeValue(Quantity, frozen=True, kw_only=True, tag="QuantitativeValue"):
    """A spec for which schema.org has a property of its own."""


def properties(
    specs: Specs, attributes: Mapping[str, Attribute], reading: Reading
) -> Iterator[PropertyValue]:
    """Yield each spec, in the family's order."""
    for key, attribute in attributes.items():
        if key in specs:
            label = reading.phrase(attribute.label).text
            yield _quantity(PropertyValue, specs[key], attribute, reading, key, label)


def terms(
    specs: Specs, attributes: Mapping[str, Attribute], reading: Reading
) -> Iterator[tuple[str, QuantitativeValue]]:
    """Yield (property of schema.org, value) for each spec whose family names one."""
    for key, attribute in attributes.items():
        if attribute.property and key in specs and specs[key].text is None:
            name = attribute.property.removeprefix(_SCHEMA)
            yield name, _quantity(QuantitativeValue, specs[key], attribute, reading)


def present(facts: Facts) -> Facts:
    """Return ``facts`` without what is not known."""
    return {key: value for key, value in facts.items() if value or type(value) not in _EMPTY}


def _quantity(
    kind: type[_Q],
    value: Value,
    attribute: Attribute,
    reading: Reading,
    key: str | None = None,
    name: str | None = None,
) -> _Q:
    return kind(
        property_id=key,
        name=name,
        value=_value(value, attribute, reading),
        min_value=value.minimum,
        max_value=value.maximum,
        unit_code=unit_code(attribute.unit or "") or None,
        unit_text=reading.unit(attribute) or None,
        description=reading.phrase(value.condition).text or None,
    )


def _value(value: Value, attribute: Attribute, reading: Reading) -> Decimal | bool | str | None:
    if value.figure is not None:
        return value.figure
    if value.flag is not None:
        return value.flag
    return None if value.is_range else reading.words(value, attribute).text or None
