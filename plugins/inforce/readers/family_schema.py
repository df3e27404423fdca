"""A family compiled to the JSON Schema that editors and the check use for its products."""

from __future__ import annotations

from typing import Any

from inforce.domain.items.family import Attribute, AttributeType, Family, Level
from inforce.readers.schemas import BASE, Validator

_TEXT = {"$ref": "../definitions.schema.json#/$defs/text"}
_BARE: dict[AttributeType, dict[str, Any]] = {
    AttributeType.NUMBER: {"type": "number"},
    AttributeType.INTEGER: {"type": "integer"},
    AttributeType.BOOLEAN: {"type": "boolean"},
    AttributeType.TEXT: _TEXT,
}
_NOTES = {"condition": _TEXT, "evidence": {"type": "string"}}


def family_schema(family: Family, locale: str) -> dict[str, Any]:
    """Return the schema of the family's products; it extends ``product.schema.json``.

    ``family`` has its parents' attributes filled in; labels appear in ``locale``.
    """
    product = _specs(family, Level.PRODUCT, locale)
    variant = _specs(family, Level.VARIANT, locale)
    needed = ["specs"] if "required" in product else []
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A product of the family {family.id}",
        "$ref": "../product.schema.json",
        "properties": {
            "family": {"const": family.id},
            "specs": product,
            "variants": {
                "properties": {
                    "by": {"items": {"enum": _keys(family, Level.VARIANT)}},
                    "items": {"items": {"properties": {"specs": variant}}},
                }
            },
        },
        "required": needed,
    }


def family_validator(family: Family, locale: str) -> Validator:
    """Return the validator of the family's products."""
    return Validator(family_schema(family, locale), f"{BASE}build/{family.id}.schema.json")


def _keys(family: Family, level: Level) -> list[str]:
    return [key for key, attribute in family.attributes.items() if attribute.level is level]


def _specs(family: Family, level: Level, locale: str) -> dict[str, Any]:
    keys = _keys(family, level)
    built: dict[str, Any] = {
        "properties": {key: _value(family.attributes[key], locale) for key in keys},
        "additionalProperties": False,
    }
    required = [key for key in keys if family.attributes[key].required]
    return {**built, "required": required} if required else built


def _value(attribute: Attribute, locale: str) -> dict[str, Any]:
    label = attribute.label.phrase(locale).text
    about = f"{label} [{attribute.unit}]" if attribute.unit else label
    return {"description": about, **_form(attribute)}


def _form(attribute: Attribute) -> dict[str, Any]:
    kind = attribute.type
    if kind is AttributeType.RANGE:
        ends = {"min": {"type": "number"}, "max": {"type": "number"}}
        return {
            "type": "object",
            "properties": {**ends, **_NOTES},
            "additionalProperties": False,
            "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
        }
    choices = {"enum": list(attribute.choices)}
    bare = choices if kind is AttributeType.CHOICE else _BARE[kind]
    noted = {
        "properties": {"value": bare, **_NOTES},
        "additionalProperties": False,
        "required": ["value"],
    }
    if kind is AttributeType.TEXT:
        locales_or_noted = {"if": {"required": ["value"]}, "then": noted, "else": _TEXT}
        return {"if": {"type": "object"}, "then": locales_or_noted, "else": _TEXT}
    return {"if": {"type": "object"}, "then": noted, "else": bare}
