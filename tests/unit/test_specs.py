from decimal import Decimal

import msgspec
import pytest

from inforce.domain.items import specs as module
from inforce.domain.items.specs import Specs, Value, specs_from, specs_packed, value_from
from inforce.domain.text import Text


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (5, Value(figure=Decimal(5))),
        (Decimal("929.60"), Value(figure=Decimal("929.60"))),
        (True, Value(flag=True)),
        ("IP55", Value(text=Text("IP55"))),
        ({"en": "Red", "ru": "Красный"}, Value(text=Text({"en": "Red", "ru": "Красный"}))),
        ({"min": -10, "max": 90}, Value(minimum=Decimal(-10), maximum=Decimal(90))),
        ({"max": Decimal("9.0")}, Value(maximum=Decimal("9.0"))),
        (
            {"value": 32, "condition": "dry", "evidence": "TR-1"},
            Value(figure=Decimal(32), condition=Text("dry"), evidence="TR-1"),
        ),
        (
            {"value": "IP55", "condition": {"en": "dry"}},
            Value(text=Text("IP55"), condition=Text({"en": "dry"})),
        ),
        ({"value": False, "evidence": "TR-1"}, Value(flag=False, evidence="TR-1")),
        ({"min": 1, "evidence": "TR-1"}, Value(minimum=Decimal(1), evidence="TR-1")),
    ],
)
def test_value_from_a_file_and_back(raw: object, value: Value) -> None:
    assert value_from(raw) == value
    assert Specs({"key": value}).plain() == {"key": raw}


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (None, "a spec is a number"),
        ([1], "a spec is a number"),
        ({"min": "low"}, "'low' is not a number"),
        ({"min": True}, "True is not a number"),
        ({"en": 1}, "a text is a string"),
        ({"value": 1, "condition": 2}, "a text is a string"),
    ],
)
def test_other_forms_are_refused(raw: object, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        value_from(raw)


def test_a_value_without_extras_is_written_bare() -> None:
    assert Specs({"flow": value_from({"value": 5})}).plain() == {"flow": Decimal(5)}


def test_what_many_products_have_is_one_value() -> None:
    first, second = (
        specs_from(
            {
                "flow": Decimal("1.0"),
                "stages": 3,
                "body": "iron",
                "range": {"min": 3},
                "dry": True,
            }
        )
        for _ in range(2)
    )
    for key in ("flow", "stages", "body", "range", "dry"):
        assert first[key] is second[key]
    assert first["range"].minimum is first["stages"].figure
    chosen = {"voltage": "v230", "body": "iron"}
    assert specs_from(chosen) is specs_from(dict(chosen))
    assert list(specs_from(dict(reversed(chosen.items())))) == ["body", "voltage"]


def _packed(**values: str) -> bytes:
    return msgspec.msgpack.encode(values)


def test_packed_specs_are_made_once_for_all_that_have_them() -> None:
    first = specs_packed(_packed(voltage='"v230"', dry="true"))
    assert first == specs_from({"voltage": "v230", "dry": True})
    assert specs_packed(_packed(voltage='"v230"', dry="true")) is first
    long = {f"flow_{number}": "1.50" for number in range(30)}
    one, other = specs_packed(_packed(**long)), specs_packed(_packed(**long))
    assert one == other
    assert one is not other
    assert one["flow_0"] is other["flow_29"]


def test_packed_figures_that_are_equal_keep_their_own_digits() -> None:
    found = specs_packed(_packed(a="1", b="1.0", c="1.00", d='{"min":1.50}')).values()
    assert [str(value.figure or value.minimum) for value in found] == ["1", "1.0", "1.00", "1.50"]


def test_values_are_kept_until_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SHARED", 2)
    kept = module._Written()
    one = kept["1"]
    assert kept["2"] is kept["2"]
    assert kept["1"] is one
    assert kept["3"] == Value(figure=Decimal(3))
    assert list(kept) == ["3"]


def test_figures_that_are_equal_keep_their_own_digits() -> None:
    written = (1, Decimal("1.0"), Decimal("1.00"), True)
    assert [str(value_from(raw).figure) for raw in written] == ["1", "1.0", "1.00", "None"]
    assert value_from(True).flag is True  # noqa: FBT003 - a flag of a file
    assert [str(value_from({"min": raw}).minimum) for raw in written[:3]] == ["1", "1.0", "1.00"]


def test_specs_are_an_immutable_map_in_file_order() -> None:
    specs = Specs({"b": Value(flag=True), "a": Value(flag=False)})
    assert list(specs) == ["b", "a"]
    assert len(specs) == 2
    assert specs["a"] == Value(flag=False)
    assert specs == Specs({"a": Value(flag=False), "b": Value(flag=True)})
    assert specs != {"a": Value(flag=False), "b": Value(flag=True)}
    assert hash(specs) == hash(Specs(dict(specs)))
    assert list(specs.only(frozenset("a"))) == ["a"]


def test_range() -> None:
    assert Value(maximum=Decimal(1)).is_range
    assert not Value(figure=Decimal(1)).is_range
