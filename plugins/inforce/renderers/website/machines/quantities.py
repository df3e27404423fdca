"""Specs as schema.org tells them: a value or a range, its unit, the condition it holds under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.family import Attribute
from inforce.domain.specs import Specs, Value
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.unit_codes import unit_code

Facts = dict[str, object]
_SCHEMA = "https://schema.org/"
# A zero and a false say something, these say nothing where they are empty.
_EMPTY = (type(None), str, list, dict)


def properties(
    specs: Specs, attributes: Mapping[str, Attribute], reading: Reading
) -> Iterator[Facts]:
    """Yield a PropertyValue for each spec, in the family's order."""
    for key, attribute in attributes.items():
        if key in specs:
            told: Facts = {"@type": "PropertyValue", "propertyID": key}
            told["name"] = reading.phrase(attribute.label).text
            told |= _quantity(specs[key], attribute, reading)
            yield told


def terms(
    specs: Specs, attributes: Mapping[str, Attribute], reading: Reading
) -> Iterator[tuple[str, Facts]]:
    """Yield (property of schema.org, QuantitativeValue) for each spec whose family names one."""
    for key, attribute in attributes.items():
        if attribute.property and key in specs and specs[key].text is None:
            quantity = _quantity(specs[key], attribute, reading)
            name = attribute.property.removeprefix(_SCHEMA)
            yield name, {"@type": "QuantitativeValue", **quantity}


def present(facts: Facts) -> Facts:
    """Return ``facts`` without what is not known."""
    return {key: value for key, value in facts.items() if value or type(value) not in _EMPTY}


def _quantity(value: Value, attribute: Attribute, reading: Reading) -> Facts:
    unit = attribute.unit or ""
    return present(
        {
            "value": _value(value, attribute, reading),
            "minValue": value.minimum,
            "maxValue": value.maximum,
            "unitCode": unit_code(unit),
            "unitText": reading.unit(attribute),
            "description": reading.phrase(value.condition).text,
        }
    )


def _value(value: Value, attribute: Attribute, reading: Reading) -> object:
    if value.figure is not None:
        return value.figure
    if value.flag is not None:
        return value.flag
    return None if value.is_range else reading.words(value, attribute).text
