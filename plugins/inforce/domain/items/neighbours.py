"""Which products of a family are nearest to each other by their key figures.

The distance is Gower's (1971): of each attribute the difference as a share of its spread in the
family, or 1 where a choice differs or a value is missing, added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import ne

from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.specs import Specs, Value

MOST = 4
# How far a product looks to each side, in the order of each attribute.
_SIGHT = 4
_FIGURES = frozenset({AttributeType.NUMBER, AttributeType.INTEGER})
_CHOICES = frozenset({AttributeType.CHOICE, AttributeType.BOOLEAN})
_Place = tuple[float | None, ...]
_Traits = tuple[str, ...]


def neighbours(
    attributes: Mapping[str, Attribute], members: Mapping[str, Specs]
) -> dict[str, tuple[str, ...]]:
    """Return the nearest of ``members`` to each of them, by id, the nearest first.

    What tells them apart are the family's key figures, or else those it compares, and the choices
    among the same. Of each attribute's order only the next on both sides are looked at, so that a
    family of any size takes little more time than sorting it. Without figures nothing is near.
    """
    compared = _compared(attributes)
    values = {key: dict(specs.items()) for key, specs in members.items()}
    columns = [_column(key, values) for key, one in compared.items() if one.type in _FIGURES]
    shares = [column for column in map(_shares, columns) if column]
    if not shares:
        return {}
    choices = [key for key, one in compared.items() if one.type in _CHOICES]
    places = dict(zip(members, zip(*shares, strict=True), strict=True))
    traits = {
        key: tuple([_trait(its.get(name)) for name in choices]) for key, its in values.items()
    }
    return _nearest(places, traits, len(shares))


def _compared(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    own = {key: one for key, one in attributes.items() if one.level is Level.PRODUCT}
    marked = {key: one for key, one in own.items() if one.key}
    if any(one.type in _FIGURES for one in marked.values()):
        return marked
    return {key: one for key, one in own.items() if one.key or one.comparable}


def _column(key: str, members: Mapping[str, Mapping[str, Value]]) -> list[Decimal | None]:
    """Return the figure of each of ``members``, None where it states none."""
    found = [own.get(key) for own in members.values()]
    return [None if value is None else value.figure for value in found]


def _shares(column: Sequence[Decimal | None]) -> list[float | None]:
    """Return how far each figure is above the lowest, as a share of how far the highest is.

    Nothing where all are the same.
    """
    stated = [figure for figure in column if figure is not None]
    lowest = min(stated, default=Decimal(0))
    spread = max(stated, default=lowest) - lowest
    if not spread:
        return []
    return [None if figure is None else float((figure - lowest) / spread) for figure in column]


def _trait(value: Value | None) -> str:
    """Return a choice as a text: its key, or yes, or no."""
    if value is None:
        return ""
    return str(value.flag) if value.text is None else value.text.phrase("").text


def _nearest(
    places: Mapping[str, _Place], traits: Mapping[str, _Traits], figures: int
) -> dict[str, tuple[str, ...]]:
    apart: dict[str, dict[str, int]] = {key: {} for key in places}
    for index in range(figures):
        for row, wanting in _rows(index, places, traits):
            for at, key in enumerate(row):
                place, own, ways, looks = places[key], traits[key], apart[key], key in wanting
                for other in row[at + 1 : at + 1 + _SIGHT]:
                    # It is as far from one to the other as back: each way is measured once.
                    looks_back = other in wanting
                    if (not looks or other in ways) and (not looks_back or key in apart[other]):
                        continue
                    way = _distance(place, own, places[other], traits[other])
                    if looks:
                        ways[other] = way
                    if looks_back:
                        apart[other][key] = way
    return {
        key: tuple(other for _, other in sorted(zip(ways.values(), ways, strict=True))[:MOST])
        for key, ways in apart.items()
        if ways
    }


def _rows(
    index: int, places: Mapping[str, _Place], traits: Mapping[str, _Traits]
) -> Iterator[tuple[list[str], set[str]]]:
    """Yield products in the order of a figure, and those of them that look around there.

    They look among those of like choices; among all where those are too few.
    """
    stated = [(place, key) for key, own in places.items() if (place := own[index]) is not None]
    whole = [key for _, key in sorted(stated)]
    alike: dict[_Traits, list[str]] = {}
    for key in whole:
        alike.setdefault(traits[key], []).append(key)
    alone: set[str] = set()
    for row in alike.values():
        yield row, set(row)
        if len(row) <= MOST:
            alone.update(row)
    if alone:
        yield whole, alone


def _distance(one: _Place, traits: _Traits, other: _Place, others: _Traits) -> int:
    """Return how far two products are apart, in billionths: what differs by less is as near."""
    apart: float = 0 if traits == others else sum(map(ne, traits, others))
    for here, there in zip(one, other, strict=True):
        apart += 1 if here is None or there is None else abs(here - there)
    return int(apart * 1e9 + 0.5)
