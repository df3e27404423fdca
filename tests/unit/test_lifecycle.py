from datetime import date, timedelta

import pytest

from inforce.domain.items.lifecycle import Lifecycle, LifecycleState, Reinstatement, Replacement
from inforce.domain.text import Text
from tests.factories import recall

S = LifecycleState
LIFE = Lifecycle(
    available_from=date(2020, 1, 1),
    not_recommended_from=date(2024, 1, 1),
    announced_on=date(2025, 1, 1),
    last_order=date(2025, 6, 30),
    support_until=date(2030, 12, 31),
    notice="PDN-1",
    replaced_by=(Replacement(product="hx-110"),),
    no_replacement=Text("None"),
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2019, 12, 31), S.PREVIEW),
        (date(2020, 1, 1), S.ACTIVE),
        (date(2023, 12, 31), S.ACTIVE),
        (date(2024, 1, 1), S.NOT_RECOMMENDED),
        (date(2025, 1, 1), S.LAST_TIME_BUY),
        (date(2025, 6, 30), S.LAST_TIME_BUY),
        (date(2025, 7, 1), S.DISCONTINUED),
        (date(2030, 12, 31), S.DISCONTINUED),
        (date(2031, 1, 1), S.OBSOLETE),
    ],
)
def test_state_on_each_edge(day: date, state: LifecycleState) -> None:
    assert LIFE.state(day) is state


def test_without_facts_it_is_active() -> None:
    assert Lifecycle().state(date(2026, 1, 1)) is S.ACTIVE


def test_withdrawal_counts_from_its_first_day() -> None:
    life = Lifecycle(withdrawn_on=date(2026, 5, 1), available_from=date(2027, 1, 1))
    assert life.state(date(2026, 4, 30)) is S.PREVIEW
    assert life.state(date(2026, 5, 1)) is S.WITHDRAWN


def test_recall_is_the_gravest() -> None:
    life = Lifecycle(withdrawn_on=date(2026, 1, 1))
    day = date(2026, 5, 1)
    assert life.state(day, recall(day)) is S.RECALLED
    assert life.state(day, recall(day + timedelta(days=1))) is S.WITHDRAWN


def test_states_that_can_be_ordered_and_states_that_are_gone_are_apart() -> None:
    assert {state for state in S if state.available} == {
        S.ACTIVE,
        S.NOT_RECOMMENDED,
        S.LAST_TIME_BUY,
    }
    assert {state for state in S if state.gone} == {
        S.RECALLED,
        S.WITHDRAWN,
        S.DISCONTINUED,
        S.OBSOLETE,
    }


def test_an_end_is_told_from_the_day_of_its_announcement() -> None:
    before = LIFE.told(date(2024, 12, 31))
    assert before == Lifecycle(
        available_from=LIFE.available_from, not_recommended_from=LIFE.not_recommended_from
    )
    assert LIFE.told(date(2025, 1, 1)) is LIFE


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 5, 1)])
def test_a_withdrawal_without_announcement_is_told_on_its_day(day: date) -> None:
    life = Lifecycle(withdrawn_on=date(2026, 5, 1), notice="W-1")
    assert (life.told(day).notice == "W-1") is (day == life.withdrawn_on)


def test_an_end_that_has_come_is_told_though_nobody_announced_it() -> None:
    life = Lifecycle(last_order=date(2025, 6, 30), withdrawn_on=date(2026, 5, 1), notice="W-1")
    assert life.told(date(2025, 6, 30)).notice is None
    assert life.told(date(2025, 7, 1)) is life


def test_a_return_stays_told_while_the_next_end_is_not() -> None:
    back = Reinstatement(notice="RN-1", date=date(2025, 5, 1), reason=Text("Demand"))
    life = Lifecycle(announced_on=date(2026, 5, 1), notice="PDN-2", reinstated=back)
    assert life.told(date(2026, 4, 30)) == Lifecycle(reinstated=back)


def test_without_an_end_there_is_nothing_to_hold_back() -> None:
    life = Lifecycle(not_recommended_from=date(2030, 1, 1))
    assert life.told(date(2026, 1, 1)) is life
