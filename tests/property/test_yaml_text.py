from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.yaml_text import to_yaml
from inforce.readers.yaml_reader import Data, read_yaml

# Characters that mean something to YAML turn up often; lone surrogates are no text.
TRICKY = st.text(st.sampled_from("ab 0.:-#|>'\"{}[],&*!%@`~=<\n\t\\_/xeENYö№\x85\u2028\ufeff\x00"))
TEXTS = (
    TRICKY
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.lists(TRICKY, min_size=20, max_size=40).map(" ".join)
    | st.sampled_from(["NO", "12:30:45", "010", "046135747465", "929.60", "1e3", "2026-01-31", "~"])
)
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.builds(
    Decimal, st.sampled_from(["1.149158e-09", "929.60", "0.0", "-12", "1E+3"])
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | FIGURES | TEXTS
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(DATA)
def test_reading_gives_back_what_was_written(data: Data) -> None:
    document = read_yaml(to_yaml(data).encode(), "x.yaml")
    assert document.problems == ()
    assert _shape(document.data) == _shape(data)


@given(TEXTS | st.text(st.sampled_from("0123456789abcdefxo_.:+-tTzZ ")))
def test_a_reader_of_yaml_1_1_reads_the_same_text(text: str) -> None:
    assert yaml.safe_load(to_yaml({"a": [text]})) == {"a": [text]}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({}, "{}\n"),
        ([], "[]\n"),
        ("a", "a\n"),
        (None, "null\n"),
        ({"a": {}, "b": [], "c": None}, "a: {}\nb: []\nc: null\n"),
        ({"a": True, "b": 5, "c": Decimal("929.60")}, "a: true\nb: 5\nc: 929.60\n"),
        ({"on": date(2026, 1, 31)}, '"on": 2026-01-31\n'),
        ({"at": datetime(2026, 1, 31, 9, tzinfo=UTC)}, "at: 2026-01-31T09:00:00+00:00\n"),
        ({"d": "2026-01-31", "c": "0123", "n": "No"}, 'd: "2026-01-31"\nc: "0123"\n"n": "No"\n'),
        (
            {"title": "Terms: delivery", "u": "https://a.b/c#d"},
            'title: "Terms: delivery"\nu: https://a.b/c#d\n',
        ),
        ([{"a": 1, "b": [2, 3]}, [[4], 5]], "- a: 1\n  b:\n    - 2\n    - 3\n- - - 4\n  - 5\n"),
        ({"t": "One.\n\n- two\n"}, "t: |\n  One.\n\n  - two\n"),
        ({"t": "One.\nTwo."}, "t: |-\n  One.\n  Two.\n"),
    ],
)
def test_written_form(data: Data, text: str) -> None:
    assert to_yaml(data) == text


def test_a_long_text_is_folded() -> None:
    text = to_yaml({"summary": "A sentence that goes on for a while. " * 4 + "End."})
    assert text.startswith("summary: >-\n  A sentence")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("data", [1.5, {"a": 1.5}, {"a": object()}])
def test_other_types_are_refused(data: Data) -> None:
    with pytest.raises(TypeError):
        to_yaml(data)


@pytest.mark.parametrize("data", [Decimal("NaN"), {"k" * 600: 1}])
def test_what_does_not_fit_is_refused(data: Data) -> None:
    with pytest.raises(ValueError, match=r"not a figure|key of 600"):
        to_yaml(data)


def _shape(data: Data) -> object:
    """Return ``data`` with figures by their digits, so that 929.6 differs from 929.60."""
    match data:
        case dict():
            return [(key, _shape(value)) for key, value in data.items()]
        case list():
            return [_shape(value) for value in data]
        case Decimal() | int() if not isinstance(data, bool):
            return Decimal(data).as_tuple()
        case _:
            return (type(data).__name__, data)
