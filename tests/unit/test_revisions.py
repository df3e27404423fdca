from datetime import date

import pytest
from msgspec import structs

from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.revisions import NoSuchStateError, compare, waiting
from inforce.domain.text import Text
from tests.factories import TODAY, content, corpus, ledger, page, product

NAMES = ("One", "Two", "Three")


def _site() -> Corpus:
    states = [product(name=Text(name)) for name in NAMES]
    kept = ledger(content(states[0]), content(states[1]), day=date(2026, 1, 1))
    return corpus(states[2], page(), ledgers={"hx-100": kept})


@pytest.mark.parametrize(
    ("revisions", "before", "after"),
    [((), 2, None), ((1,), 1, None), ((1, 2), 1, 2), ((2, 1), 2, 1)],
)
def test_two_states_are_compared(
    revisions: tuple[int, ...], before: int, after: int | None
) -> None:
    found = compare(_site(), "hx-100", TODAY, revisions)
    assert found.before is not None
    assert (found.before.revision, found.after.revision) == (before, after)
    assert [one.pointer for one in found.differences] == ["/name"]


def test_what_was_never_issued_has_no_other_side() -> None:
    found = compare(_site(), "terms", TODAY)
    assert (found.before, found.differences) == (None, ())
    assert compare(_site(), "hx-100", date(2025, 1, 1)).before is None


def test_a_state_that_does_not_exist_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoSuchStateError, match="no issued revision 7; there are: 1, 2"):
        compare(_site(), "hx-100", TODAY, (7,))
    with pytest.raises(NoSuchStateError, match="terms has no issued revision 1; there are: none"):
        compare(_site(), "terms", TODAY, (1,))
    gone = structs.replace(_site(), products={})
    with pytest.raises(NoSuchStateError, match="no working copy"):
        compare(gone, "hx-100", TODAY)


def test_a_revision_of_which_the_record_cannot_be_read_is_told_apart_from_none() -> None:
    site = _site()
    unread = structs.replace(site.ledgers["hx-100"], snapshots={})
    damaged = structs.replace(site, ledgers={"hx-100": unread})
    with pytest.raises(NoSuchStateError, match="issued as revision 2 cannot be read"):
        compare(damaged, "hx-100", TODAY)
    with pytest.raises(NoSuchStateError, match="no issued revision 7"):
        compare(damaged, "hx-100", TODAY, (7,))


def test_what_waits_is_new_or_differs() -> None:
    site = _site()
    assert [one.item for one in waiting(site, TODAY)] == ["hx-100", "terms"]
    same = structs.replace(site, products={"hx-100": product(name=Text("Two"))})
    assert [one.item for one in waiting(same, TODAY)] == ["terms"]
