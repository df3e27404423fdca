from decimal import Decimal

import pytest
from msgspec import msgpack

from inforce.domain.interval import Interval
from inforce.domain.items.parse import ParseError, decoded, parse
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs, Value
from inforce.domain.registers.digest import plain
from inforce.domain.registers.register import Approved
from inforce.domain.text import Text
from inforce.readers.packed_product import packed
from inforce.readers.yaml_reader import Data

BARE: dict[str, Data] = {"id": "hx-100", "name": "HX 100", "family": "pump"}


def test_plain_data_become_values() -> None:
    data = {
        **BARE,
        "name": {"en": "HX 100", "ru": "HX 100"},
        "specs": {"flow": Decimal("12.50")},
        "control": {"review_every": "P6M"},
    }
    product = parse(data, Product)
    assert product.name == Text({"en": "HX 100", "ru": "HX 100"})
    assert product.specs == Specs({"flow": Value(figure=Decimal("12.50"))})
    assert product.control.review_every == Interval("P6M")


@pytest.mark.parametrize(
    ("change", "where", "fault"),
    [
        ({"id": 5}, "$.id", "Expected `str`, got `int`"),
        ({"colour": "red"}, "$", "unknown field"),
        ({"name": 5}, "$.name", "a text is a string"),
        ({"name": {"en": 5}}, "$.name", "a text is a string"),
        ({"specs": []}, "$.specs", "specs are a map"),
        ({"specs": {"flow": None}}, "$.specs", "a spec is a number"),
        ({"control": {"review_every": "yearly"}}, "$.control.review_every", "ISO 8601"),
        ({"lifecycle": {"last_order": "soon"}}, "$.lifecycle.last_order", "date"),
    ],
)
def test_what_does_not_fit_says_where(change: dict[str, object], where: str, fault: str) -> None:
    with pytest.raises(ParseError, match=fault) as caught:
        parse({**BARE, **change}, Product)
    assert caught.value.where == where


def test_what_is_packed_is_what_its_data_are() -> None:
    specs: Data = {
        "flow": Decimal("12.50"),
        "head": {"min": Decimal("1.0"), "max": 2},
        "duty": {"value": Decimal("3.0"), "condition": "dry"},
        "big": 10**20,
        "body": "iron",
    }
    variants: Data = {"items": [{"order_code": "A", "specs": {"dry": True}}, {"order_code": "B"}]}
    data: Data = {
        **BARE,
        "name": {"en": "HX"},
        "specs": specs,
        "variants": variants,
        "lifecycle": {"available_from": "2026-01-31"},
        "control": {"review_every": "P6M"},
    }
    written = packed(data)
    assert written.count(b"12.50") == 1
    assert repr(plain(decoded(written, Product))) == repr(plain(parse(data, Product)))


@pytest.mark.parametrize(
    "written",
    [
        b"\x91",
        packed({"id": 5}),
        packed({**BARE, "name": Decimal("1.5")}),
        packed({**BARE, "specs": {"flow": [1]}}),
        packed({**BARE, "specs": 5}),
        msgpack.encode({**BARE, "specs": b"\x91"}),
        msgpack.encode({**BARE, "specs": msgpack.encode({"flow": 5})}),
        msgpack.encode({**BARE, "specs": msgpack.encode({"flow": "{"})}),
    ],
)
def test_what_is_packed_and_does_not_fit_is_refused(written: bytes) -> None:
    with pytest.raises(ParseError):
        decoded(written, Product)


def test_a_number_where_none_belongs_is_never_packed_with_fewer_digits() -> None:
    relation: dict[str, Data] = {"type": "similar", "product": "hx", "quantity": Decimal("2.0")}
    with pytest.raises(ParseError):
        decoded(packed({**BARE, "relations": [relation]}), Product)
    assert packed({**BARE, "relations": [{**relation, "quantity": 10**20}]}) == b""


def test_a_time_without_its_offset_is_refused() -> None:
    digest = "sha256-jcs-1:0"
    entry = {
        "event": "approved",
        "revision": 1,
        "at": "2026-02-01T10:00:00",
        "by": "anna",
        "role": "quality",
        "digest": digest,
        "record": digest,
        "effective_from": "2026-02-01",
    }
    with pytest.raises(ParseError, match="timezone"):
        parse(entry, Approved)


def test_a_type_without_a_form_in_the_files_is_a_mistake_of_the_program() -> None:
    with pytest.raises(NotImplementedError, match="complex"):
        parse("1j", complex)
