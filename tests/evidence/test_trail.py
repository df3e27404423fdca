from datetime import date

import pytest
from msgspec import structs

from inforce.domain.evidence.trail import Trail, trail
from inforce.domain.interval import Interval
from inforce.domain.items.content import Content
from inforce.domain.items.control import Change, Control
from inforce.domain.registers.register import Ledger, Outcome, Proof, Tier
from inforce.domain.site.policy import ReviewPolicy
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests import factories
from tests.evidence.registers import TODAY, assigned, ledger, register, site
from tests.factories import content, page, product, reviewed


def shown(summary: str = "One", every: str | None = "P6M", owner: str | None = "sales") -> Content:
    return content(
        product(
            summary=Text(summary),
            control=Control(owner=owner, review_every=None if every is None else Interval(every)),
        )
    )


ONE, TWO = shown("One"), shown("Two")


def told(one: Ledger, today: date = TODAY, **parts: object) -> Trail:
    corpus = site(one, **parts)
    return trail(standings(corpus, today)["hx-100"], corpus, today)


@pytest.mark.parametrize(
    ("first", "on", "due", "late"),
    [
        (date(2025, 1, 10), date(2025, 7, 9), date(2025, 7, 10), -1),
        (date(2025, 1, 10), date(2025, 7, 10), date(2025, 7, 10), 0),
        (date(2025, 1, 10), date(2025, 7, 11), date(2025, 7, 10), 1),
        (date(2025, 8, 31), date(2026, 2, 28), date(2026, 2, 28), 0),
        (date(2025, 8, 31), date(2026, 3, 1), date(2026, 2, 28), 1),
    ],
)
def test_a_review_is_late_from_the_first_day_after_its_due_day(
    first: date, on: date, due: date, late: int
) -> None:
    one = told(register((first, ONE), reviewed(ONE, on)))
    (check,) = one.checks
    assert (check.due, check.late, check.confirms) == (due, late, True)
    (duty,) = one.duties
    assert (duty.began, duty.due, duty.settled) == (first, due, on)
    assert (duty.late, duty.days) == (max(0, late), (on - first).days)
    assert duty.by_review


def test_grace_does_not_flatter() -> None:
    policy = structs.replace(factories.POLICY, review=ReviewPolicy(grace=60))
    made = register((date(2025, 1, 10), ONE), reviewed(ONE, date(2025, 7, 20)))
    assert told(made, policy=policy).checks[0].late == 10


def test_the_due_day_is_counted_from_the_review_before_never_chained() -> None:
    one = told(
        register(
            (date(2025, 1, 10), ONE),
            reviewed(ONE, date(2025, 3, 1)),
            reviewed(ONE, date(2025, 9, 5)),
        )
    )
    assert [check.due for check in one.checks] == [date(2025, 7, 10), date(2025, 9, 1)]
    assert [duty.late for duty in one.duties] == [0, 4]


@pytest.mark.parametrize("outcome", [Outcome.CHANGE_NEEDED, Outcome.WITHDRAW])
def test_a_review_that_finds_something_settles_nothing(outcome: Outcome) -> None:
    one = told(register((date(2025, 1, 10), ONE), reviewed(ONE, date(2025, 7, 1), outcome=outcome)))
    assert one.checks[0].late == -9
    assert not one.checks[0].confirms
    assert one.duties == ()


def test_a_review_of_another_revision_had_no_due_day() -> None:
    one = told(
        register(
            (date(2025, 1, 10), ONE), (date(2025, 2, 10), TWO), reviewed(ONE, date(2025, 3, 1))
        )
    )
    assert (one.checks[0].due, one.checks[0].late, one.checks[0].confirms) == (None, None, False)


def test_a_review_before_anything_was_in_force_had_no_due_day() -> None:
    one = told(
        register((date(2025, 1, 10), date(2025, 5, 1), ONE), reviewed(ONE, date(2025, 2, 1)))
    )
    assert one.checks[0].due is None
    assert one.duties == ()


def test_a_new_revision_settles_what_was_due() -> None:
    one = told(register((date(2025, 1, 10), ONE), (date(2025, 7, 1), date(2025, 7, 15), TWO)))
    (duty,) = one.duties
    assert (duty.due, duty.settled, duty.late) == (date(2025, 7, 10), date(2025, 7, 15), 5)
    assert not duty.by_review
    assert duty.source.number == 2
    assert [(issue.begins, issue.ends) for issue in one.issues] == [
        (date(2025, 1, 10), date(2025, 7, 15)),
        (date(2025, 7, 15), None),
    ]


