"""What approving would write, and every reason why not: numbers, roles, digests, owners."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from inforce.control.approve import approve
from inforce.control.order import Approvals, Order
from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import content_digest, short
from inforce.domain.registers.register import Assigned
from inforce.domain.standings.standing import standings, working_content
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from tests.sites import DAY, PEOPLE, POLICY, PRODUCT, at, codes, edit, tree, write_site

HX = "content/products/hx-100.yaml"
LATER, LAST = date(2025, 9, 1), date(2025, 10, 1)
TWO = POLICY + "approvals: [{kind: product, count: 2}]\n"
BOTH = POLICY + "approvals: [{roles: [quality, engineering], every_role: true}]\n"
STAFF = PEOPLE.replace("{quality:", "{engineering: {name: Engineering}, quality:") + (
    "  dora: {name: Dora, roles: [engineering]}\n"
    "  egon: {name: Egon, roles: [quality, engineering]}\n"
)


def site_of(root: Path, policy: str = TWO, product: str = PRODUCT) -> Path:
    return write_site(
        root,
        {"site_config/policy.yaml": policy, "site_config/people.yaml": STAFF, HX: product},
    )


def yes(root: Path, by: str, day: date = DAY, **parts: object) -> Approvals:
    order = Order(by=by, at=at(day), items=("hx-100",), summary=Text({"en": f"Changed by {day}"}))
    return approve(root, structs.replace(order, **parts))


def numbers(root: Path) -> list[tuple[int, str]]:
    ledger = read_corpus(root).ledgers["hx-100"]
    return [(entry.revision, entry.by) for entry in ledger.approvals()]


def in_force(root: Path, day: date) -> int | None:
    return standings(read_corpus(root), day)["hx-100"].revision


def refused(root: Path, order: Order) -> str:
    before = tree(root)
    with pytest.raises(InforceError) as found:
        approve(root, order)
    assert tree(root) == before
    return str(found.value)


def test_the_second_person_issues_it(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    (first,) = yes(site, "anna").issues
    assert (first.complete, first.count, first.still) == (False, 1, ("quality",))
    snapshot = (site / "content/issued/hx-100/1.yaml").read_bytes()
    assert in_force(site, LATER) is None
    (second,) = yes(site, "clara", LATER).issues
    assert (second.complete, second.count, second.still) == (True, 2, ())
    assert second.entry.effective_from == LATER
    assert (site / "content/issued/hx-100/1.yaml").read_bytes() == snapshot
    assert [in_force(site, date(2025, 8, 31)), in_force(site, LATER)] == [None, 1]
    assert codes(site, LATER) == ["APR001"]  # the page
    assert yes(site, "anna", LAST) == Approvals()


def test_a_start_in_the_future_stands_for_the_next_approval_too(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    yes(site, "anna", effective_from=LAST)
    (second,) = yes(site, "clara", LATER).issues
    assert second.entry.effective_from == LAST


def test_one_person_does_not_count_twice(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    yes(site, "anna")
    order = Order(by="anna", at=at(LATER), items=("hx-100",))
    assert "anna has approved this revision already; clara or egon may" in refused(site, order)
    assert approve(site, Order(by="anna", at=at(LATER))).issues[0].item == "terms"


def test_a_changed_working_copy_leaves_the_first_approval_behind(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    yes(site, "anna")
    edit(site, HX, "A pump.", "A better pump.")
    yes(site, "clara", LATER)
    assert in_force(site, LATER) is None
    yes(site, "anna", LAST)
    assert numbers(site) == [(1, "anna"), (2, "clara"), (2, "anna")]
    assert in_force(site, LAST) == 2
    assert codes(site, LAST) == ["APR001"]
    edit(site, HX, "A better pump.", "The best pump.")
    assert [yes(site, name, LAST).issues[0].entry.revision for name in ("anna", "clara")] == [3, 3]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (HX, "owner: sales", "owner: quality"),  # the snapshot would differ
        ("site_config/policy.yaml", "count: 2", "count: 3"),
    ],
)
def test_other_terms_begin_anew(tmp_path: Path, path: str, old: str, new: str) -> None:
    site = site_of(tmp_path)
    yes(site, "anna")
    edit(site, path, old, new)
    assert yes(site, "clara").issues[0].entry.revision == 2


def test_a_snapshot_that_a_killed_run_left_is_not_passed_over(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    yes(site, "anna")
    left = site / "content/issued/hx-100/2.yaml"
    left.write_bytes((site / "content/issued/hx-100/1.yaml").read_bytes())
    assert [yes(site, name).issues[0].entry.revision for name in ("anna", "clara")] == [2, 2]
    assert codes(site) == ["APR001"]


def test_every_role_must_agree(tmp_path: Path) -> None:
    site = site_of(tmp_path, BOTH)
    (first,) = yes(site, "egon").issues
    assert (first.entry.role, first.still) == ("quality", ("engineering",))
    order = Order(by="anna", at=at(DAY), items=("hx-100",))
    words = "anna may not approve: that takes the role engineering, and people.yaml gives quality"
    assert f"{words}; dora may" in refused(site, order)
    assert yes(site, "dora").issues[0].complete


def test_an_editorial_change_may_need_fewer(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY + "approvals: [{change: editorial}, {count: 2}]\n")
    edit(site, HX, "class: substantive", "class: editorial")
    assert yes(site, "anna").issues[0].entry.needs == 2  # a first issue is no edit
    yes(site, "clara")
    edit(site, HX, "A pump.", "Pump.")
    (issue,) = yes(site, "anna", LATER).issues
    assert (issue.entry.needs, issue.complete) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ("12.50", "12.60", "/specs/flow"),
        ("voltage: 230", "voltage: 240", "/variants/items/0/specs/voltage"),
        ("images:", "lifecycle: {available_from: 2024-01-01}\nimages:", "/lifecycle/available_f"),
    ],
)
def test_a_figure_is_no_editorial_change(tmp_path: Path, old: str, new: str, pointer: str) -> None:
    site = site_of(tmp_path, POLICY)
    yes(site, "anna")
    edit(site, HX, "class: substantive", "class: editorial")
    edit(site, HX, old, new)
    told = refused(site, Order(by="anna", at=at(LATER), items=("hx-100",)))
    assert f"the change is declared editorial, but {pointer}" in told


def test_a_unit_is_a_figure(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY)
    yes(site, "anna")
    edit(site, HX, "class: substantive", "class: editorial")
    edit(site, "schemas/families/pump.yaml", "m3/h", "l/s")
    told = refused(site, Order(by="anna", at=at(LATER), items=("hx-100",)))
    assert "declared editorial, but /family/attributes/flow/unit differs" in told


def test_a_later_revision_says_what_changed(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY)
    yes(site, "anna")
    edit(site, HX, "A pump.", "A better pump.")
    order = Order(by="anna", at=at(LATER), items=("hx-100",))
    assert "nothing says what changed since revision 1; say it in control" in refused(site, order)
    (issue,) = yes(site, "anna", LATER, summary=Text({"en": "Better"})).issues
    assert issue.entry.change.summary is not None


@pytest.mark.parametrize(
    ("said", "news"),
    [
        ("{en: First, ru: Первый}", False),
        ("{en: First}", False),
        ("{en: First, ru: Первый, de: Erster}", False),
        ("{en: Second, ru: Первый}", True),
    ],
)
def test_what_was_said_of_the_last_revision_says_nothing_of_the_next(
    tmp_path: Path, said: str, *, news: bool
) -> None:
    change = "substantive, summary: {}"
    first = change.format("{en: First, ru: Первый}")
    site = site_of(tmp_path, POLICY, PRODUCT.replace("substantive", first))
    yes(site, "anna")
    edit(site, HX, "A pump.", "A better pump.")
    edit(site, HX, first, change.format(said))
    if news:
        assert yes(site, "anna", LATER).issues
    else:
        order = Order(by="anna", at=at(LATER), items=("hx-100",))
        assert "nothing says what changed since revision 1" in refused(site, order)


def test_four_eyes_can_be_switched_off(tmp_path: Path) -> None:
    own = PRODUCT.replace("substantive,", "substantive, by: anna,")
    site = site_of(tmp_path, POLICY + "approvals: [{kind: product, four_eyes: false}]\n", own)
    assert yes(site, "anna").issues[0].complete


def test_only_what_was_looked_at_is_approved(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY)
    content = working_content(read_corpus(site), "hx-100")
    assert content is not None
    full = content_digest(content)
    order = Order(by="anna", at=at(DAY), items=("hx-100",), dry_run=True)

    def seen(digest: str) -> Order:
        return structs.replace(order, seen={"hx-100": digest})

    for digest in (full, full.rpartition(":")[2], short(full)):
        assert approve(site, seen(digest)).issues
    assert "@abc: a digest has at least its first 8 digits" in refused(site, seen("abc"))
    edit(site, HX, "A pump.", "Changed meanwhile.")
    content = working_content(read_corpus(site), "hx-100")
    assert content is not None
    now = short(content_digest(content))
    words = f"it was @{short(full)} when you looked and is @{now} now; look at it again"
    assert words in refused(site, seen(full))


def test_all_reasons_are_told_at_once(tmp_path: Path) -> None:
    own = PRODUCT.replace("substantive,", "editorial, by: ana,")
    site = site_of(tmp_path, POLICY, own)
    yes(site, "anna", LATER)
    edit(site, HX, "12.50", "12.60")
    signed = POLICY + "approvals: [{signed: true}]\n"
    write_site(site, {"site_config/policy.yaml": signed, HX: (site / HX).read_bytes()})
    seen: Mapping[str, str] = {"hx-100": "0123456789"}
    told = refused(site, Order(by="ana", at=at(DAY), items=("hx-100",), seen=seen))
    for words in (
        "nobody is called ana; did you mean anna?",
        "hx-100: it was @01234567 when you looked",
        "hx-100: ana made this change",
        "hx-100: the policy asks for a signature; name your key with --sign",
        "hx-100: the change is declared editorial, but /specs/flow differs",
        "hx-100: the register already has an entry of 2025-09-01",
        "hx-100: revision 1 is effective from 2025-09-01; the next one cannot be from 2025-03-01",
    ):
        assert words in told, words


def test_a_next_approval_cannot_hold_from_earlier(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    yes(site, "anna", effective_from=LAST)
    order = Order(by="clara", at=at(DAY), items=("hx-100",), effective_from=LATER)
    words = "revision 1 is effective from 2025-10-01; it cannot be from 2025-09-01"
    assert words in refused(site, order)


def test_many_refused_items_are_told_in_one_line(tmp_path: Path) -> None:
    many = {
        f"content/products/p-{number}.yaml": PRODUCT.replace("id: hx-100", f"id: p-{number}")
        .replace("HX100-230", f"P{number}")
        .replace("substantive,", "substantive, by: anna,")
        for number in range(7)
    }
    site = write_site(tmp_path, dict(many))
    told = refused(site, Order(by="anna", at=at(DAY)))
    assert "p-0, p-1, p-2, p-3, p-4 and 2 more: anna made this change" in told


def test_an_owner_is_assigned_without_a_revision(tmp_path: Path) -> None:
    site = site_of(tmp_path, TWO, PRODUCT.replace("owner: sales, ", ""))
    yes(site, "anna")
    yes(site, "clara")
    assert in_force(site, DAY) == 1
    edit(site, HX, "control: {", "control: {owner: sales, review_every: P1M, ")
    assert standings(read_corpus(site), LATER)["hx-100"].owner is None
    assert codes(site, LATER) == ["APR001", "APR001", "RVW004"]
    done = yes(site, "anna", LATER, reason="Taken over")
    (step,) = done.assignments
    assert (done.issues, step.before.owner, step.entry.owner) == ((), None, "sales")
    assert step.entry.reason == "Taken over"
    place = standings(read_corpus(site), LATER)["hx-100"]
    assert (place.owner, place.review.due, place.pending) == ("sales", date(2025, 4, 1), False)
    assert standings(read_corpus(site), DAY)["hx-100"].owner is None
    entry = read_corpus(site).ledgers["hx-100"].entries[-1]
    assert isinstance(entry, Assigned)
    assert "APR002" not in codes(site, LATER)
    assert yes(site, "anna", LAST) == Approvals()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"by": "boris"}, "boris may not approve: that takes the role quality"),
        ({"by": "egon"}, "egon made this change"),
        ({"at": at(date(2025, 1, 1))}, "the register already has an entry of 2025-03-01"),
        ({"seen": {"hx-100": "0123456789"}}, "it was @01234567 when you looked"),
    ],
)
def test_an_assignment_is_approved_like_anything(
    tmp_path: Path, parts: dict[str, object], words: str
) -> None:
    site = site_of(tmp_path, POLICY, PRODUCT.replace("substantive,", "substantive, by: egon,"))
    yes(site, "anna")
    edit(site, HX, "owner: sales", "owner: quality")
    order = Order(by="anna", at=at(LATER), items=("hx-100",))
    assert words in refused(site, structs.replace(order, **parts))


def test_nothing_is_assigned_where_the_snapshot_is_lost(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY)
    yes(site, "anna")
    edit(site, HX, "owner: sales", "owner: quality")
    (site / "content/issued/hx-100/1.yaml").unlink()
    assert "APR002" in refused(site, Order(by="anna", at=at(LATER), items=("hx-100",)))


def test_nothing_is_compared_with_a_snapshot_that_is_lost(tmp_path: Path) -> None:
    site = site_of(tmp_path, POLICY)
    yes(site, "anna")
    edit(site, HX, "class: substantive", "class: editorial")
    edit(site, HX, "12.50", "12.60")
    (site / "content/issued/hx-100/1.yaml").unlink()
    told = refused(site, Order(by="anna", at=at(LATER), items=("hx-100",)))
    assert "APR002" in told
    assert "editorial" not in told
