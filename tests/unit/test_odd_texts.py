"""Which texts are told that are not in the languages of the policy."""

from msgspec import structs

from inforce.domain.checking.odd_texts import odd_texts
from inforce.domain.items.control import Change, Control
from inforce.domain.items.product import Product
from inforce.domain.text import Text
from tests.factories import content, corpus, ledger, product

ENGLISH = Text({"en": "First issue"})


def _changed(summary: Text) -> Product:
    return product(control=Control(owner="sales", change=Change(summary=summary)))


def test_what_was_said_of_a_revision_that_is_out_needs_no_translation() -> None:
    """A language that is added to a site concerns what is said from then on."""
    working = _changed(ENGLISH)
    record = ledger(content(working))
    said = tuple(
        structs.replace(entry, change=Change(summary=ENGLISH)) for entry in record.approvals()
    )
    out = {"hx-100": structs.replace(record, entries=said)}
    assert [*odd_texts(corpus(working, ledgers=out))] == []
    waiting = _changed(Text({"en": "Another seal"}))
    assert [one.pointer for one in odd_texts(corpus(waiting, ledgers=out))] == [
        "/control/change/summary"
    ]
    assert [one.item for one in odd_texts(corpus(working))] == ["hx-100"]
