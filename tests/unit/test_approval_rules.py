"""The rules of approval at their edges; the examples show the rest."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.content import Content
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.product import SafetyWarning
from inforce.domain.registers.register import Proof
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding, Problem
from inforce.domain.site.policy import ApprovalTerm, Severity
from inforce.domain.text import Text
from tests.evidence.registers import assigned, register
from tests.factories import (
    POLICY,
    TODAY,
    content,
    corpus,
    issued,
    ledger,
    page,
    product,
    reviewed,
)

SIGNED = structs.replace(POLICY, approvals=(ApprovalTerm(signed=True),))


def told(site: Corpus, code: str) -> list[Finding]:
    return list(inspect(site, TODAY, {code: rules()[code]}))


def test_a_lost_snapshot_leaves_no_policy_to_judge_by() -> None:
    record = structs.replace(ledger(content(product())), snapshots={})
    site = corpus(product(), ledgers={"hx-100": record}, policy=SIGNED)
    assert not told(site, "APR006")
    assert not told(site, "APR003")
    old = product(name=Text("Old"))
    renamed = product(control=Control(owner="sales", change=Change(class_=ChangeClass.EDITORIAL)))
    record = ledger(content(old), content(renamed))
    kept = structs.replace(record, snapshots={1: record.snapshots[1]})
    assert not told(corpus(renamed, ledgers={"hx-100": kept}), "APR005")


def test_whoever_changes_a_warning_changes_more_than_words() -> None:
    quiet = Control(owner="sales", change=Change(class_=ChangeClass.EDITORIAL))
    warned = product(control=quiet, warnings=(SafetyWarning(text=Text("Hot.")),))
    site = corpus(warned, ledgers={"hx-100": ledger(content(product()))})
    (found,) = told(site, "APR005")
    assert "/warnings/0 differs" in found.facts["fault"]


def test_a_signature_that_nobody_proved_is_told() -> None:
    record = ledger(content(product()))
    signed = structs.replace(record.approvals()[0], signature="x")
    record = structs.replace(record, entries=(signed,))
    site = corpus(product(), ledgers={"hx-100": record})
    (found,) = told(site, "APR006")
    assert (found.facts["fault"], found.severity) == ("was not proved", Severity.ERROR)
    assert not told(structs.replace(site, proofs={record.seals[0]: Proof()}), "APR006")


def test_a_superseded_fault_is_a_warning_but_not_a_false_signature() -> None:
    old, new = content(product(name=Text("Old"))), content(product())
    record = ledger(old, new)
    forged = structs.replace(record.approvals()[0], signature="x")
    record = structs.replace(record, entries=(forged, record.entries[1]))
    site = corpus(product(), ledgers={"hx-100": record}, policy=SIGNED)
    severities = [(found.pointer, found.severity.value) for found in told(site, "APR006")]
    assert severities == [("/0/signature", "error"), ("/1/by", "error")]


@pytest.mark.parametrize(
    ("role", "owner", "then", "severity"),
    [
        ("sales", "sales", (), None),
        ("quality", "sales", (), None),  # one that may approve
        ("sales", "quality", (), Severity.ERROR),
        ("sales", None, (), Severity.ERROR),
        ("sales", "quality", (content(product(name=Text("New"))),), Severity.WARNING),
    ],
)
def test_who_reviews_owns_the_item_or_may_approve_it(
    role: str, owner: str | None, then: tuple[Content, ...], severity: Severity | None
) -> None:
    shown = content(product(control=Control(owner=owner)))
    looked = structs.replace(reviewed(shown, date(2026, 10, 21)), role=role)
    record = ledger(shown, looked, *then)
    found = told(corpus(product(), ledgers={"hx-100": record}), "APR003")
    assert [one.severity for one in found] == [severity] * (severity is not None)
    assert all(one.facts["fault"] == "by a role that may not review it" for one in found)
    lost = structs.replace(record, snapshots={})
    assert not told(corpus(product(), ledgers={"hx-100": lost}), "APR003")


def test_the_owner_of_that_day_reviews() -> None:
    shown = content(product(control=Control(owner="quality")))
    early, given, late = (date(2026, 10, day) for day in (21, 22, 23))
    approval = (date(2026, 10, 20), shown)
    before = register(approval, reviewed(shown, early), assigned(given, "sales"))
    after = register(approval, assigned(given, "sales"), reviewed(shown, late))
    faults = [told(corpus(product(), ledgers={"hx-100": one}), "APR003") for one in (before, after)]
    assert [len(found) for found in faults] == [1, 0]


def test_a_page_that_cannot_be_read_is_not_lost() -> None:
    site = structs.replace(issued(page()), pages={}, paths={})
    assert [found.item for found in told(site, "APR007")] == ["terms"]
    problem = Problem(code="SCH003", path="content/pages/terms.md")
    assert not told(structs.replace(site, problems=(problem,)), "APR007")
    for code in ("SCH006", "SCH008"):  # a picture that is broken, a page of another name
        problem = Problem(code=code, path="content/pages/about.markdown")
        assert told(structs.replace(site, problems=(problem,)), "APR007")


def test_a_product_that_cannot_be_read_or_was_never_issued_is_not_lost() -> None:
    site = structs.replace(issued(product()), products={}, paths={})
    assert [found.item for found in told(site, "APR007")] == ["hx-100"]
    problem = Problem(code="SCH001", path="content/products/hx-100.yaml")
    assert not told(structs.replace(site, problems=(problem,)), "APR007")
    waiting = structs.replace(site.ledgers["hx-100"].approvals()[0], needs=2)
    record = structs.replace(site.ledgers["hx-100"], entries=(waiting,))
    assert not told(structs.replace(site, ledgers={"hx-100": record}), "APR007")
    record = structs.replace(site.ledgers["hx-100"], snapshots={})
    assert not told(structs.replace(site, ledgers={"hx-100": record}), "APR007")
