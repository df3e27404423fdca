import msgspec
import pytest

from inforce.readers.json_reader import read_json


class Form(msgspec.Struct):
    """What is asked for, beside which anything may stand."""

    name: str


def test_what_is_asked_for_is_returned() -> None:
    assert read_json(b'{"name": "a", "other": [1]}', Form) == Form("a")


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"{", "truncated"),
        (b'{"name": 5}', "Expected `str`"),
        (b'{"name": "\xff"}', "not UTF-8"),
        (b'{"other": ' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_none_is_one_kind_of_error(octets: bytes, said: str) -> None:
    with pytest.raises(msgspec.DecodeError, match=said):
        read_json(octets, Form)
