"""The table of counterparts, held against what can be converted and what can be said."""

from decimal import Decimal

import pytest

from inforce.domain.unit_systems import UnitSystem, counterpart, counterparts
from inforce.readers.unit_scales import SCALES
from inforce.readers.units import convert, convertible, measured
from inforce.readers.wording import wording


@pytest.mark.parametrize(("unit", "other"), [(key, to.unit) for key, to in counterparts().items()])
def test_every_counterpart_can_be_converted_and_named(unit: str, other: str) -> None:
    assert convertible(unit, other) == ""
    assert counterpart(other) is not None, "the way back"
    for locale in ("en", "ru"):
        words = wording(locale)
        assert "[" not in words.unit(unit) + words.unit(other)
        assert words.unit(unit) != words.unit(other)


def test_the_kept_factors_are_all_there_and_those_of_pint() -> None:
    assert SCALES.keys() == {(unit, other.unit) for unit, other in counterparts().items()}
    assert {pair: tuple(measured(*pair)) for pair in SCALES} == SCALES


def test_a_counterpart_belongs_to_the_other_system() -> None:
    for unit, other in counterparts().items():
        back = counterpart(other.unit)
        assert back is not None
        assert back.system is not other.system
        american = unit.startswith("[")
        assert other.system is (UnitSystem.METRIC if american else UnitSystem.US)


@pytest.mark.parametrize("unit", ["K", "mm2/s", "V", "A", "Hz", "%", "EUR", None])
def test_what_is_the_same_in_both_systems_has_none(unit: str | None) -> None:
    assert counterpart(unit) is None


@pytest.mark.parametrize(
    ("figure", "unit", "other", "converted"),
    [
        ("32", "mm", "[in_i]", "1.26"),
        ("30", "m", "[ft_i]", "98"),
        ("16", "bar", "[psi]", "232"),
        ("0.5", "bar", "[psi]", "7"),
        ("0.37", "kW", "[HP]", "0.50"),
        ("12.5", "m3/h", "[gal_us]/min", "55.0"),
        ("20", "N.m", "[lbf_av].[ft_i]", "14.8"),
        ("-40", "Cel", "[degF]", "-40"),
        ("20.5", "Cel", "[degF]", "68.9"),
        ("0", "Cel", "[degF]", "32"),
        ("-17.8", "Cel", "[degF]", "0.0"),
        ("1E+40", "mm", "[in_i]", "393700787401574803149606299000000000000"),
        (f"0.{'1' * 38}", "m", "[ft_i]", "0.36453776611256926217556138800000000000"),
    ],
)
def test_a_figure_keeps_its_precision(figure: str, unit: str, other: str, converted: str) -> None:
    assert str(convert(Decimal(figure), unit, other)) == converted
