import pytest

from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.product import Variant, Variants
from inforce.domain.prose.insertions import (
    ProductLink,
    SpecCall,
    TableCall,
    Unreadable,
    insertions,
    shortened,
)
from inforce.domain.prose.shelf import Shelf
from inforce.domain.text import Text
from tests.factories import content, product, specs


def calls(text: str) -> list[object]:
    return [one.call for one in insertions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing {{ of }} ours", []),
        ('{{ spec("a", "b") }}', [SpecCall("a", "b")]),
        ("{{spec('a', attribute='b', unit=False)}}", [SpecCall("a", "b", unit=False)]),
        ("[x](product:a) and [y](product:b#specifications)", [ProductLink("a"), ProductLink("b")]),
        ('{{ product_table(family="v", limit=3) }}', [TableCall(family="v", limit=3)]),
        (
            '{{ product_table(\n  products=["a", "b"],\n  attributes=["x"]\n) }}',
            [TableCall(products=("a", "b"), attributes=("x",))],
        ),
        ('`{{ spec("a", "b") }}` and ``[x](product:a)``', []),
        ('5` of arc.\n\n{{ spec("a", "b") }}, 3` of arc', [SpecCall("a", "b")]),
        ('`code over\ntwo lines: {{ spec("a", "b") }}`', []),
        ('```\n{{ spec("a", "b") }}\n```\n', []),
        ('text\n\n    {{ spec("a", "b") }}\n', []),
        ('{{ specs("a" }} {{ spectrum }}', []),
        ('{{ spec("a", "b") }} {{ macro("x") }}', [SpecCall("a", "b")]),
    ],
)
def test_what_is_an_insertion(text: str, expected: list[object]) -> None:
    assert calls(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{{ spec("a") }}', "missing required field `attribute`"),
        ('{{ spec("a", "b", colour=1) }}', "unknown field `colour`"),
        ('{{ spec("a", "b", True, False, 5) }}', "4 values at most"),
        ('{{ spec("a", product="b") }}', "each value once"),
        ('{{ spec("a", **{}) }}', "each value once"),
        ('{{ spec(open("x"), "b") }}', "texts in quotes, numbers"),
        ('{{ spec({["a"]}, "b") }}', "texts in quotes, numbers"),
        ('{{ spec("a", "b) }}', 'spec("ID", "ATTRIBUTE")'),
        ('{{ spec("a", "b") + ("c") }}', "one call and nothing else"),
        ('{{ spec("a" }}', 'spec("ID", "ATTRIBUTE")'),
        ('{{ spec("a", "b") }', 'spec("ID", "ATTRIBUTE")'),
        ('{{ spec "a" }}', 'spec("ID", "ATTRIBUTE")'),
        ('{{ product_table(family="v"', "product_table("),
        ('{{ spek("a", "b") }}', "did you mean spec(…)?"),
        ('{{ product_table(family=["v"]) }}', "Expected `str | null`"),
        ('word {{ product_table(family="v") }}', "a line of its own"),
        ('{{ product_table(family="v") }}\nword', "a line of its own"),
    ],
)
def test_what_is_written_wrongly_says_what_is_meant(text: str, told: str) -> None:
    (call,) = calls(text)
    assert isinstance(call, Unreadable)
    assert told in call.expected


def test_an_insertion_knows_its_place() -> None:
    text = 'Lifts {{ spec("a", "b") }}, see [it](product:a#x).'
    for one in insertions(text):
        assert text[one.start : one.end] == one.written


def test_a_text_is_shortened_to_what_it_asks_for() -> None:
    text = (
        'A {{ spec("a", "b", unit=False) }}, `{{ spec("a", "b") }}`, [x](product:a).\n\n'
        '{{ product_table(products=["a", "b"]) }}\n\n{{ product_table() }}'
    )
    assert shortened(text) == ('A ‹a: b›, `{{ spec("a", "b") }}`, [x](product:a).\n\n‹a, b›\n\n‹›')


HX = product(
    "hx-100",
    specs=specs(flow=12, body="iron"),
    variants=Variants(
        by=("voltage",), items=(Variant(order_code="A-1", specs=specs(voltage=230)),)
    ),
)
SHELF = Shelf(
    {
        "hx-100": content(HX),  # type: ignore[dict-item]  # of a product
        "hx-200": content(product("hx-200", order_code="B-2", specs=specs(flow=20))),  # type: ignore[dict-item]  # the same
    }
)


