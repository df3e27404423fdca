"""Cells that a spreadsheet does not calculate, and the texts that they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.renderers.formulas import guarded, unguarded

TEXTS = st.text(alphabet=st.sampled_from("'=+-@\t\r\na1 "), max_size=6) | st.text()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\t=1", "'\t=1"),
        ("'=1", "''=1"), ("'a", "'a"), ("a=1", "a=1"), ("", ""), ("–1", "–1"),
    ],
)  # fmt: skip
def test_a_quote_stands_before_what_would_be_calculated(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(TEXTS)
def test_the_text_is_read_back(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
