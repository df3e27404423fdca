"""Conversion of figures between units, without more or less precision than the source had.

Both the import and the website convert here and nowhere else.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from inforce.readers.unit_scales import SCALES

if TYPE_CHECKING:
    from pint import UnitRegistry

# UCUM's codes where pint's names differ.
_NAMES = {
    "%": "percent",
    "Cel": "degC",
    "L": "liter",
    "Ohm": "ohm",
    "VA": "volt_ampere",
    "[HP]": "horsepower",
    "[cft_i]": "cubic_foot",
    "[cin_i]": "cubic_inch",
    "[degF]": "degF",
    "[foz_us]": "fluid_ounce",
    "[ft_i]": "foot",
    "[gal_us]": "gallon",
    "[in_i]": "inch",
    "[lb_av]": "pound",
    "[lbf_av]": "force_pound",
    "[mi_i]": "mile",
    "[mil_i]": "thou",
    "[oz_av]": "ounce",
    "[psi]": "psi",
    "[sft_i]": "square_foot",
    "[sin_i]": "square_inch",
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
# No figure that a file may hold is too long to be rounded.
_WIDE = Context(prec=200)
_FACTOR = re.compile(r"(?P<unit>\[[^\]]+\]|\{[^}]+\}|[A-Za-z%]+)(?P<power>-?[1-9])?", re.ASCII)


class UnitError(Exception):
    """A figure cannot be brought from one unit to the other; the text says why."""


def convert(figure: Decimal | int, source: str, target: str) -> Decimal | int:
    """Return ``figure``, given in the unit ``source``, in the unit ``target`` (UCUM codes).

    In the same unit it keeps its digits. Otherwise its last decimal is the coarsest that is not
    coarser than the source's last digit, and never coarser than a whole (NIST SP 811, B.7): 250 g
    is 0.250 kg, 9.5 pounds are 4.31 kg. Raise UnitError for a unit that is not known, and where the
    units measure different things.
    """
    if source == target:
        return figure
    given = Decimal(figure)
    slope, start = scale(source, target)
    exponent = int(given.as_tuple().exponent)
    step = (Decimal(1).scaleb(exponent) * slope).adjusted()
    last = Decimal(1).scaleb(min(step, 0))
    try:
        rounded = (given * slope + start).quantize(last, context=_WIDE)
    except ArithmeticError as error:
        raise UnitError(f"too large to be converted from {source} to {target}") from error
    return rounded or rounded.copy_abs()


@cache
def convertible(source: str, target: str) -> str:
    """Return why no figure can be brought from ``source`` to ``target``; empty where it can."""
    try:
        convert(Decimal(1), source, target)
    except UnitError as error:
        return str(error)
    return ""


def is_known(code: str) -> bool:
    """Whether ``code`` is that of a unit of which figures can be converted."""
    try:
        _parsed(code)
    except UnitError:
        return False
    return True


class Scale(NamedTuple):
    """What turns a figure into another unit: it is multiplied, then the start is added."""

    slope: Decimal
    start: Decimal


@cache
def scale(source: str, target: str) -> Scale:
    """Return what turns figures in ``source`` into ``target``; raise UnitError as ``convert``."""
    known = SCALES.get((source, target))
    if known is not None:
        return Scale(*known)
    return measured(source, target)


def measured(source: str, target: str) -> Scale:
    """Return what pint turns figures in ``source`` into ``target`` with; raise as ``convert``."""
    start = _converted(Decimal(0), source, target)
    return Scale(_converted(Decimal(1), source, target) - start, start)


def _converted(figure: Decimal, source: str, target: str) -> Decimal:
    from pint.errors import PintError

    quantity, unit = _registry().Quantity(figure, _parsed(source)), _parsed(target)
    try:
        return Decimal(quantity.to(unit).magnitude)
    # Logarithmic units have no scale; pint stumbles over them, as these figures are no floats.
    except (PintError, ArithmeticError, TypeError, ValueError) as error:
        raise UnitError(f"{source} cannot be converted to {target}") from error


@cache
def _registry() -> UnitRegistry[Decimal]:
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Decimal, cache_folder=None)


@cache
def _parsed(code: str) -> str:
    """Return a UCUM code as an expression of pint's."""
    parts = []
    for position, ratio in enumerate(code.split("/")):
        for factor in ratio.split("."):
            found = _FACTOR.fullmatch(factor)
            name = _NAMES.get(found["unit"], found["unit"]) if found else ""
            if found is None or not name.replace("_", "").isalpha():  # pint reads expressions too
                raise UnitError(f"{code} is not a known unit")
            power = int(found["power"] or 1) * (-1 if position else 1)
            parts.append(f"{name} ** {power}" if power != 1 else name)
    expression = " * ".join(parts)
    try:
        _registry().parse_units(expression)
    except (AttributeError, ValueError) as error:  # not defined; a word of pint's own, nan
        raise UnitError(f"{code} is not a known unit") from error
    return expression
