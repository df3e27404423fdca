"""What was worked out before is not worked out again, and what nobody asks for is let go."""

from inforce.domain.known import Known


def test_what_is_known_is_not_made_again() -> None:
    known = Known({b"a": b"before"})
    assert known.get(b"a", lambda: b"again") == b"before"
    assert known.get(b"b", lambda: b"made") == b"made"
    assert known.get(b"b", lambda: b"again") == b"made"
    assert known.asked == {b"a": b"before", b"b": b"made"}


def settled_after(*asked: bytes) -> bool:
    known = Known({b"a": b"1", b"b": b"2"})
    for rests in asked:
        known.get(rests, bytes)
    return known.settled


def test_it_is_settled_where_all_that_was_known_and_no_more_was_asked_for() -> None:
    assert settled_after(b"a", b"b", b"a")
    assert not settled_after(b"a")
    assert not settled_after(b"a", b"b", b"c")
    assert not settled_after(b"a", b"c")
