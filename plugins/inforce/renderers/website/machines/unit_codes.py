"""Units as trade writes them and schema.org asks for them.

Source: the common codes of UN/ECE Recommendation No. 20, "Codes for Units of Measure Used in
International Trade". Keys are UCUM codes as families use them.
"""

from __future__ import annotations

_CODES = {
    "%": "P1",
    "%/K": "H25",
    "1": "C62",
    "A": "AMP",
    "Cel": "CEL",
    "Hz": "HTZ",
    "K": "KEL",
    "MPa": "MPA",
    "N.m": "NU",
    "Ohm": "OHM",
    "Pa": "PAL",
    "V": "VLT",
    "V/K": "D48",
    "VA": "D46",
    "W": "WTT",
    "[in_i]": "INH",
    "a": "ANN",
    "bar": "BAR",
    "cm": "CMT",
    "dB": "2N",
    "deg": "DD",
    "g": "GRM",
    "h": "HUR",
    "kPa": "KPA",
    "kV": "KVT",
    "kW": "KWT",
    "kg": "KGM",
    "l": "LTR",
    "l/h": "E32",
    "l/min": "L2",
    "m": "MTR",
    "m/s": "MTS",
    "m2": "MTK",
    "m3": "MTQ",
    "m3/h": "MQH",
    "mA": "4K",
    "mL": "MLT",
    "mPa.s": "C24",
    "mbar": "MBR",
    "min": "MIN",
    "mm": "MMT",
    "mm2/s": "C17",
    "ms": "C26",
    "rpm": "RPM",
    "s": "SEC",
    "t": "TNE",
    "uS/cm": "G42",
    "{rpm}": "RPM",
}


def unit_code(ucum: str) -> str:
    """Return the common code of a UCUM unit, empty where trade has none that is known here."""
    return _CODES.get(ucum, "")
