from datetime import date, timedelta

from msgspec import structs

from inforce.domain.interval import Interval
from inforce.domain.items.control import Control
from inforce.domain.items.offering import Offered, OfferingSource
from inforce.domain.items.product import Certificate, Document, DocumentKind, Evidence, EvidenceKind
from inforce.domain.registers.register import Ledger, Outcome
from inforce.domain.site.feedback import Feedback, FeedbackKind
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Approval, ReviewPolicy, Severity
from inforce.domain.standings.standing import standings
from inforce.domain.standings.worklist import Ending, Task, worklist
from inforce.domain.text import Text
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
    specs,
)

ONE = content(product(specs=specs(flow=1)))
TWO = content(product(specs=specs(flow=2)))
MADE = date(2026, 1, 1)


def task(*steps: object, **parts: object) -> Task:
    """Return the task of one product with this register; its working copy is the last content."""
    own = ledger(*steps, day=MADE)  # type: ignore[arg-type]  # what a ledger is made of
    shown = own.snapshots[max(own.snapshots)].content
    site = corpus(shown.product, ledgers={"hx-100": own}, **parts)  # type: ignore[union-attr]  # a product
    (found,) = worklist(site, standings(site, TODAY), TODAY)
    return found


def test_a_first_revision_was_never_reviewed() -> None:
    found = task(ONE)
    assert (found.revision, found.compared, found.revisions, found.changes) == (1, None, (), ())
    assert found.last is None
    assert found.next_due == date(2027, 11, 20)
    assert found.digest is not None


def test_a_review_of_a_later_day_is_not_known() -> None:
    shown = content(product())
    assert task(shown, reviewed(shown, TODAY)).last is not None
    assert task(shown, reviewed(shown, TODAY + timedelta(days=1))).last is None


def test_what_changed_since_the_last_confirmation() -> None:
    found = task(ONE, reviewed(ONE, date(2026, 2, 1)), (date(2026, 3, 1), TWO))
    assert (found.compared, found.revisions) == (1, (2,))
    assert [change.pointer for change in found.changes] == ["/specs/flow"]


def test_a_review_that_confirmed_nothing_is_told_and_not_compared_with() -> None:
    needed = reviewed(TWO, date(2026, 4, 1), revision=2, outcome=Outcome.CHANGE_NEEDED)
    found = task(ONE, (date(2026, 3, 1), TWO), needed)
    assert found.last is not None
    assert found.last.outcome is Outcome.CHANGE_NEEDED
    assert (found.compared, len(found.changes)) == (1, 1)


def test_a_confirmed_revision_has_no_changes() -> None:
    found = task(ONE, (date(2026, 3, 1), TWO), reviewed(TWO, date(2026, 4, 1), revision=2))
    assert (found.compared, found.revisions, found.changes) == (2, (), ())


def test_a_lost_snapshot_hides_the_changes_alone() -> None:
    own = ledger(ONE, (date(2026, 3, 1), TWO), day=MADE)
    kept = structs.replace(own, snapshots={2: own.snapshots[2]})
    site = corpus(product(specs=specs(flow=2)), ledgers={"hx-100": kept})
    (found,) = worklist(site, standings(site, TODAY), TODAY)
    assert (found.compared, found.revisions, found.changes) == (1, (2,), ())


def test_what_waits_for_approval() -> None:
    site = corpus(product(specs=specs(flow=2)), ledgers={"hx-100": ledger(ONE)})
    (found,) = worklist(site, standings(site, TODAY), TODAY)
    assert [change.pointer for change in found.waiting] == ["/specs/flow"]


def test_nothing_is_in_force() -> None:
    site = corpus(product(), page())
    found = worklist(site, standings(site, TODAY), TODAY)
    assert [(one.id, one.revision, one.digest, one.compared) for one in found] == [
        ("hx-100", None, None, None),
        ("terms", None, None, None),
    ]


