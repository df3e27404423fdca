from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.control.review import Review, review
from inforce.domain.errors import InforceError
from inforce.domain.registers.register import Outcome
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.ledgers import read_ledgers
from tests.sites import POLICY, approved, at, codes, edit, reviewed, tree, write_site

HX = "content/products/hx-100.yaml"
LATER = date(2025, 9, 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path)
    approved(tmp_path)
    return tmp_path


def due(site: Path, day: date) -> date | None:
    return standings(read_corpus(site), day)["hx-100"].review.due


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.NO_CHANGE, date(2026, 9, 1)),
        (Outcome.CHANGE_NEEDED, date(2026, 3, 1)),
        (Outcome.WITHDRAW, date(2026, 3, 1)),
    ],
)
def test_only_a_confirmation_starts_the_interval_anew(
    site: Path, outcome: Outcome, expected: date
) -> None:
    reviewed(site, "hx-100", day=LATER, outcome=outcome)
    assert due(site, LATER) == expected
    assert codes(site, LATER) == []


def test_a_new_revision_is_to_be_reviewed_for_itself(site: Path) -> None:
    reviewed(site, "hx-100", day=LATER)
    edit(site, HX, "A pump.", "A better pump.")
    approved(site, "hx-100", day=date(2025, 10, 1))
    assert due(site, date(2025, 10, 1)) == date(2026, 10, 1)


def test_the_revision_in_force_is_reviewed(site: Path) -> None:
    edit(site, HX, "A pump.", "A better pump.")
    start = date(2025, 12, 1)
    order = Order(
        by="anna",
        at=at(LATER),
        items=("hx-100",),
        effective_from=start,
        summary=Text({"en": "Better"}),
    )
    approve(site, order)
    ((_, entry),) = reviewed(site, "hx-100", day=date(2025, 10, 1))
    assert entry.revision == 1
    assert codes(site, date(2025, 10, 1)) == []
    ((_, entry),) = reviewed(site, "hx-100", day=date(2025, 12, 1))
    assert entry.revision == 2


def test_an_owner_or_an_approver_reviews(site: Path) -> None:
    ((_, owner),) = reviewed(site, "hx-100", day=LATER, by="boris")
    ((_, approver),) = reviewed(site, "hx-100", day=LATER, by="anna")
    ((_, both),) = reviewed(site, "hx-100", day=LATER, by="clara")
    assert [owner.role, approver.role, both.role] == ["sales", "quality", "sales"]


def test_the_note_is_kept(site: Path) -> None:
    order = Review(
        by="boris", on=LATER, outcome=Outcome.WITHDRAW, items=("terms",), note="Зачем? «:#»\n- x"
    )
    review(site, order)
    (entry,) = read_ledgers(site)[0]["terms"].reviews()
    assert (entry.note, entry.outcome) == (order.note, Outcome.WITHDRAW)
    assert codes(site, LATER) == []


def test_a_family_is_reviewed_together(site: Path) -> None:
    order = Review(by="boris", on=LATER, outcome=Outcome.NO_CHANGE, items=(), family="pump")
    assert [item for item, _ in review(site, order)] == ["hx-100"]


def test_dry_run_writes_nothing(site: Path) -> None:
    before = tree(site)
    order = Review(by="boris", on=LATER, outcome=Outcome.NO_CHANGE, items=("hx-100",), dry_run=True)
    assert len(review(site, order)) == 1
    assert tree(site) == before


def refusals() -> Iterator[tuple[str, dict[str, str], Review, str]]:
    def order(by: str = "boris", on: date = LATER, *items: str) -> Review:
        chosen = items or ("hx-100",)
        return Review(by=by, on=on, outcome=Outcome.NO_CHANGE, items=chosen)

    quality = {HX: "owner: quality"}
    words = "hx-100: boris may not review this: that takes the role quality, and people.yaml gives"
    yield "another role", quality, order(), f"{words} sales; anna or clara may"
    yield "an unknown person", {}, order("bors"), "nobody is called bors; did you mean boris?"
    yield "after their time", {}, order("clara", date(2027, 1, 1)), "not on 2027-01-01"
    yield "not yet in force", {}, order(on=date(2025, 2, 28)), "nothing of it was in force on 2025"
    yield "an unknown item", {}, order("boris", LATER, "hx"), "no readable item is called hx"
    light = {"site_config/policy.yaml": POLICY.replace("approval: required", "approval: off")}
    yield "a light site", light, order(), "set control.reviewed_on in the item's file"
    yield "a broken policy", {"site_config/policy.yaml": "- x\n"}, order(), "has problems"


