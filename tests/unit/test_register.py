"""Several approvals of one revision, and an owner that changes without one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import pytest
from msgspec import structs

from inforce.domain.interval import Interval
from inforce.domain.items.control import Change, Control
from inforce.domain.registers.chain import faults
from inforce.domain.registers.digest import seal
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Entry,
    Ledger,
    Outcome,
    Proof,
    Reviewed,
    Snapshot,
    Tier,
)
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.standing import RevisionState, Standing, known, standings
from inforce.domain.text import Text
from tests.factories import TODAY, approved, content, corpus, product, sealed

OLD, NEW = product(name=Text("Old")), product(name=Text("New"))
DAY = date(2026, 10, 20)
LATER = date(2026, 11, 10)
SHOWN = {1: content(OLD), 2: content(NEW)}


def yes(revision: int = 1, by: str = "anna", needs: int = 2, **parts: object) -> Approved:
    """Return one of several approvals; odd revisions hold the old content, even ones the new."""
    entry = approved(SHOWN[2 - revision % 2], revision, made=DAY, effective=DAY)
    return structs.replace(entry, by=by, needs=needs, **parts)


def look(on: date = DAY, revision: int = 1) -> Reviewed:
    return Reviewed(
        on=on, by="anna", role="sales", revision=revision, digest="", outcome=Outcome.NO_CHANGE
    )


def given_to(owner: str | None, every: str | None = None, day: date = LATER) -> Assigned:
    return Assigned(
        at=datetime.combine(day, time(12), UTC),
        by="anna",
        role="quality",
        owner=owner,
        review_every=None if every is None else Interval(every),
    )


def book(*entries: Entry) -> Ledger:
    whole = sealed(entries)
    approvals = [entry for entry in whole if isinstance(entry, Approved)]
    return Ledger(
        item="hx-100",
        path="content/issued/hx-100/register.yaml",
        entries=whole,
        seals=tuple(seal(entry) for entry in whole),
        snapshots={
            entry.revision: Snapshot(
                path=f"content/issued/hx-100/{entry.revision}.yaml",
                content=SHOWN[2 - entry.revision % 2],
                digest=entry.digest,
                record=entry.record,
            )
            for entry in reversed(approvals)
        },
    )


def stand(
    *entries: Entry,
    working: object = NEW,
    today: date = TODAY,
    proofs: Mapping[str, Proof] | None = None,
) -> Standing:
    site = corpus(working, ledgers={"hx-100": book(*entries)}, proofs=proofs or {})  # type: ignore[arg-type]  # a product
    return standings(site, today)["hx-100"]


def test_the_approval_that_completes_the_number_issues_the_revision() -> None:
    late = datetime.combine(LATER, time(12), UTC)
    entries = yes(), yes(by="boris", at=late, effective_from=LATER)
    first = known(book(*entries), DAY)
    then = known(book(*entries), LATER)
    assert first == ()
    assert [(entry.by, entry.effective_from) for entry in then] == [("boris", LATER)]


@pytest.mark.parametrize(
    ("people", "issued"),
    [
        (["anna"], 0),
        (["anna", "anna"], 0),
        (["anna", "anna", "boris"], 1),
        (["anna", "boris", "clara"], 1),
    ],
)
def test_two_approvals_by_one_person_never_count_twice(people: list[str], issued: int) -> None:
    assert len(book(*(yes(by=name) for name in people)).issued()) == issued


def test_an_incomplete_revision_is_not_in_force() -> None:
    place = stand(yes(), working=OLD)
    assert (place.content, place.state) == (None, RevisionState.WORKING)
    assert place.pending
    assert [entry.by for entry in place.awaiting] == ["anna"]


@pytest.mark.parametrize(
    ("entries", "working", "so_far"),
    [
        ((), NEW, 0),
        ((yes(needs=1),), NEW, 0),
        ((yes(needs=1), yes(2)), NEW, 1),
        ((yes(needs=1), yes(2)), OLD, 0),  # the change was taken back
        ((yes(), yes(2)), OLD, 0),  # the first attempt was abandoned
        ((yes(needs=3), yes(needs=3, by="boris")), OLD, 2),
    ],
)
def test_approvals_so_far(entries: tuple[Entry, ...], working: object, so_far: int) -> None:
    assert len(stand(*entries, working=working).awaiting) == so_far


def test_an_abandoned_revision_leaves_a_gap() -> None:
    place = stand(yes(needs=1), yes(2), yes(3), yes(3, by="boris"), working=OLD)
    assert [entry.revision for entry in place.history] == [1, 3]
    assert place.revision == 3


SIGNED = Proof()


@pytest.mark.parametrize(
    ("proofs", "tier"),
    [
        ((), Tier.ASSERTED),
        ((SIGNED,), Tier.ASSERTED),
        ((SIGNED, Proof("unknown signer")), Tier.ASSERTED),
        ((SIGNED, SIGNED), Tier.SIGNED),
    ],
)
def test_signed_means_that_all_who_count_have_signed(proofs: tuple[Proof, ...], tier: Tier) -> None:
    entries = sealed((yes(), yes(by="boris")))
    given = {entry.seal: proof for entry, proof in zip(entries, proofs, strict=False) if entry.seal}
    assert stand(*entries, proofs=given).tier is tier


def test_nothing_in_force_has_no_tier() -> None:
    assert stand(yes()).tier is None


def test_an_owner_given_later_starts_the_clock() -> None:
    nobody = product(name=Text("Old"), control=Control())
    shot = approved(content(nobody), 1, made=DAY, effective=DAY)
    whole = sealed((shot, given_to("sales", "P1M")))
    record = structs.replace(
        book(*whole),
        snapshots={
            1: Snapshot(path="x", content=content(nobody), digest=shot.digest, record=shot.record)
        },
    )
    site = corpus(OLD, ledgers={"hx-100": record})
    before, after = (standings(site, day)["hx-100"] for day in (DAY, LATER))
    assert (before.owner, before.review.state) == (None, ReviewState.UNSCHEDULED)
    assert before.reassigned
    assert (after.owner, after.review.due) == ("sales", date(2026, 11, 20))
    assert after.reassigned  # the working copy names an owner and no interval


@pytest.mark.parametrize(
    ("entries", "owner"),
    [
        ((yes(needs=1),), "sales"),
        ((yes(needs=1), given_to("quality")), "quality"),
        ((yes(needs=1), given_to("quality"), given_to(None)), None),
        ((yes(needs=1), given_to("quality"), yes(2, needs=1)), "sales"),
        ((yes(needs=1), given_to("quality", day=date(2026, 12, 1))), "sales"),
    ],
)
def test_the_last_assignment_after_the_approval_counts(
    entries: tuple[Entry, ...], owner: str | None
) -> None:
    assert stand(*entries).owner == owner


def test_what_changes_visibly_is_no_mere_assignment() -> None:
    site = stand(yes(needs=1), working=product(name=Text("New"), control=Control(owner="quality")))
    assert site.pending
    assert not site.reassigned


SAID = Change(summary=Text("Said by the second alone"))


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ((yes(), yes(by="boris")), ()),
        ((yes(), yes(2), yes(2, by="boris")), ()),
        ((yes(needs=1), given_to("quality"), look(LATER)), ()),
        ((yes(), yes(by="boris"), look()), ()),
        ((yes(), yes(by="boris", effective_from=LATER)), ()),
        ((yes(), look()), ("the review names revision 1, which was not approved yet",)),
        ((yes(), yes()), ("anna approves revision 1 twice",)),
        ((yes(), yes(by="boris", digest="x")), ("revision 1 is approved a second time with",)),
        ((yes(), yes(by="boris", record="x")), ("revision 1 is approved a second time with",)),
        ((yes(), yes(by="boris", change=SAID)), ("what is said of revision 1 is not what was",)),
        ((yes(), yes(by="boris", needs=1)), ("revision 1 needs 2 approvals in one entry and 1",)),
        (
            (yes(), yes(by="boris"), yes(by="clara")),
            ("revision 1 was approved already",),
        ),
        (
            (yes(), yes(by="boris", effective_from=date(2026, 1, 1))),
            ("revision 1 becomes effective on 2026-01-01, before the 2026-10-20 of the",),
        ),
        ((yes(), yes(3)), ("revision 3 follows revision 1",)),
        ((yes(needs=1), yes(2, needs=1), yes()), ("revision 1 follows revision 2",)),
    ],
)
def test_faults_of_the_chain(entries: tuple[Entry, ...], what: tuple[str, ...]) -> None:
    found = [fault.what for fault in faults(book(*entries))]
    assert len(found) == len(what)
    assert all(fault.startswith(begin) for fault, begin in zip(found, what, strict=True))
