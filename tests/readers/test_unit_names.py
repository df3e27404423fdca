"""A unit that is written otherwise than by its code is told, and what it should be."""

from pathlib import Path

import pytest

from inforce.readers.corpus_reader import read_corpus
from tests.sites import FAMILY, write_site

PATH = "schemas/families/pump.yaml"


def _told(root: Path, unit: str) -> list[str]:
    attribute = f"  made: {{label: Made, type: number, unit: '{unit}'}}\n"
    changes = {PATH: FAMILY.replace("attributes:\n", f"attributes:\n{attribute}")}
    found = read_corpus(write_site(root, changes)).problems
    assert {(one.code, one.pointer) for one in found} <= {("SCH009", "/attributes/made/unit")}
    return [one.facts["expected"] for one in found]


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("°C", "Cel"),
        ("℃", "Cel"),  # one sign
        ("µm", "um"),  # the sign of micro
        ("μm", "um"),  # the Greek letter
        ("m³/h", "m3/h"),
        ("m^3/h", "m3/h"),
        ("1/min", "/min"),
        ("Nm", "N.m"),
        ("kWh", "kW.h"),
        ("dBA", "dB(A)"),
        ("in", "[in_i]"),
        ("PSI", "[psi]"),
        ("€", "EUR"),
        ("KW", "kW"),
        ("hz", "Hz"),
        ("barr", "bar"),
    ],
)
def test_a_symbol_or_a_slip_is_told(tmp_path: Path, unit: str, code: str) -> None:
    assert _told(tmp_path, unit) == [f"did you mean {code}?"]


@pytest.mark.parametrize(
    "unit",
    [
        *("bar", "Cel", "[in_i]", "{rpm}", "1", "EUR"),  # codes that are known
        *("mW", "mS", "MV", "S", "H", "T", "F", "kg/m2"),  # others that UCUM has
        *("CHF", "pcs", "pairs", "Stk", "шт", "VE", "U", "{set}"),
        *("barg", "bara", "Nm3/h", "Nl/min", "kWp", "dBi", "kvar", "mmWC"),
    ],
)
def test_another_unit_is_left_alone(tmp_path: Path, unit: str) -> None:
    assert _told(tmp_path, unit) == []
