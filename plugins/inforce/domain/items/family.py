"""Families: classes of products that share attributes, with inheritance."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, structs

from inforce.domain.interval import Interval
from inforce.domain.items.ordering_code import Segment
from inforce.domain.items.product import PUBLIC
from inforce.domain.text import Text


class AttributeType(Enum):
    """What kind of value an attribute takes."""

    NUMBER = "number"
    RANGE = "range"
    INTEGER = "integer"
    TEXT = "text"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class Level(Enum):
    """Whether an attribute is a property of the product or of each variant."""

    PRODUCT = "product"
    VARIANT = "variant"


class Group(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A heading under which attributes stand."""

    id: str
    label: Text


class Attribute(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One attribute of a family.

    ``unit`` is a UCUM code, or an ISO 4217 code for money; ``digits`` the most decimals a figure
    may have; ``choices`` the allowed values with what each is called. Figures that are no
    ``convertible`` measures, such as nominal sizes, keep their unit in every system of units.
    """

    label: Text
    type: AttributeType
    unit: str | None = None
    group: str | None = None
    digits: int | None = None
    required: bool = False
    key: bool = False
    level: Level = Level.PRODUCT
    audience: str = PUBLIC
    filterable: bool = False
    comparable: bool = False
    convertible: bool = True
    choices: Mapping[str, Text] = {}
    etim: str | None = None
    property: str | None = None


class Family(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A family as in ``schemas/families/<id>.yaml``; ``inherit`` gives it what its parents have.

    ``own_groups`` are the groups of its own file, in the order that they have there.
    """

    id: str
    name: Text
    parent: str | None = None
    abstract: bool = False
    summary: Text | None = None
    image: str | None = None
    review_every: Interval | None = None
    audience: str = PUBLIC
    groups: tuple[Group, ...] = ()
    own_groups: tuple[Group, ...] = ()
    attributes: Mapping[str, Attribute] = {}
    ordering_code: tuple[Segment, ...] = ()

    def __hash__(self) -> int:
        # Two that differ in their order are equal, and yet not the same to a reader.
        return hash((self.id, *self.attributes))


def lineage(family: str, families: Mapping[str, Family]) -> tuple[Family, ...]:
    """Return the family's ancestors and itself, oldest first.

    A parent that is unknown, or already in the line, ends it: what is wrong there is reported by
    the rules.
    """
    line: list[Family] = []
    key: str | None = family
    while key is not None and key in families and families[key] not in line:
        line.insert(0, families[key])
        key = families[key].parent
    return tuple(line)


def inherit(families: Mapping[str, Family]) -> Mapping[str, Family]:
    """Return every family with what its parents declare filled in.

    A family's own group or attribute replaces the parent's of the same key, at the parent's place;
    its interval and the structure of its order codes replace the parent's as a whole. One that
    names no narrower audience has its parent's: what is for few is not opened to all further down.
    """
    return {key: _filled(lineage(key, families)) for key in families}


def _filled(line: tuple[Family, ...]) -> Family:
    groups: dict[str, Group] = {}
    attributes: dict[str, Attribute] = {}
    interval: Interval | None = None
    segments: tuple[Segment, ...] = ()
    audience = PUBLIC
    for family in line:
        groups |= {group.id: group for group in family.groups}
        attributes |= family.attributes
        interval = family.review_every or interval
        segments = family.ordering_code or segments
        audience = audience if family.audience == PUBLIC else family.audience
    return structs.replace(
        line[-1],
        groups=tuple(groups.values()),
        own_groups=line[-1].groups,
        attributes=attributes,
        review_every=interval,
        ordering_code=segments,
        audience=audience,
    )
