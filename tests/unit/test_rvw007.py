"""What looks like a rubber stamp, and until when; the example shows the rest."""

from datetime import date

from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.content import Content
from inforce.domain.registers.register import Reviewed
from inforce.domain.rules.rvw007 import RULE
from inforce.domain.site.policy import ReviewPolicy
from inforce.domain.text import Text
from tests.factories import POLICY, TODAY, content, corpus, ledger, product, reviewed

ISSUED, STAMPED, LATER = date(2026, 6, 1), date(2026, 8, 1), date(2026, 9, 1)
STRICT = structs.replace(POLICY, review=ReviewPolicy(rubber_stamp=2))


def found(*registers: tuple[Content | tuple[date, Content] | Reviewed, ...]) -> list[str]:
    """Return the items at which a rubber stamp is told; each register is made of its steps."""
    ledgers = {made.item: made for made in (ledger(*steps, day=ISSUED) for steps in registers)}
    site = corpus(*(product(key) for key in ledgers), ledgers=ledgers, policy=STRICT)
    return [each.item or "" for each in inspect(site, TODAY, {"RVW007": RULE})]


def steps(key: str, note: str | None = None) -> tuple[Content, Reviewed]:
    shown = content(product(key))
    return shown, structs.replace(reviewed(shown, STAMPED), note=note)


def test_one_note_for_as_many_counts_as_none() -> None:
    assert found(steps("hx-100", "Checked"), steps("hx-110", " checked")) == ["hx-100"]
    assert found(steps("hx-100", "Drawing 1"), steps("hx-110", "Drawing 2")) == []


def test_a_later_review_takes_the_place_of_a_stamp() -> None:
    shown, stamp = steps("hx-100")
    assert found((shown, stamp), steps("hx-110")) == ["hx-100"]
    again = (shown, stamp, reviewed(shown, LATER))
    assert found(again, steps("hx-110")) == []


def test_another_revision_takes_the_place_of_a_stamp() -> None:
    revised = (*steps("hx-100"), (LATER, content(product("hx-100", name=Text("New")))))
    assert found(revised, steps("hx-110")) == []
