"""What no site and no day may break: the promises of the check, and of every report of it."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.checking.inspect import inspect
from inforce.domain.editions.decide import decide
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.page import Page
from inforce.domain.registers.register import Approved, day_of
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Waiver
from inforce.domain.standings.standing import standings
from inforce.domain.views.lists import code_index, family_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.api.products import api_product
from inforce.renderers.report.formats import FORMATS
from tests.factories import content, feedback, issued, ledger, page, product
from tests.property.sites import DAYS, KEYS, LIVES, TEXTS, sites, turning_days
from tests.report.reports import report

WAITS = st.integers(1, 500).map(lambda days: timedelta(days=days))
CALM = settings(max_examples=30, suppress_health_check=list(HealthCheck))
PAGES = st.builds(page, st.sampled_from(["terms", "care"]), title=TEXTS)
WAIVERS = st.builds(
    Waiver,
    rule=st.sampled_from(["TRN001", "APR001", "RVW003", "SCH003", "NONE"]),
    item=KEYS,
    until=DAYS,
    reason=st.just("moving"),
    by=st.sampled_from(["anna", "nobody"]),
)


@st.composite
def busy_sites(draw: st.DrawFn) -> Corpus:
    """Return a site with pages, feedback and waivers too."""
    site = draw(sites())
    pages: dict[str, Page] = {one.id: one for one in draw(st.lists(PAGES, max_size=2))}
    kept = {key: ledger(content(one), day=draw(DAYS)) for key, one in pages.items() if draw(YES)}
    told = [
        feedback(f"FB-{number}", item=draw(KEYS), received=draw(DAYS))
        for number in range(draw(st.integers(0, 2)))
    ]
    return structs.replace(
        site,
        pages=pages,
        ledgers={**site.ledgers, **kept},
        paths={**site.paths, **{key: f"content/pages/{key}.md" for key in pages}},
        feedback={one.id: one for one in told},
        waivers=tuple(draw(st.lists(WAIVERS, max_size=2))),
    )


YES = st.booleans()


def turned(site: Corpus) -> Corpus:
    """Return the site as read in the opposite order."""
    parts: dict[str, Any] = {
        field.name: dict(reversed([*value.items()]))
        for field in structs.fields(site)
        if isinstance(value := getattr(site, field.name), dict)
    }
    return structs.replace(site, problems=tuple(reversed(site.problems)), **parts)


def marks(found: tuple[Finding, ...]) -> dict[str, Finding]:
    return dict(zip(fingerprints(found, rules()), found, strict=True))


@CALM
@given(busy_sites(), DAYS)
def test_the_order_of_files_changes_no_report(site: Corpus, today: date) -> None:
    one, other = (inspect(corpus, today, rules()) for corpus in (site, turned(site)))
    for write in FORMATS.values():
        assert write(report(*one)) == write(report(*other))
    assert decide(turned(site), today) == decide(site, today)


@CALM
@given(busy_sites(), DAYS, st.integers(1, 90))
def test_a_fingerprint_is_of_one_finding_and_not_of_its_line(
    site: Corpus, today: date, lines: int
) -> None:
    found = inspect(site, today, rules())
    moved = tuple(structs.replace(one, line=one.line + lines, column=lines) for one in found)
    assert len(set(fingerprints(found, rules()))) == len(found)
    assert fingerprints(moved, rules()) == fingerprints(found, rules())


def settled(site: Corpus) -> date:
    """Return a day when all is approved, reviewed and in force: from then on only days pass."""
    entries = [entry for one in site.ledgers.values() for entry in one.entries]
    begun = [one.effective_from for one in entries if isinstance(one, Approved)]
    made = [day_of(entry) for entry in entries]
    return max([*begun, *made], default=date(2024, 1, 1)) + timedelta(days=1)


@CALM
@given(busy_sites(), st.integers(0, 400), WAITS)
def test_by_waiting_only_dated_findings_come_up(site: Corpus, days: int, wait: timedelta) -> None:
    """Else `--changed-since` would hold a change answerable for what the days have done."""
    site = structs.replace(site, waivers=())
    today = settled(site) + timedelta(days=days)
    before, after = (marks(inspect(site, day, rules())) for day in (today, today + wait))
    assert [one for mark, one in after.items() if mark not in before and not one.dated] == []


LATE = {code: rules()[code] for code in ("RVW002", "RVW003")}
COURSE = (0, 10, 31, 40, 60, 100, 200, 365, 380, 400, 800)


@CALM
@given(sites(), st.integers(0, 30))
def test_what_is_overdue_stays_overdue_by_waiting(site: Corpus, more: int) -> None:
    """From being late to having lapsed, and never back."""
    start = settled(site) + timedelta(days=more)
    late: set[str | None] = set()
    lapsed: set[str | None] = set()
    for wait in COURSE:
        found = inspect(site, start + timedelta(days=wait), LATE)
        later = {one.item for one in found}
        gone = {one.item for one in found if one.code == "RVW003"}
        assert late <= later
        assert lapsed <= gone
        late, lapsed = later, gone


@CALM
@given(sites(), st.data())
def test_no_view_offers_what_is_not_in_force(site: Corpus, data: st.DataObject) -> None:
    """Families, part numbers, API: each names only what is approved, effective and not gone."""
    today = data.draw(st.sampled_from(turning_days(site) or [date(2025, 1, 1)]))
    edition = decide(site, today, "dealer")
    reading = Reading(edition, wording("en"))
    places = standings(site, today)
    offered = {row.product.id for row in code_index(tuple(edition.current()), reading)}
    for family in edition.families.values():
        offered |= {one.id for one in family_sheet(family, reading).products}
    for key in offered:
        place = places[key]
        assert isinstance(place.approval, Approved)
        assert place.approval.at.date() <= today >= place.approval.effective_from
        assert place.lifecycle is not None
        assert not place.lifecycle.gone
    for key, shown in edition.products.items():
        told = api_product(shown, {})
        state = places[key].lifecycle
        assert state is not None
        assert (told.lifecycle.state, told.stamp.revision) == (state.value, places[key].revision)


@CALM
@given(sites())
def test_without_a_new_revision_nothing_comes_back(site: Corpus) -> None:
    gone: dict[tuple[str, int | None], date] = {}
    for day in turning_days(site):
        for key, place in standings(site, day).items():
            if place.lifecycle is None or place.content is None:
                continue
            if place.lifecycle.gone:
                gone[key, place.revision] = day
            assert place.lifecycle.gone or (key, place.revision) not in gone


@CALM
@given(LIVES, LIVES, DAYS)
@example(Lifecycle(support_until=date(2024, 1, 1)), Lifecycle(), date(2025, 1, 1))
def test_a_product_comes_back_with_a_notice_or_with_a_finding(
    before: Lifecycle, after: Lifecycle, today: date
) -> None:
    """Whoever was told that it is gone is told that it is back."""
    assume(before.state(today).gone and after.state(today).available)
    assume(after.reinstated is None)
    approved = issued(product("hx-1", lifecycle=before), day=date(2023, 1, 1))
    working = product("hx-1", lifecycle=after)
    found = inspect(structs.replace(approved, products={"hx-1": working}), today, rules())
    faults = [one.facts["fault"] for one in found if one.code == "LIF005"]
    assert "the product comes back without a notice" in faults
