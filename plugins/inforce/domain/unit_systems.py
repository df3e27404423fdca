"""Which unit stands for which in the other system of units: metric, or that of the United States.

A difference of temperature (K), electrical units, viscosities, times and counts are the same in
both. Units are UCUM codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct


class UnitSystem(Enum):
    """A system of units that readers think in."""

    METRIC = "metric"
    US = "us"


class Counterpart(Struct, frozen=True):
    """The unit that readers of ``system`` use in the place of another."""

    unit: str
    system: UnitSystem


_US: Mapping[str, str] = {
    "Cel": "[degF]",
    "um": "[mil_i]",
    "mm": "[in_i]",
    "cm": "[in_i]",
    "m": "[ft_i]",
    "km": "[mi_i]",
    "mm2": "[sin_i]",
    "cm2": "[sin_i]",
    "m2": "[sft_i]",
    "cm3": "[cin_i]",
    "m3": "[cft_i]",
    "mL": "[foz_us]",
    "ml": "[foz_us]",
    "l": "[gal_us]",
    "L": "[gal_us]",
    "l/min": "[gal_us]/min",
    "L/min": "[gal_us]/min",
    "l/s": "[gal_us]/min",
    "L/s": "[gal_us]/min",
    "l/h": "[gal_us]/h",
    "L/h": "[gal_us]/h",
    "m3/h": "[gal_us]/min",
    "m/s": "[ft_i]/s",
    "km/h": "[mi_i]/h",
    "g": "[oz_av]",
    "kg": "[lb_av]",
    "t": "[lb_av]",
    "N": "[lbf_av]",
    "kN": "[lbf_av]",
    "N.m": "[lbf_av].[ft_i]",
    "mbar": "[psi]",
    "bar": "[psi]",
    "kPa": "[psi]",
    "MPa": "[psi]",
    "kW": "[HP]",
}
_METRIC: Mapping[str, str] = {
    "[degF]": "Cel",
    "[mil_i]": "um",
    "[in_i]": "mm",
    "[ft_i]": "m",
    "[mi_i]": "km",
    "[sin_i]": "mm2",
    "[sft_i]": "m2",
    "[cin_i]": "cm3",
    "[cft_i]": "m3",
    "[foz_us]": "mL",
    "[gal_us]": "L",
    "[gal_us]/min": "L/min",
    "[gal_us]/h": "L/h",
    "[ft_i]/s": "m/s",
    "[mi_i]/h": "km/h",
    "[oz_av]": "g",
    "[lb_av]": "kg",
    "[lbf_av]": "N",
    "[lbf_av].[ft_i]": "N.m",
    "[psi]": "bar",
    "[HP]": "kW",
}
_COUNTERPARTS: Mapping[str, Counterpart] = {
    **{code: Counterpart(other, UnitSystem.US) for code, other in _US.items()},
    **{code: Counterpart(other, UnitSystem.METRIC) for code, other in _METRIC.items()},
}


def counterpart(unit: str | None) -> Counterpart | None:
    """Return what stands for ``unit`` in the other system, None where both use the same."""
    return None if unit is None else _COUNTERPARTS.get(unit)


def counterparts() -> Mapping[str, Counterpart]:
    """Return the whole table, by unit."""
    return _COUNTERPARTS