def test_a_light_site() -> None:
    control = Control(owner="sales", reviewed_on=date(2026, 5, 1), review_every=Interval("P6M"))
    policy = structs.replace(POLICY, approval=Approval.OFF)
    site = corpus(product(control=control), policy=policy)
    (found,) = worklist(site, standings(site, TODAY), TODAY)
    assert (found.digest, found.review.last) == (None, date(2026, 5, 1))
    assert found.path == "content/products/hx-100.yaml"


def test_proofs_that_run_out_before_the_next_review() -> None:
    item = product(
        certificates=(
            Certificate(id="A", body=Text("B"), valid_to=date(2027, 11, 20)),
            Certificate(id="B", body=Text("B"), valid_to=date(2027, 11, 21)),
            Certificate(id="C", body=Text("B")),
        ),
        evidence=(
            Evidence(id="D", kind=EvidenceKind.TEST_REPORT, valid_to=date(2026, 1, 1)),
            Evidence(id="E", kind=EvidenceKind.TEST_REPORT),
        ),
        documents=(
            Document(kind=DocumentKind.MANUAL, title=Text("M"), url="https://x.example/m"),
            Document(kind=DocumentKind.MANUAL, title=Text("M"), file="media/m.pdf"),
        ),
    )
    site = issued(item, page())
    found, terms = worklist(site, standings(site, TODAY), TODAY)
    assert found.endings == (
        Ending(kind="certificate", id="A", end=date(2027, 11, 20)),
        Ending(kind="evidence", id="D", end=date(2026, 1, 1)),
    )
    assert found.links == ("https://x.example/m",)
    assert (terms.endings, terms.links) == ((), ())


def message(key: str, item: str | None, received: date = MADE) -> Feedback:
    return Feedback(id=key, kind=FeedbackKind.CORRECTION, received=received, text="?", item=item)


def test_open_feedback_on_the_item() -> None:
    feedback = {
        entry.id: entry
        for entry in (
            message("F1", "hx-100"),
            message("F2", None),
            structs.replace(message("F3", "hx-100"), answered=date(2026, 2, 1)),
            message("F4", "hx-100", date(2027, 1, 1)),
        )
    }
    site = issued(product(), feedback=feedback)
    (found,) = worklist(site, standings(site, TODAY), TODAY)
    assert [entry.id for entry in found.feedback] == ["F1"]


def test_findings_on_the_item_but_not_its_clock() -> None:
    findings = [
        Finding(code=code, severity=Severity.ERROR, path="x", item=item)
        for code, item in (("REF004", "hx-100"), ("RVW001", "hx-100"), ("REF005", None))
    ]
    site = issued(product())
    (found,) = worklist(site, standings(site, TODAY), TODAY, findings)
    assert [finding.code for finding in found.findings] == ["REF004"]


def test_differences_from_the_offering_list() -> None:
    rows = (Offered(code="KX7", on_sale=True), Offered(code="HX100", on_sale=False))
    source = OfferingSource(file="x.csv", as_of=TODAY)
    for day, codes in ((TODAY, ["HX100"]), (date(2026, 12, 1), [])):
        policy = structs.replace(POLICY, offering=structs.replace(source, as_of=day))
        site = issued(product(order_code="HX100"), policy=policy, offering=rows)
        (found,) = worklist(site, standings(site, TODAY), TODAY)
        assert [offer.code for offer in found.offers] == codes


def test_only_what_is_wanted_by_due_day() -> None:
    items = (product("hx-1"), product("hx-2"), product("hx-3"))
    ledgers = {
        "hx-1": ledger(content(items[0]), day=date(2026, 5, 1)),
        "hx-2": ledger(content(items[1]), day=date(2026, 2, 1)),
        "gone": Ledger(item="gone", path="x"),
    }
    policy = structs.replace(POLICY, review=ReviewPolicy(checklist=(Text("Prices"),)))
    site = corpus(*items, ledgers=ledgers, policy=policy)
    where = standings(site, TODAY)
    found = worklist(site, where, TODAY)
    assert [one.id for one in found] == ["hx-2", "hx-1", "hx-3"]
    assert found[0].checklist == (Text("Prices"),)
    assert [one.id for one in worklist(site, where, TODAY, (), ["hx-1"])] == ["hx-1"]
