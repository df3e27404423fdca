import pytest

from inforce.domain.prose.designations import Designations
from inforce.domain.prose.part_numbers import PartNumbers
from inforce.domain.text import Text
from tests.factories import product

NAMED = Designations([product("hx-100", name=Text("Pump HX120-CE-99 and HX 100"))])
KNOWN = PartNumbers(["HX100-CE-230", "HX110-CE-400", "7002-41", "KX7", "ABC"], ["HX9-AB-1"], NAMED)


@pytest.mark.parametrize("written", ["HX100-CE-231", "НХ100-СЕ-231", "HX1-A-2"])
def test_what_is_made_like_ours_and_is_not_known(written: str) -> None:
    assert list(KNOWN.unknown(f"Order {written}.")) == [(6, written)]


@pytest.mark.parametrize(
    "written",
    [
        *("HX100-CE-230", "НХ100-СЕ-230", "HX9-AB-1", "HX120-CE-99"),
        *("hx100-ce-231", "HY100-CE-231", "HX100-CE", "HX100.CE.231", "7002-42", "KX8", "XYZ"),
    ],
)
def test_what_is_known_or_made_otherwise(written: str) -> None:
    assert list(KNOWN.unknown(f"Order {written}.")) == []


def test_what_may_have_been_meant() -> None:
    assert KNOWN.expected("НХ100-СЕ-231") == "did you mean HX100-CE-230?"
    assert KNOWN.expected("ZZZ") == "an order code of the catalogue"
