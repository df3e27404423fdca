from datetime import date

import pytest

from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.standings.forecast import forecast, period, week
from inforce.domain.standings.review import ReviewStanding, ReviewState
from inforce.domain.standings.standing import RevisionState
from inforce.domain.standings.status import StatusRow
from inforce.renderers.schedule.pictures import forecast_lines
from inforce.renderers.schedule.records import status_csv

TODAY = date(2026, 11, 20)


def row(key: str, due: date | None, owner: str | None = "sales") -> StatusRow:
    return StatusRow(
        id=key,
        kind="product",
        title=key.upper(),
        path=f"content/products/{key}.yaml",
        family="pump",
        revision=1,
        revision_state=RevisionState.EFFECTIVE,
        pending=False,
        lifecycle=LifecycleState.ACTIVE,
        review=ReviewStanding(state=ReviewState.CURRENT, due=due),
        owner=owner,
    )


def test_weeks_are_those_of_the_calendar() -> None:
    assert week(date(2027, 1, 1)) == date(2026, 12, 28)
    assert period(date(2026, 12, 28)) == "2026-W53"
    assert period(date(2026, 12, 1), weekly=False) == "2026-12"


def test_weeks_in_which_nothing_falls_due_are_told() -> None:
    rows = [
        row("late", date(2026, 1, 1)),
        row("soon", date(2026, 12, 4)),
        row("too-far", date(2027, 6, 1)),
        row("never", None),
        row("free", date(2026, 11, 27), None),
    ]
    found = forecast(rows, TODAY, date(2026, 12, 31))
    assert [(load.owner, load.period, load.items) for load in found] == [
        (None, "2026-W47", ()),
        (None, "2026-W48", ("free",)),
        (None, "2026-W49", ()),
        ("sales", "2026-W47", ("late",)),
        ("sales", "2026-W48", ()),
        ("sales", "2026-W49", ("soon",)),
    ]


def test_a_long_time_is_told_by_months() -> None:
    found = forecast([row("a", date(2027, 2, 28))], TODAY, date(2027, 3, 31))
    assert [load.period for load in found] == ["2026-11", "2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(
    ("today", "periods"),
    [
        (date(9999, 12, 20), ["9999-W51", "9999-W52"]),
        (date(9999, 2, 1), [f"9999-{month:02}" for month in range(2, 13)]),
    ],
)
def test_the_last_period_is_that_of_the_last_day(today: date, periods: list[str]) -> None:
    found = forecast([row("a", date.max)], today, date.max)
    assert [load.period for load in found] == periods


def test_nothing_to_tell() -> None:
    assert forecast([], TODAY, TODAY) == ()


def test_long_bars_are_scaled() -> None:
    rows = [row(f"a-{number}", TODAY) for number in range(80)]
    rows.append(row("b", date(2026, 11, 27)))
    found = forecast(rows, TODAY, date(2026, 12, 1))
    assert list(forecast_lines(found)) == [
        "",
        "sales: 81",
        f"  2026-W47  {'█' * 40} 80",
        "  2026-W48  █ 1",
    ]


def test_no_cell_is_a_formula() -> None:
    text = status_csv([row("a", None, "=cmd()"), row("b", None, "-1"), row("c", None, None)])
    assert [line.split(",")[8] for line in text.splitlines()[1:]] == ["'=cmd()", "'-1", ""]
