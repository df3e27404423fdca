import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest
import rfc8785
from msgspec import Struct, structs

from inforce.domain.interval import Interval
from inforce.domain.items.content import FileFact, ProductContent
from inforce.domain.items.control import Control
from inforce.domain.registers.digest import (
    canonical,
    content_digest,
    digest,
    plain,
    plain_part,
    seal,
    short,
)
from inforce.domain.text import Text
from tests.factories import content, ledger, page, product, specs

FULL = product(
    name=Text({"en": "HX 100", "ru": "Насос «HX»"}),
    specs=specs(flow=Decimal("12.50"), temperature={"min": -10, "max": Decimal("90.0")}),
    control=Control(owner="sales", review_every=Interval("P12M"), reviewed_on=date(2026, 1, 31)),
)


def test_canonical_is_rfc_8785() -> None:
    octets = canonical(content(FULL))
    assert octets == rfc8785.dumps(json.loads(octets))


def test_what_a_family_shares_is_written_as_if_it_were_written_each_time() -> None:
    fact = FileFact(sha256="0f" * 32, size=3)
    whole = structs.replace(content(FULL), files={"b.pdf": fact, "a.pdf": fact})
    built = msgspec.to_builtins(whole, enc_hook=plain_part)
    assert built.keys() == {"kind", "product", "family", "files"}
    assert canonical(whole) == rfc8785.dumps(built)


def test_figures_enter_with_their_digits() -> None:
    one, other = (content(product(specs=specs(flow=Decimal(text)))) for text in ("32", "32.0"))
    assert content_digest(one) != content_digest(other)
    assert digest(one).startswith("sha256-jcs-1:")


def test_texts_and_flags_among_the_specs_count() -> None:
    found = {
        content_digest(content(product(specs=specs(body=value, dry_run=flag))))
        for value in ("iron", {"en": "Iron"}, {"value": "iron", "condition": "dry"})
        for flag in (True, False)
    }
    assert len(found) == 6


@pytest.mark.parametrize("item", [FULL, page()])
def test_control_data_are_no_part_of_what_customers_see(item: object) -> None:
    shown = content(item)  # type: ignore[arg-type]  # one of each kind of item
    quiet = (
        structs.replace(shown, product=structs.replace(shown.product, control=Control()))
        if isinstance(shown, ProductContent)
        else structs.replace(shown, page=structs.replace(shown.page, control=Control()))
    )
    assert content_digest(shown) == content_digest(quiet)
    assert digest(shown) != digest(quiet)


def test_a_seal_is_of_the_entry_without_it() -> None:
    (entry,) = ledger(content(FULL)).entries
    assert entry.seal == seal(entry) == seal(structs.replace(entry, seal=None))
    assert seal(structs.replace(entry, by="boris")) != entry.seal


def test_the_head_of_a_ledger_is_its_newest_seal() -> None:
    record = ledger(content(FULL), content(product()))
    assert record.head == record.entries[-1].seal
    assert record.entries[-1].prev == record.entries[0].seal
    assert structs.replace(record, seals=()).head is None


def test_plain_is_the_form_of_the_files() -> None:
    data = plain(FULL)
    assert data["name"] == {"en": "HX 100", "ru": "Насос «HX»"}
    assert data["specs"] == {
        "flow": Decimal("12.50"),
        "temperature": {"min": Decimal(-10), "max": Decimal("90.0")},
    }
    assert data["control"] == {
        "owner": "sales",
        "review_every": "P12M",
        "reviewed_on": date(2026, 1, 31),
    }


def test_what_was_made_of_an_item_is_its_makers_to_change() -> None:
    data = plain(FULL)
    specs = data["specs"]
    assert isinstance(specs, dict)
    specs.clear()
    assert plain(FULL)["specs"] != {}


def test_short_is_what_outputs_print() -> None:
    assert short("sha256-jcs-1:0123456789abcdef") == "01234567"


class _Odd(Struct):
    part: object


def test_a_type_without_a_form_in_the_files_is_a_mistake_of_the_program() -> None:
    with pytest.raises(NotImplementedError, match="complex has no form"):
        plain(_Odd(1j))
