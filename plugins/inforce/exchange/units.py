"""Conversion of figures between units, without more or less precision than the source had."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

# UCUM's codes where pint's names differ.
_NAMES = {
    "%": "percent",
    "Cel": "degC",
    "L": "liter",
    "Ohm": "ohm",
    "VA": "volt_ampere",
    "[degF]": "degF",
    "[ft_i]": "foot",
    "[in_i]": "inch",
    "[lb_av]": "pound",
    "[oz_av]": "ounce",
    "a": "year",
    "d": "day",
    "deg": "degree",
    "h": "hour",
    "l": "liter",
    "mL": "milliliter",
    "min": "minute",
    "rpm": "revolutions_per_minute",
    "t": "metric_ton",
    "{rpm}": "revolutions_per_minute",
}
_FACTOR = re.compile(r"(?P<unit>\[[^\]]+\]|\{[^}]+\}|[A-Za-z%]+)(?P<power>-?\d+)?")


class UnitError(Exception):
    """A figure cannot be brought from one unit to the other; the text says why."""


def convert(figure: Decimal | int, source: str, target: str) -> Decimal | int:
    """Return ``figure``, given in the unit ``source``, in the unit ``target`` (UCUM codes).

    In the same unit it keeps its digits. Otherwise its last decimal is the coarsest that is not
    coarser than the source's last digit: 250 g is 0.250 kg, 9.5 pounds are 4.31 kg. Raise UnitError
    for a unit that is not known, and where the units measure different things.
    """
    if source == target:
        return figure
    exact = _converted(Decimal(figure), source, target)
    exponent = Decimal(figure).as_tuple().exponent
    slope = _converted(Decimal(1), source, target) - _converted(Decimal(0), source, target)
    step = (Decimal(1).scaleb(int(exponent)) * slope).adjusted()
    return exact.quantize(Decimal(1).scaleb(min(step, 0)))


@cache
def convertible(source: str, target: str) -> str:
    """Return why no figure can be brought from ``source`` to ``target``; empty where it can."""
    try:
        convert(Decimal(1), source, target)
    except UnitError as error:
        return str(error)
    return ""


def _converted(figure: Decimal, source: str, target: str) -> Decimal:
    from pint.errors import DimensionalityError

    registry = _registry()
    try:
        moved = registry.Quantity(figure, _parsed(source)).to(_parsed(target))
    except DimensionalityError as error:
        raise UnitError(f"{source} cannot be converted to {target}") from error
    return Decimal(moved.magnitude)


@cache
def _registry() -> UnitRegistry[Decimal]:
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Decimal, cache_folder=None)


@cache
def _parsed(code: str) -> str:
    """Return a UCUM code as an expression of pint's."""
    from pint.errors import UndefinedUnitError

    parts = []
    for position, ratio in enumerate(code.split("/")):
        for factor in ratio.split("."):
            found = _FACTOR.fullmatch(factor)
            if found is None:
                raise UnitError(f"{code} is not a known unit")
            name = _NAMES.get(found["unit"], found["unit"])
            power = int(found["power"] or 1) * (-1 if position else 1)
            parts.append(f"{name} ** {power}" if power != 1 else name)
    expression = " * ".join(parts)
    try:
        _registry().parse_units(expression)
    except UndefinedUnitError as error:
        raise UnitError(f"{code} is not a known unit") from error
    return expression
