"""What no site and no day may break: the promises of the edition."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.audience.audiences import product_audiences
from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.rule import message, remedy
from inforce.domain.editions.decide import decide
from inforce.domain.registers.digest import canonical
from inforce.domain.registers.register import Approved, Ledger, Reviewed
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import standings
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from tests.property.sites import DAYS, approvals, sites, turning_days


@settings(max_examples=40)
@given(sites(), DAYS)
def test_nothing_unapproved_or_future_is_shown(site: Corpus, today: date) -> None:
    edition = decide(site, today, "dealer")
    places = standings(site, today)
    for key, shown in edition.products.items():
        entry = next(
            entry for entry in approvals(site, key) if entry.revision == shown.stamp.revision
        )
        assert entry.at.date() <= today
        assert entry.effective_from <= today
        issued = site.ledgers[key].snapshots[entry.revision].content
        assert places[key].content == issued
        assert all(step.revision <= entry.revision for step in shown.history)


@settings(max_examples=40)
@given(sites(), DAYS)
def test_what_is_gone_is_not_current_in_any_view(site: Corpus, today: date) -> None:
    edition = decide(site, today, "dealer")
    current = {shown.id for shown in edition.current()}
    gone = {shown.id for shown in edition.gone()}
    assert current.isdisjoint(gone)
    assert current | gone == set(edition.products)
    reading = Reading(edition, wording("en"))
    for key in gone:
        product = edition.products[key]
        life = product.content.product.lifecycle
        withdrawn = life.withdrawn_on is not None and life.withdrawn_on <= today
        ended = life.last_order is not None and life.last_order < today
        expired = life.support_until is not None and life.support_until < today
        assert withdrawn or ended or expired
        assert product_sheet(product, reading).banner is not None


@settings(max_examples=40)
@given(sites())
def test_a_day_has_at_most_one_revision_and_it_is_the_latest_begun(site: Corpus) -> None:
    for today in turning_days(site):
        for key, place in standings(site, today).items():
            begun = [
                entry.revision
                for entry in approvals(site, key)
                if entry.at.date() <= today and entry.effective_from <= today
            ]
            assert place.revision == max(begun, default=None)


@settings(max_examples=40)
@given(sites(), DAYS)
def test_what_was_shown_on_a_day_stays_what_was_shown(site: Corpus, today: date) -> None:
    """Neither approvals nor reviews of the days after change an edition of the past."""
    then = {key: _as_it_stood(ledger, today) for key, ledger in site.ledgers.items()}
    assert decide(structs.replace(site, ledgers=then), today) == decide(site, today)


def _as_it_stood(ledger: Ledger, day: date) -> Ledger:
    made = [
        entry.on if isinstance(entry, Reviewed) else entry.at.date() for entry in ledger.entries
    ]
    kept = [entry for entry, on in zip(ledger.entries, made, strict=True) if on <= day]
    revisions = {entry.revision for entry in kept if isinstance(entry, Approved)}
    return structs.replace(
        ledger,
        entries=tuple(kept),
        snapshots={key: ledger.snapshots[key] for key in revisions},
    )


@settings(max_examples=150)
@given(sites(), DAYS)
def test_the_public_gets_no_byte_that_is_for_dealers(site: Corpus, today: date) -> None:
    edition = decide(site, today)
    for shown in edition.products.values():
        product = shown.content.product
        assert product.audience == "public"
        assert dict(product_audiences(product)) == {}
        assert {part.audience for part in shown.content.family.attributes.values()} <= {"public"}
        assert b'"audience":"dealer"' not in canonical(shown.content)
        assert b'"owner"' not in canonical(shown.content)
        known = set(edition.products)
        assert {link.product for link in product.relations} <= known
        assert {heir.product for heir in product.lifecycle.replaced_by} <= known
        cited = {value.evidence for value in product.specs.values()} - {None}
        proofs = {part.id for part in product.evidence}
        assert cited <= proofs | {part.id for part in product.certificates}


@settings(max_examples=150)
@given(sites(), DAYS)
def test_the_order_of_files_changes_nothing(site: Corpus, today: date) -> None:
    turned = structs.replace(
        site,
        products=dict(reversed([*site.products.items()])),
        ledgers=dict(reversed([*site.ledgers.items()])),
        families=dict(reversed([*site.families.items()])),
    )
    assert decide(turned, today) == decide(site, today)
    assert list(decide(turned, today).products) == list(decide(site, today).products)
    assert inspect(turned, today, rules()) == inspect(site, today, rules())


@settings(max_examples=40)
@given(sites(), DAYS)
def test_every_finding_has_its_words(site: Corpus, today: date) -> None:
    for finding in inspect(site, today, rules()):
        rule = rules()[finding.code]
        assert message(finding, rule)
        assert remedy(finding, rule).endswith(".")
        assert finding.path or finding.item in site.ledgers


@settings(max_examples=40)
@given(sites(), DAYS, st.integers(1, 500))
def test_a_review_never_becomes_less_late_by_waiting(site: Corpus, today: date, wait: int) -> None:
    """Overdue is monotone in today while nothing new is approved, reviewed or effective."""
    later = today + timedelta(days=wait)
    before, after = standings(site, today), standings(site, later)
    for key, place in before.items():
        then = after[key]
        if then.review.last == place.review.last and then.revision == place.revision:
            assert then.review.late >= place.review.late
            assert then.review.due == place.review.due
