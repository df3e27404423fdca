"""What is remembered of other hosts, and when it is asked again."""

from datetime import date, timedelta

import pytest

from inforce.domain.interval import Interval
from inforce.domain.site.answers import (
    Answer,
    Kind,
    Reply,
    cut_off,
    due,
    in_turns,
    remembered,
    severity,
)
from inforce.domain.site.policy import LinkPolicy, Severity
from tests.factories import TODAY

TERMS = LinkPolicy(keep=Interval("P7D"), grace=14, failures=3)
GOOD = Reply(kind=Kind.GOOD)
GONE = Reply(kind=Kind.BAD, fault="404 Not Found")
TROUBLE = Reply(kind=Kind.PASSING, fault="503 Service Unavailable")
SILENCE = Reply(kind=Kind.SILENT, fault="unknown host")
BUSY = Reply(kind=Kind.UNSAID, wait=90)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (None, True),
        (Answer(asked=ago(0)), False),
        (Answer(asked=ago(6)), False),
        (Answer(asked=ago(7)), True),
        (Answer(asked=ago(-1)), True),
        (Answer(asked=ago(0), fault="404 Not Found", since=ago(3)), False),
        (Answer(asked=ago(1), fault="404 Not Found", since=ago(3)), True),
        (Answer(asked=ago(0), fault="500", passing=True, since=ago(0)), True),
    ],
)
def test_good_answers_are_kept_and_bad_ones_for_a_day(answer: Answer | None, asked: bool) -> None:  # noqa: FBT001 - one column of the table
    assert due(answer, TODAY, TERMS) is asked


def test_a_failure_ages_by_the_days_on_which_it_was_met() -> None:
    first = remembered(Answer(asked=ago(9)), GONE, ago(5))
    assert first == Answer(asked=ago(5), fault="404 Not Found", since=ago(5), days=1)
    assert remembered(first, GONE, ago(5)) == first
    again = remembered(first, TROUBLE, ago(2))
    assert again == Answer(
        asked=ago(2), fault="503 Service Unavailable", passing=True, since=ago(5), days=2
    )
    assert remembered(again, BUSY, TODAY) == again
    assert remembered(again, GOOD, TODAY) == Answer(asked=TODAY)
    assert remembered(None, BUSY, TODAY) is None


def test_what_was_noted_for_a_later_day_does_not_count() -> None:
    later = Answer(asked=ago(-5), fault="404 Not Found", since=ago(-5), days=4)
    assert remembered(later, GONE, TODAY) == Answer(
        asked=TODAY, fault="404 Not Found", since=TODAY, days=1
    )


@pytest.mark.parametrize(
    ("lasted", "days", "grade"),
    [
        (0, 1, Severity.WARNING),
        (14, 9, Severity.WARNING),
        (15, 2, Severity.WARNING),
        (15, 3, Severity.ERROR),
    ],
)
def test_a_failure_becomes_an_error(lasted: int, days: int, grade: Severity) -> None:
    answer = Answer(asked=TODAY, fault="410 Gone", since=ago(lasted), days=days)
    assert severity(answer, TODAY, TERMS) is grade


def test_what_has_moved_is_information() -> None:
    answer = Answer(asked=TODAY, moved="https://b.example/")
    assert severity(answer, TODAY, TERMS) is Severity.INFO


@pytest.mark.parametrize(
    ("reply", "again"),
    [(GOOD, False), (GONE, False), (TROUBLE, True), (SILENCE, True), (BUSY, False)],
)
def test_trouble_is_asked_about_again(reply: Reply, *, again: bool) -> None:
    assert reply.again(60) is again


def test_a_host_is_waited_for_as_long_as_is_reasonable() -> None:
    assert BUSY.again(90)
    assert not Reply(kind=Kind.UNSAID).again(90)


def at_hosts(*replies: Reply) -> dict[str, Reply]:
    return {f"https://{number}.example/": reply for number, reply in enumerate(replies)}


REFUSED = Reply(kind=Kind.BAD, fault="403 Forbidden")


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ((), ""),
        ((BUSY,), ""),
        ((GONE,), ""),
        ((GONE, GONE, GONE), ""),
        ((SILENCE,), "unknown host"),
        ((SILENCE, BUSY, SILENCE), "unknown host"),
        ((SILENCE, GONE), ""),
        ((SILENCE, GOOD), ""),
        ((REFUSED, REFUSED), ""),
        ((REFUSED, REFUSED, REFUSED), "403 Forbidden"),
        ((REFUSED, REFUSED, TROUBLE), ""),
        ((REFUSED, BUSY, BUSY), ""),
        ((REFUSED, REFUSED, BUSY, REFUSED), "403 Forbidden"),
    ],
)
def test_a_machine_that_is_cut_off_learns_nothing(replies: tuple[Reply, ...], reason: str) -> None:
    assert cut_off(at_hosts(*replies)) == reason


def test_hosts_are_asked_in_turns() -> None:
    asked = ["https://a/1", "https://a/2", "https://a/3", "https://b/1", "https://B/2"]
    assert in_turns(asked) == (
        "https://a/1",
        "https://b/1",
        "https://a/2",
        "https://B/2",
        "https://a/3",
    )
