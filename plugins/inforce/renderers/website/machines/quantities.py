"""Specs as schema.org tells them: a value or a range, its unit, the condition it holds under."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar, final

from msgspec import Raw, Struct

from inforce.domain.items.content import FamilyContent
from inforce.domain.items.family import Attribute
from inforce.domain.items.specs import Specs, Value
from inforce.domain.views.reading import Reading
from inforce.renderers.website.embedding import encoded
from inforce.renderers.website.machines.unit_codes import unit_code

Facts = dict[str, object]
_SCHEMA = "https://schema.org/"
# A zero and a false say something, these say nothing where they are empty.
_EMPTY = (type(None), str, list, dict)
# So many values of an attribute are remembered.
_REMEMBERED = 256
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


class _Measure(Struct, frozen=True, kw_only=True):
    """What a family says of an attribute, in the words of a reader; ``term`` is schema.org's.

    ``written`` are properties as JSON, each with its value, by the identity of that: 12.5 and 12.50
    are equal, and products have most of their values in common.
    """

    key: str
    attribute: Attribute
    label: str
    term: str
    unit_code: str | None
    unit_text: str | None
    written: dict[int, tuple[Value, Raw]]


@final
class Quantities:
    """The specs of a family's products in the words of one locale; what it says is told once."""

    def __init__(self, family: FamilyContent, reading: Reading) -> None:
        self._reading = reading
        self._measures = [
            _Measure(
                key=key,
                attribute=attribute,
                label=reading.phrase(attribute.label).text,
                term=(attribute.property or "").removeprefix(_SCHEMA),
                unit_code=unit_code(attribute.unit or "") or None,
                unit_text=reading.unit(attribute) or None,
                written={},
            )
            for key, attribute in family.attributes.items()
        ]

    def properties(self, specs: Specs) -> list[Raw]:
        """Return each spec as JSON, in the family's order."""
        values = dict(specs.items())
        return [
            self._property(values[measure.key], measure)
            for measure in self._measures
            if measure.key in values
        ]

    def _property(self, value: Value, measure: _Measure) -> Raw:
        known = measure.written.get(id(value))
        if known is not None:
            return known[1]
        if len(measure.written) == _REMEMBERED:
            measure.written.clear()
        told = self._quantity(PropertyValue, value, measure, measure.key, measure.label)
        written = Raw(encoded(told))
        measure.written[id(value)] = value, written
        return written

    def terms(self, specs: Specs) -> Iterator[tuple[str, QuantitativeValue]]:
        """Yield (property of schema.org, value) for each spec whose family names one."""
        for measure in self._measures:
            if measure.term and measure.key in specs:
                value = specs[measure.key]
                if value.text is None:
                    yield measure.term, self._quantity(QuantitativeValue, value, measure)

    def _quantity(
        self,
        kind: type[_Q],
        value: Value,
        measure: _Measure,
        key: str | None = None,
        name: str | None = None,
    ) -> _Q:
        condition = value.condition
        return kind(
            property_id=key,
            name=name,
            value=value.figure if value.is_quantity else self._words(value, measure.attribute),
            min_value=value.minimum,
            max_value=value.maximum,
            unit_code=measure.unit_code,
            unit_text=measure.unit_text,
            description=self._reading.phrase(condition).text or None if condition else None,
        )

    def _words(self, value: Value, attribute: Attribute) -> bool | str | None:
        if value.flag is not None:
            return value.flag
        return self._reading.words(value, attribute).text or None


def present(facts: Facts) -> Facts:
    """Return ``facts`` without what is not known."""
    return {key: value for key, value in facts.items() if value or type(value) not in _EMPTY}