@pytest.mark.parametrize(
    ("changes", "order", "words"), [pytest.param(*case, id=name) for name, *case in refusals()]
)
def test_refused_without_a_trace(
    site: Path, changes: dict[str, str], order: Review, words: str
) -> None:
    for path, text in changes.items():
        if path == HX:
            edit(site, HX, "owner: sales", text)
            edit(site, HX, "A pump.", "A quality pump.")
            approved(site, "hx-100")
        else:
            (site / path).write_text(text, encoding="utf-8")
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        review(site, order)
    assert words in str(refused.value)
    assert tree(site) == before


def test_a_review_before_the_last_entry_is_refused(site: Path) -> None:
    reviewed(site, "hx-100", day=LATER)
    with pytest.raises(InforceError, match="it was already reviewed on 2025-09-01; 2025-08-01"):
        reviewed(site, "hx-100", day=date(2025, 8, 1))


def test_a_review_before_the_last_approval_is_refused(site: Path) -> None:
    edit(site, HX, "A pump.", "A better pump.")
    approved(site, "hx-100", day=date(2025, 12, 1))
    with pytest.raises(InforceError, match="revision 2 was approved on 2025-12-01"):
        reviewed(site, "hx-100", day=LATER)


def test_a_review_before_the_owner_changed_is_refused(site: Path) -> None:
    edit(site, HX, "owner: sales", "owner: quality")
    approved(site, "hx-100", day=date(2025, 12, 1))
    with pytest.raises(InforceError, match="owner or review interval was changed on 2025-12-01"):
        reviewed(site, "hx-100", day=LATER)
    reviewed(site, "hx-100", day=date(2025, 12, 1), by="anna")
    assert codes(site, date(2025, 12, 1)) == []


def test_the_day_of_the_last_approval_is_that_of_the_site(site: Path) -> None:
    """At 23:30 UTC it is the next day already in Vienna."""
    edit(site, HX, "A pump.", "A better pump.")
    late = datetime(2025, 8, 31, 23, 30, tzinfo=UTC)
    approve(site, Order(by="anna", at=late, items=("hx-100",), summary=Text({"en": "Better"})))
    with pytest.raises(InforceError, match="revision 2 was approved on 2025-09-01; 2025-08-31"):
        reviewed(site, "hx-100", day=date(2025, 8, 31))
    reviewed(site, "hx-100", day=LATER)
    assert codes(site, LATER) == []


def test_one_refusal_stops_all_and_all_are_told(site: Path) -> None:
    before = tree(site)
    with pytest.raises(InforceError, match=r"(?s)nothing was recorded.*hx-100: .*terms: "):
        reviewed(site, "hx-100", "terms", day=date(2025, 1, 1))
    assert tree(site) == before


def test_nothing_is_confirmed_that_somebody_says_is_wrong(site: Path) -> None:
    path = "content/feedback/FB-2025-001.yaml"
    entry = (
        "id: FB-2025-001\nkind: correction\nitem: hx-100\nreceived: 2025-08-20\n"
        "text: The flow is wrong.\n"
    )
    write_site(site, {path: entry})
    before = tree(site)
    with pytest.raises(InforceError, match=rf"hx-100: it cannot .* FB-2025-001 \({path}\) first"):
        reviewed(site, "hx-100", "terms", day=LATER)
    assert tree(site) == before
    reviewed(site, "terms", day=LATER)
    reviewed(site, "hx-100", day=LATER, outcome=Outcome.CHANGE_NEEDED)
    write_site(site, {path: "["})
    with pytest.raises(InforceError, match=rf"{path} cannot be read, and may say"):
        reviewed(site, "hx-100", day=LATER)
    answer = "answered: 2025-09-01\nanswered_by: boris\noutcome: explained\n"
    write_site(site, {path: entry + answer, "content/products/other.yaml": "["})
    reviewed(site, "hx-100", day=LATER)
    (site / "content/products/other.yaml").unlink()
    assert codes(site, LATER) == []