def test_a_revision_that_was_overtaken_was_never_in_force() -> None:
    three = shown("Three")
    one = told(
        register(
            (date(2025, 1, 10), ONE),
            (date(2025, 2, 1), date(2025, 6, 1), TWO),
            (date(2025, 3, 1), date(2025, 4, 1), three),
        )
    )
    assert [issue.begins for issue in one.issues] == [date(2025, 1, 10), None, date(2025, 4, 1)]
    assert one.issues[0].ends == date(2025, 4, 1)


def test_nothing_is_in_force_before_it_was_approved() -> None:
    one = told(register((date(2025, 2, 10), date(2025, 1, 1), ONE)))
    assert one.issues[0].begins == date(2025, 2, 10)


def test_what_is_not_in_force_yet_has_not_begun() -> None:
    one = told(register((date(2026, 6, 1), date(2026, 7, 1), ONE)))
    assert one.issues[0].begins is None
    assert one.confirmed is None
    assert one.here.anchor == "item"


def test_entries_made_later_are_not_known() -> None:
    made = register(
        (date(2025, 1, 10), ONE), reviewed(ONE, date(2025, 7, 1)), (date(2025, 8, 1), TWO)
    )
    one = told(made, date(2025, 7, 1))
    assert len(one.ledger.entries) == len(one.ledger.seals) == 2
    assert one.ledger.head == made.seals[1]
    assert len(one.issues) == 1


def test_an_assignment_changes_the_interval_and_the_owner() -> None:
    made = register(
        (date(2025, 1, 10), ONE),
        assigned(date(2025, 1, 20), "sales", "P1M"),
        reviewed(ONE, date(2025, 3, 1)),
        assigned(date(2025, 3, 2), None),
        reviewed(ONE, date(2025, 4, 1)),
    )
    one = told(made)
    assert [check.due for check in one.checks] == [date(2025, 2, 10), None]
    assert [duty.late for duty in one.duties] == [19]


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (register((date(2025, 1, 10), shown(every=None)) ), date(2026, 1, 10)),
        (register((date(2025, 1, 10), shown(owner=None)) ), None),
    ],
)  # fmt: skip
def test_the_interval_is_the_policy_s_and_an_item_without_owner_has_none(
    made: Ledger, due: date | None
) -> None:
    bound = made.snapshots[1].content
    again = register((date(2025, 1, 10), bound), reviewed(bound, date(2025, 3, 1)))
    assert told(again).checks[0].due == due


def test_a_snapshot_that_is_missing_has_no_due_day() -> None:
    made = register((date(2025, 1, 10), ONE), reviewed(ONE, date(2025, 7, 1)))
    corpus = site(made)
    bare = structs.replace(made, snapshots={})
    corpus = structs.replace(corpus, ledgers={"hx-100": bare})
    one = trail(standings(corpus, TODAY)["hx-100"], corpus, TODAY)
    assert one.issues[0].item is None
    assert one.checks[0].due is None
    assert one.confirmed is None


def test_of_two_approvals_the_last_needed_one_puts_in_force() -> None:
    first = factories.approved(ONE, 1, made=date(2025, 1, 10), effective=date(2025, 1, 10))
    entries = [
        structs.replace(first, needs=2),
        structs.replace(first, needs=2, by="boris", at=first.at.replace(day=12)),
    ]
    snapshots = dict(register((date(2025, 1, 10), ONE)).snapshots)
    made = ledger("hx-100", list(entries), snapshots)
    one = told(made)
    assert [(issue.completes, issue.begins) for issue in one.issues] == [
        (False, None),
        (True, date(2025, 1, 12)),
    ]
    assert one.here.anchor == "entry-2"


def test_a_signature_lifts_the_tier_and_a_fault_does_not() -> None:
    made = register((date(2025, 1, 10), ONE), (date(2025, 2, 10), TWO))
    proofs = {made.seals[0]: Proof(), made.seals[1]: Proof("no such key")}
    one = told(made, proofs=proofs)
    assert [issue.tier for issue in one.issues] == [Tier.SIGNED, Tier.ASSERTED]
    assert [issue.fault for issue in one.issues] == [None, "no such key"]


def test_a_page_has_a_trail_and_an_item_without_register_an_empty_one() -> None:
    corpus = factories.corpus(page(control=Control(owner="sales", change=Change())))
    one = trail(standings(corpus, TODAY)["terms"], corpus, TODAY)
    assert (one.issues, one.checks, one.duties) == ((), (), ())
    assert one.here.item == "terms"
    assert one.ledger.head is None