def test_values_are_found_by_id_and_by_order_code() -> None:
    for name, attribute, text in (
        ("hx-100", "flow", 12),
        ("A-1", "flow", 12),
        ("A-1", "voltage", 230),
    ):
        taken = SHELF.value(SpecCall(name, attribute))
        assert taken is not None
        assert taken.value.figure == text
    assert SHELF.product("B-2") == "hx-200"
    assert SHELF.value(SpecCall("hx-100", "voltage")) is None


def test_an_id_goes_before_the_order_code_of_another_product() -> None:
    other = product("4712", order_code="4711", specs=specs(flow=20, dry_run=True))
    shelf = Shelf(
        {
            "4711": content(product("4711", specs=specs(flow=12))),  # type: ignore[dict-item]  # of a product
            "4712": content(other),  # type: ignore[dict-item]  # the same
        }
    )
    taken = shelf.value(SpecCall("4711", "flow"))
    assert taken is not None
    assert taken.value.figure == 12
    assert shelf.value(SpecCall("4711", "dry_run")) is None


def test_a_value_without_a_family_that_knows_it_is_not_shown() -> None:
    bare = Shelf({"x": content(product("x", specs=specs(unheard="y")))})  # type: ignore[dict-item]  # of a product
    assert bare.value(SpecCall("x", "unheard")) is None
    assert bare.value(SpecCall("y", "unheard")) is None


def test_a_table_holds_a_family_or_what_is_named() -> None:
    assert SHELF.members(TableCall(family="pump")) == ("hx-100", "hx-200")
    assert SHELF.members(TableCall(products=("hx-200", "A-1", "hx-100"))) == ("hx-200", "hx-100")
    assert list(SHELF.columns(TableCall(family="pump", attributes=("body", "flow")))) == [
        "body",
        "flow",
    ]


def test_a_table_is_sorted_by_figures_ranges_flags_or_texts_and_ends_with_what_has_none() -> None:
    parts = {
        "a": specs(flow=9, temperature={"min": 5}, dry_run=True, body="steel"),
        "b": specs(flow=12, temperature={"max": 4}, dry_run=False, body="iron"),
        "c": specs(),
    }
    shelf = Shelf(
        {key: content(product(key, specs=part)) for key, part in parts.items()}  # type: ignore[misc]  # of products
    )
    for by, expected in (
        ("flow", "abc"),
        ("-flow", "bac"),
        ("temperature", "bac"),
        ("dry_run", "bac"),
        ("-body", "abc"),
    ):
        assert "".join(shelf.members(TableCall(family="pump", sort=by))) == expected


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (TableCall(family="pump", sort="-flwo"), ("flwo", "did you mean flow?")),
        (SpecCall("hx-10", "flow"), ("hx-10", "did you mean hx-100?")),
        (SpecCall("hx-100", "flwo"), ("flwo", "did you mean flow?")),
        (ProductLink("nothing"), ("nothing", "an id or an order code")),
        (TableCall(family="pmup"), ("pmup", "did you mean pump?")),
        (TableCall(family="pump", products=("hx-9",)), ("hx-9", "an id or an order code")),
        (TableCall(), ("product_table()", "family= or products=")),
        (TableCall(family="pump", attributes=("flow", "bdoy")), ("bdoy", "did you mean body?")),
        (TableCall(products=("hx-100", "hx-20")), ("hx-20", "did you mean hx-200?")),
        (Unreadable("so"), ("as it is", "so")),
    ],
)
def test_what_cannot_be_filled_is_told(call: SpecCall, told: tuple[str, str]) -> None:
    (fault,) = SHELF.faults(call)
    assert (fault.found, fault.expected) == told


def test_columns_are_those_that_compare_unless_named() -> None:
    family = TableCall(family="pump")
    assert all(one.comparable or one.key for one in SHELF.columns(family).values())
    assert Attribute(label=Text("x"), type=AttributeType.TEXT).comparable is False
    assert [*SHELF.faults(family)] == []
