from decimal import Decimal

import pytest

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
    ],
)
def test_what_cannot_be_converted_is_told(source: str, target: str, told: str) -> None:
    assert convertible(source, target) == told
    with pytest.raises(UnitError, match=told):
        convert(Decimal(1), source, target)


def test_what_can_be_converted() -> None:
    assert convertible("[lb_av]", "kg") == ""
