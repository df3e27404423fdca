from inforce.domain.registers.register import Ledger
from inforce.domain.standings.status import is_overdue, status
from tests.factories import TODAY, corpus


def test_an_item_of_which_nothing_can_be_read_is_told_by_its_register() -> None:
    ledger = Ledger(item="lost", path="content/issued/lost/register.yaml")
    (row,) = status(corpus(ledgers={"lost": ledger}), TODAY)
    assert (row.id, row.title, row.path, row.owner) == ("lost", "lost", ledger.path, None)
    assert is_overdue(row)
