import json
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, Lifted, NoticeKind
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from inforce.domain.views.lists import notice_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.api.documents import documents
from tests.factories import POLICY, TODAY, content, corpus, ended, issued, ledger, product, recall

AHEAD = date(2027, 3, 1)
SPRING = {"announced_on": date(2026, 3, 1), "last_order": date(2027, 3, 1), "notice": "PDN-1"}


def test_products_that_leave_under_one_number_are_one_notice() -> None:
    later = SPRING | {"announced_on": date(2026, 4, 1)}
    corpus = issued(product("b", lifecycle=ended(**SPRING)), product("a", lifecycle=ended(**later)))
    (notice,) = decide(corpus, TODAY).notices
    assert notice.number == "PDN-1"
    assert notice.kind is NoticeKind.DISCONTINUANCE
    assert notice.issued_on == date(2026, 3, 1)
    assert notice.products == ("a", "b")


def test_kinds_and_order() -> None:
    corpus = issued(
        product("a", lifecycle=ended(**SPRING)),
        product("b", lifecycle=Lifecycle(withdrawn_on=date(2026, 5, 1), notice="W-1")),
        product("c", recall=recall(date(2026, 6, 1))),
        product("d", lifecycle=Lifecycle(withdrawn_on=date(2026, 5, 1), notice="V-1")),
        product("e", lifecycle=Lifecycle(withdrawn_on=date(2026, 5, 1))),
    )
    found = [(notice.number, notice.kind) for notice in decide(corpus, TODAY).notices]
    assert found == [
        ("R-1", NoticeKind.RECALL),
        ("V-1", NoticeKind.WITHDRAWAL),
        ("W-1", NoticeKind.WITHDRAWAL),
        ("PDN-1", NoticeKind.DISCONTINUANCE),
    ]


def test_what_is_not_for_new_designs_has_a_notice_until_its_end_is_announced() -> None:
    life: dict[str, Any] = {"not_recommended_from": date(2026, 3, 1), "notice": "N-1"}
    (notice,) = decide(issued(product("a", lifecycle=Lifecycle(**life))), TODAY).notices
    assert (notice.number, notice.kind, notice.issued_on) == (
        "N-1",
        NoticeKind.NOT_RECOMMENDED,
        date(2026, 3, 1),
    )
    ending = Lifecycle(**life, announced_on=date(2026, 6, 1))
    (notice,) = decide(issued(product("a", lifecycle=ending)), TODAY).notices
    assert (notice.kind, notice.issued_on) == (NoticeKind.DISCONTINUANCE, date(2026, 6, 1))


def test_a_notice_given_ahead_is_dated_by_the_revision_that_gave_it() -> None:
    life = Lifecycle(not_recommended_from=AHEAD, notice="N-1")
    given = product("a", lifecycle=life)
    steps = (product("a"), given, structs.replace(given, name=Text("A")))
    days = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
    record = ledger(*zip(days, map(content, steps), strict=True), day=days[0])
    (notice,) = decide(corpus(ledgers={"a": record}), TODAY).notices
    assert (notice.number, notice.issued_on) == ("N-1", days[1])
    (notice,) = decide(corpus(ledgers={"a": record}), AHEAD).notices
    assert (notice.number, notice.issued_on) == ("N-1", AHEAD)


def test_without_revisions_a_notice_comes_with_its_day() -> None:
    light = structs.replace(POLICY, approval=Approval.OFF)
    item = product("a", lifecycle=Lifecycle(not_recommended_from=AHEAD, notice="N-1"))
    assert decide(corpus(item, policy=light), TODAY).notices == ()
    (notice,) = decide(corpus(item, policy=light), AHEAD).notices
    assert (notice.number, notice.issued_on) == ("N-1", AHEAD)


def test_nothing_is_told_before_its_day() -> None:
    corpus = issued(
        product("a", lifecycle=ended(announced_on=date(2026, 12, 1), notice="PDN-2")),
        product("b", recall=recall(date(2026, 12, 1))),
    )
    assert decide(corpus, TODAY).notices == ()
    assert [notice.number for notice in decide(corpus, date(2026, 12, 1)).notices] == [
        "PDN-2",
        "R-1",
    ]


SOLD = product("a")
CALLED = product("a", recall=recall(date(2026, 3, 5)))
BACK = product(
    "a",
    lifecycle=Lifecycle(
        reinstated=Reinstatement(
            notice="RN-1", date=date(2026, 5, 1), reason=Text("Mended."), lifts="R-1"
        )
    ),
)


def _sold_again(*days: date) -> Edition:
    """The product was on sale, recalled, and came back, on three days."""
    steps = zip(days, map(content, (SOLD, CALLED, BACK)), strict=True)
    return decide(corpus(ledgers={"a": ledger(*steps, day=days[0])}), TODAY)


@pytest.mark.parametrize(
    ("known", "since"),
    [(date(2026, 3, 1), date(2026, 3, 5)), (date(2026, 3, 8), date(2026, 3, 8))],
)
def test_a_notice_that_was_lifted_tells_what_it_was(known: date, since: date) -> None:
    edition = _sold_again(date(2026, 1, 1), known, date(2026, 5, 1))
    was = {notice.number: notice.lifted for notice in edition.notices}
    assert was == {"R-1": Lifted(NoticeKind.RECALL, since), "RN-1": None}


def test_what_was_lifted_before_its_day_is_not_told() -> None:
    edition = _sold_again(date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 4))
    assert {notice.lifted for notice in edition.notices} == {None}


def test_a_site_without_revisions_does_not_know_what_was_lifted() -> None:
    light = structs.replace(POLICY, approval=Approval.OFF)
    edition = decide(corpus(BACK, policy=light), TODAY)
    assert [(notice.number, notice.lifted) for notice in edition.notices] == [
        ("R-1", None),
        ("RN-1", None),
    ]


def test_readers_and_programs_are_told_what_was_lifted() -> None:
    edition = _sold_again(date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1))
    (notice,) = (one for one in edition.notices if one.number == "R-1")
    texts = notice_sheet(notice, Reading(edition, wording("en"))).texts
    was = "Issued on 5 March 2026, lifted on 1 May 2026: Product safety recall. It applies no more."
    assert [text.text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] == [was, "Mended."]
    (told,) = (
        json.loads(octets)["notices"]
        for path, octets in documents(edition, {})
        if path.endswith("notices.json")
    )
    assert {one["number"]: one.get("lifted") for one in told} == {
        "R-1": {"kind": "recall", "issued_on": "2026-03-05"},
        "RN-1": None,
    }
