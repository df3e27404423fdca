"""Addresses that were published once, held against those of today."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain import address
from inforce.domain.checking.addresses import lost
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import POLICY, PUMP, TODAY, content, corpus, ledger, page, product

BEFORE, LATER = date(2026, 10, 1), date(2026, 12, 1)


def site(*working: object, books: object, **parts: object) -> Corpus:
    families = {"pump": PUMP, "fan": structs.replace(PUMP, id="fan")}
    return corpus(*working, ledgers=books, families=families, **parts)  # type: ignore[arg-type]  # items


def told(read: Corpus) -> list[tuple[str, str, str]]:
    return sorted((one.item, one.address, one.audience) for one in lost(read, TODAY))


def test_nothing_is_lost_while_nothing_moves() -> None:
    book = ledger(content(product()), content(product(summary=Text("More."))))
    assert told(site(product(), books={"hx-100": book})) == []
    assert told(site(books={"hx-100": book})) == []


def test_a_page_that_moves_leaves_a_redirect_or_a_gap() -> None:
    books = {"terms": ledger(content(page(path="old.md")), content(page(path="new.md")))}
    moved = page(path="newest.md")
    assert told(site(moved, books=books)) == [
        ("terms", "new/", "public"),
        ("terms", "old/", "public"),
    ]
    kind = structs.replace(moved, former_paths=("old.md", "new.md"))
    assert told(site(kind, books=books)) == []


def test_a_narrowed_audience_takes_page_and_family_from_the_public() -> None:
    books = {"hx-100": ledger(content(product()))}
    narrowed = product(audience="dealer")
    assert told(site(narrowed, books=books)) == [
        ("hx-100", "families/pump/", "public"),
        ("hx-100", "products/hx-100/", "public"),
    ]
    books["hx-100"] = ledger(content(narrowed))
    assert told(site(narrowed, books=books)) == []


def test_a_former_id_redirects() -> None:
    books = {"hx100": ledger(content(product("hx100", audience="dealer"))), "hx-100": None}
    del books["hx-100"]
    assert told(site(product("hx-100", former_ids=("hx100",)), books=books)) == []


def test_a_notice_is_lost_only_once_it_was_told() -> None:
    soon = Lifecycle(announced_on=LATER, notice="PDN-1", last_order=LATER)
    out = Lifecycle(announced_on=BEFORE, notice="PDN-2", last_order=LATER)
    for life, gone in ((soon, []), (out, [("hx-100", "notices/PDN-2/", "public")])):
        books = {"hx-100": ledger(content(product(lifecycle=life)))}
        assert told(site(product(), books=books)) == gone


def test_a_notice_that_only_the_days_have_told_is_lost_by_them() -> None:
    """Else a change that lies beside it would answer for it on the day when it goes out."""
    for told_on, dated in ((date(2026, 5, 1), False), (BEFORE, True)):
        life = Lifecycle(announced_on=told_on, notice="PDN-1", last_order=LATER)
        books = {"hx-100": ledger(content(product(lifecycle=life)), day=date(2026, 5, 1))}
        [one] = lost(site(product(), books=books), TODAY)
        assert (one.address, one.dated) == ("notices/PDN-1/", dated)


def test_a_revision_approved_after_it_began_tells_all_on_the_day_of_its_approval() -> None:
    life = Lifecycle(announced_on=date(2026, 5, 1), notice="PDN-1", last_order=LATER)
    book = ledger((date(2026, 4, 1), content(product(lifecycle=life))), day=date(2026, 6, 1))
    [one] = lost(site(product(), books={"hx-100": book}), TODAY)
    assert not one.dated


def test_what_is_not_in_force_yet_or_cannot_be_read_counts_for_nothing() -> None:
    book = ledger((LATER, content(product("hx-9"))))
    assert told(site(product(), books={"hx-9": book})) == []
    lost_snapshot = structs.replace(ledger(content(product("hx-9"))), snapshots={})
    assert told(site(product(), books={"hx-9": lost_snapshot})) == []


def test_a_light_site_has_no_record() -> None:
    light = structs.replace(POLICY, approval=Approval.OFF)
    books = {"terms": ledger(content(page(path="old.md")))}
    assert told(site(page(path="new.md"), books=books, policy=light)) == []


@pytest.mark.parametrize(
    ("path", "at"),
    [("index.md", ""), ("terms.md", "terms/"), ("a/b.md", "a/b/"), ("a/README.md", "a/")],
)
def test_address_of_a_written_page(path: str, at: str) -> None:
    assert address.written(path) == at
