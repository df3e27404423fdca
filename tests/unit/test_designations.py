import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.prose.designations import Designations, spelling
from inforce.domain.text import Text
from tests.factories import product

KNOWN = Designations(
    [
        product(
            "hx-100",
            name=Text({"en": "HX 100 pump", "ru": "Насос HX 100"}),
            variants=Variants(items=(Variant(order_code="HX100-CE-230"),)),
        ),
        product("hx-100-x", name=Text("HX 100 X pump")),
        product("p-1", name=Text("KX 7 seal kit, DN 25")),
        product("p-2", name=Text("KX 7 seal kit, DN 32")),
        product("seal", name=Text("Seal kit")),
        product("5", name=Text("2960")),
        product("a4", name=Text("A4")),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.written, ",".join(sorted(mention.products))) for mention in KNOWN.find(text)]


@pytest.mark.parametrize(
    "written",
    [
        *("HX 100", "HX-100", "HX100", "hx-100", "Hx 100", "HX\u00a0100", "HX\n100", "HX/100"),
        *("НХ 100", "нх-100", "HX\u2011100"),
        *("HX100-CE-230", "HX 100 CE 230", "НХ100-СЕ-230"),
        *("HX 100 pump", "Насос HX 100"),
    ],
)
def test_one_designation_in_many_spellings(written: str) -> None:
    assert found(written) == [(written, "hx-100")]
    assert found(f"The ({written}), or else.") == [(written, "hx-100")]
    assert found(f"{written}.") == [(written, "hx-100")]


@pytest.mark.parametrize(
    "text",
    [
        *("HX 1000", "HX 1001", "HX 100A", "XHX 100", "M-HX 100", "HX 100-20", "HX 100.5"),
        *("HX100-CE-231", "HX  100", "HX, 100", "HX", "100", "2960", "DN 25", "Seal kit", "A4"),
        *("", "HX 100_2", "5"),
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_counts() -> None:
    assert found("HX 100 X") == [("HX 100 X", "hx-100-x")]
    assert found("HX 100 Y, HX 100-X.") == [("HX 100", "hx-100"), ("HX 100-X", "hx-100-x")]


def test_neighbours_do_not_hide_each_other() -> None:
    assert found("HX-100/KX 7") == [("HX-100", "hx-100"), ("KX 7", "p-1,p-2")]
    assert found("HX 100-series") == [("HX 100", "hx-100")]


def test_places_are_those_of_the_text() -> None:
    (mention,) = KNOWN.find("İİ HX 100")
    assert mention.start == 3


def test_parts_of_a_name_are_held() -> None:
    assert KNOWN.holds(spelling("seal kit"))
    assert KNOWN.holds(spelling("100-CE"))
    assert not KNOWN.holds(spelling("100-CEX"))


def test_letters_that_are_like_no_latin_ones_name_a_product_with_their_figure() -> None:
    known = Designations([product("f", name=Text("ЖГ-20")), product("g", name=Text("Фильтр"))])
    (mention,) = known.find("Один ЖГ 20, один фильтр")
    assert (mention.written, *mention.products) == ("ЖГ 20", "f")


def test_codes_in_any_script_and_names_of_two_lines_name_a_product() -> None:
    variants = Variants(items=(Variant(order_code="НХ7-ЖГ"), Variant(order_code="HX7-C")))
    known = Designations([product("a", variants=variants), product("b", name=Text("KX\n9 B"))])
    found = [(one.written, *one.products) for one in known.find("HX 7 ЖГ; hx7c; KX 9 B; hx 7.")]
    assert found == [("HX 7 ЖГ", "a"), ("hx7c", "a"), ("KX 9 B", "b")]


def test_names_are_told_from_parts_of_two_names() -> None:
    known = Designations([product("ab-1"), product("cd-2"), product("ef-3", name=Text("Gh 4 ij"))])
    assert known.holds(spelling("4 IJ"))
    assert not known.holds(spelling("1 cd"))
    assert not known.holds(spelling("b 1"))
    assert spelling("CD2") in known
    assert spelling("CD") not in known


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (product("a", name=Text("Pump KX 70 with seals")), "the KX-70, new"),
        (product("a", name=Text("KX\n9 B")), "KX 9 B"),
        (product("a", name=Text("ЖГ\n9")), "жг9"),
        (product("a", former_codes=("OLD-7",)), "instead of an old 7"),
        (product("ab-7", name=Text("Seal")), "see AB 7"),
    ],
)
def test_a_text_that_names_one_product_alone(one: Product, text: str) -> None:
    known = Designations([one, product("b", name=Text("Pump"))])
    assert [mention.products for mention in known.find(text)] == [{one.id}]


_SIGNS = st.sampled_from([*"aAbHXхН0019 -_./,\n²Σς", "HX", "10", "İ"])
_WRITTEN = st.lists(_SIGNS, min_size=1, max_size=12).map("".join)


@given(written=st.lists(_WRITTEN, min_size=1, max_size=4), between=_WRITTEN, codes=st.booleans())
def test_no_name_is_passed_over_for_its_letters_and_digits(
    written: list[str], between: str, *, codes: bool
) -> None:
    known = [
        product(
            f"hx-{number}",
            name=Text("x" if codes else name),
            order_code=name.replace("\n", "") if codes else None,
            former_codes=("9" + name.replace("\n", ""),),
        )
        for number, name in enumerate(written)
    ]
    text = between.join([*written, written[0]])
    found, looked = Designations(known), Designations(known)
    vars(looked)["_words"] = _Everywhere()
    mentions = [*found.find(text)]
    assert mentions == [*looked.find(text)]


class _Everywhere:
    """Words that stand in every text."""

    def stand_in(self, pieces: list[str]) -> bool:
        return bool(pieces)
