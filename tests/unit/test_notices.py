from datetime import date
from typing import Any

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.items.lifecycle import Lifecycle
from tests.factories import TODAY, ended, issued, product, recall

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
