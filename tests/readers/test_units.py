import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.readers.units import UnitError, convert, convertible


@pytest.mark.parametrize(
    ("figure", "source", "target", "converted"),
    [
        ("929.60", "kg", "kg", "929.60"),
        ("250", "g", "kg", "0.250"),
        ("9.5", "[lb_av]", "kg", "4.31"),
        ("17", "[oz_av]", "kg", "0.48"),
        ("25", "[lb_av]", "kg", "11.3"),
        ("1.5", "kW", "W", "1500"),
        ("2", "kW", "W", "2000"),
        ("45.8", "Cel", "K", "319.0"),
        ("3.6", "m3/h", "l/min", "60"),
        ("60", "l/min", "m3/h", "3.60"),
        ("10", "m/s2", "m.s-2", "10"),
        ("19", "[in_i]", "mm", "483"),
        ("0", "[lb_av]", "kg", "0.0"),
        ("1E+3", "g", "kg", "1"),
    ],
)
def test_figures_keep_their_precision(
    figure: str, source: str, target: str, converted: str
) -> None:
    assert str(convert(Decimal(figure), source, target)) == converted


def test_whole_numbers_stay_whole_numbers() -> None:
    assert convert(5, "kg", "kg") == 5
    assert str(convert(5, "kg", "g")) == "5000"


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("kg", "m", "kg cannot be converted to m"),
        ("parsec5x", "m", "parsec5x is not a known unit"),
        ("kg", "wobble", "wobble is not a known unit"),
        ("k!g", "g", "k!g is not a known unit"),
        ("nan", "m", "nan is not a known unit"),
        ("m.per.s", "m/s", "m.per.s is not a known unit"),
        ("{*}", "m", "{*} is not a known unit"),
        ("m0", "%", "m0 is not a known unit"),
        ("delta_degC", "K", "delta_degC is not a known unit"),
        ("dBm", "W", "dBm cannot be converted to W"),
        ("W", "dBm", "W cannot be converted to dBm"),
        ("dB", "Np", "dB cannot be converted to Np"),
    ],
)
def test_what_cannot_be_converted_is_told(source: str, target: str, told: str) -> None:
    assert convertible(source, target) == told
    with pytest.raises(UnitError, match=re.escape(told)):
        convert(Decimal(1), source, target)


def test_figures_that_are_too_large_are_told() -> None:
    with pytest.raises(UnitError, match=r"too large to be converted from km9\.km9\.km9\.km9 to "):
        convert(Decimal("1E+64"), "km9.km9.km9.km9", "mm9.mm9.mm9.mm9")


@settings(deadline=None)
@given(
    st.text('ma.%/-12[]{}()*^"BdnWCel\n\0', max_size=8),
    st.sampled_from(["m", "W", "K", "%", "dBm"]),
)
def test_whatever_is_written_for_a_unit_is_converted_or_told(source: str, target: str) -> None:
    told = convertible(source, target)
    assert not told or source in told


def test_what_can_be_converted() -> None:
    assert convertible("[lb_av]", "kg") == ""
