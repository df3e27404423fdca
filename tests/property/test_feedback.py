"""What holds of feedback on every day, whenever it was answered and closed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.site.feedback import Feedback, FeedbackKind, doubts
from tests.factories import POLICY, feedback

RECEIVED = date(2026, 6, 1)
DAYS = [RECEIVED + timedelta(days=n) for n in range(-3, 70)]
later = st.none() | st.integers(0, 60).map(lambda days: RECEIVED + timedelta(days=days))


@st.composite
def entries(draw: st.DrawFn) -> Feedback:
    answered, closed = draw(later), draw(later)
    if answered is None or (closed is not None and closed < answered):
        closed = None
    kind = draw(st.sampled_from(FeedbackKind))
    due = draw(later)
    return feedback(
        received=RECEIVED, kind=kind, item="hx-100", due=due, answered=answered, closed=closed
    )


@given(entries())
def test_it_is_open_from_one_day_to_another_and_never_again(entry: Feedback) -> None:
    spans = "".join("1" if entry.open_on(day) else "0" for day in DAYS)
    assert "01" not in spans.lstrip("0")
    assert not any(entry.open_on(day) for day in DAYS if day < RECEIVED)


@given(entries())
def test_it_stays_late_until_it_is_answered(entry: Feedback) -> None:
    late = [day for day in DAYS if entry.late_on(day, POLICY)]
    due = entry.answer_due(POLICY)
    assert late == [
        day
        for day in DAYS
        if day > due and day >= RECEIVED and (entry.answered is None or day < entry.answered)
    ]


@given(st.lists(entries(), max_size=5), st.sampled_from(DAYS))
def test_doubts_are_open_and_about_accuracy_in_any_order(
    reports: list[Feedback], day: date
) -> None:
    found = doubts(reports, "hx-100", day)
    assert sorted(map(repr, found)) == sorted(map(repr, doubts(reports[::-1], "hx-100", day)))
    assert all(entry.open_on(day) and entry.about_accuracy for entry in found)
    assert doubts(reports, "hx-110", day) == ()
