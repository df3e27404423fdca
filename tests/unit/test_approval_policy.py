"""What the policy asks of an approval."""

from datetime import date

import pytest

from inforce.domain.items.content import Content, FamilyContent, ProductContent
from inforce.domain.items.control import ChangeClass
from inforce.domain.site.approval_policy import Quorum, requirement
from inforce.domain.site.policy import ApprovalTerm, Policy
from inforce.domain.text import Text
from tests.factories import content, page, product

DAY = date(2026, 6, 15)
CHILD = FamilyContent(id="centrifugal", name=Text("C"), lineage=("machine", "pump"))
PUMP = ProductContent(product=product(), family=CHILD)
PRICES = ProductContent(product=product(audience="dealer"), family=CHILD)
FAMILY_FOR_DEALERS = ProductContent(
    product=product(), family=FamilyContent(id="x", name=Text("X"), audience="dealer")
)
TERMS = content(page())
SUBSTANTIVE, EDITORIAL = ChangeClass.SUBSTANTIVE, ChangeClass.EDITORIAL


def asked(
    *terms: ApprovalTerm, of: Content = PUMP, change: ChangeClass = SUBSTANTIVE, day: date = DAY
) -> Quorum:
    return requirement(Policy(approvers=("quality",), approvals=terms), of, change, day)


def test_by_default_one_other_person_of_an_approving_role() -> None:
    assert asked() == Quorum(roles=("quality",))
    assert asked().needs == 1
    assert asked().four_eyes


@pytest.mark.parametrize(
    ("term", "of", "fits"),
    [
        (ApprovalTerm(count=9), PUMP, True),
        (ApprovalTerm(kind="product", count=9), PUMP, True),
        (ApprovalTerm(kind="product", count=9), TERMS, False),
        (ApprovalTerm(kind="page", count=9), TERMS, True),
        (ApprovalTerm(kind="page", count=9), PUMP, False),
        (ApprovalTerm(family="centrifugal", count=9), PUMP, True),
        (ApprovalTerm(family="machine", count=9), PUMP, True),
        (ApprovalTerm(family="valve", count=9), PUMP, False),
        (ApprovalTerm(family="pump", count=9), TERMS, False),
        (ApprovalTerm(audience="dealer", count=9), PRICES, True),
        (ApprovalTerm(audience="public", count=9), PRICES, False),
        (ApprovalTerm(audience="dealer", count=9), FAMILY_FOR_DEALERS, True),
        (ApprovalTerm(audience="public", count=9), TERMS, True),
        (ApprovalTerm(change=SUBSTANTIVE, count=9), PUMP, True),
        (ApprovalTerm(change=EDITORIAL, count=9), PUMP, False),
        (ApprovalTerm(from_=DAY, until=DAY, count=9), PUMP, True),
        (ApprovalTerm(from_=date(2026, 6, 16), count=9), PUMP, False),
        (ApprovalTerm(until=date(2026, 6, 14), count=9), PUMP, False),
    ],
)
def test_a_term_fits(term: ApprovalTerm, of: Content, *, fits: bool) -> None:
    assert (asked(term, of=of).count == 9) is fits


def test_the_first_term_that_fits_applies() -> None:
    editorial = ApprovalTerm(change=EDITORIAL)
    rest = ApprovalTerm(roles=("quality", "engineering"), every_role=True, signed=True)
    assert asked(editorial, rest, change=EDITORIAL) == Quorum(roles=("quality",))
    assert asked(editorial, rest) == Quorum(
        roles=("quality", "engineering"), every_role=True, signed=True
    )
    assert asked(rest, editorial, change=EDITORIAL).signed


@pytest.mark.parametrize(
    ("count", "every", "needs"), [(1, False, 1), (3, False, 3), (1, True, 2), (3, True, 3)]
)
def test_how_many_are_needed(count: int, needs: int, *, every: bool) -> None:
    assert Quorum(roles=("a", "b"), count=count, every_role=every).needs == needs


@pytest.mark.parametrize(
    ("count", "every", "given", "open_to"),
    [
        (1, False, (), ("a", "b")),
        (2, False, ("a",), ("a", "b")),
        (1, True, (), ("a", "b")),
        (1, True, ("a",), ("b",)),
        (3, True, ("a",), ("b", "a")),
        (3, True, ("a", "a"), ("b",)),
    ],
)
def test_in_which_roles_the_next_may_approve(
    count: int, given: tuple[str, ...], open_to: tuple[str, ...], *, every: bool
) -> None:
    assert Quorum(roles=("a", "b"), count=count, every_role=every).open_to(given) == open_to
