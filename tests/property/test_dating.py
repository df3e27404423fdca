"""A paper set again on the day by which it is dated says the same as on any day until the next."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.interval import Interval
from inforce.domain.items.content import ProductContent, product_content
from inforce.domain.items.control import Control
from inforce.domain.paper import Stock
from inforce.domain.registers.register import Assigned, Entry, Ledger, Snapshot
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.typst.brochure import BrochureSeries
from tests.factories import POLICY, PUMP, approved, corpus, reviewed, sealed
from tests.property.sites import AUDIENCES, DAYS, products, turning_days

CALM = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
WORDS = wording("en")
KEYS = [f"hx-{number}" for number in range(4)]
WAITS = st.integers(0, 200).map(timedelta)
EVERY = st.none() | st.sampled_from(["P1M", "P12M"]).map(Interval)


def said(site: Corpus, day: date, audience: str) -> dict[str, tuple[bytes, date | None]]:
    """Return all that each brochure of a day says, and the day by which it is dated."""
    edition = decide(site, day, audience)
    series = BrochureSeries(Reading(edition, WORDS), WORDS.texts, "https://a.example/", Stock())
    return {
        key: (msgspec.json.encode(series.brochure(product)), edition.dated.get(key))
        for key, product in edition.products.items()
    }


@st.composite
def shown(draw: st.DrawFn, key: str) -> ProductContent:
    """Return a product, with attributes that are for dealers alone or for all."""
    hidden = draw(st.sets(st.sampled_from(["flow", "temperature"])))
    attributes = {
        name: structs.replace(one, audience="dealer") if name in hidden else one
        for name, one in PUMP.attributes.items()
    }
    item = structs.replace(draw(products(key)), audience=draw(AUDIENCES))
    return product_content(item, {"pump": structs.replace(PUMP, attributes=attributes)}, {})


@st.composite
def revised(draw: st.DrawFn, before: ProductContent) -> ProductContent:
    """Return the next revision, of which some parts are as they were."""
    after = draw(shown(before.product.id))
    kept = {part: getattr(before.product, part) for part in draw(PARTS)}
    control = Control(owner=draw(st.sampled_from(["sales", None])))
    return structs.replace(after, product=structs.replace(after.product, control=control, **kept))


PARTS = st.sets(st.sampled_from(["name", "lifecycle", "relations", "audience", "specs"]))


@st.composite
def records(draw: st.DrawFn, key: str) -> Ledger:
    """Return the record of a product: revisions, reviews and assignments over the years."""
    content, day = draw(shown(key)), draw(DAYS)
    entries: list[Entry] = []
    snapshots: dict[int, Snapshot] = {}
    for revision in range(1, draw(st.integers(1, 3)) + 1):
        effective = day + timedelta(days=draw(st.integers(-30, 60)))
        entry = approved(content, revision, made=day, effective=effective)
        entries.append(entry)
        snapshots[revision] = Snapshot(
            path=f"{revision}.yaml", content=content, digest=entry.digest, record=entry.record
        )
        for _ in range(draw(st.integers(0, 2))):
            day += draw(WAITS)
            owner = draw(st.sampled_from(["sales", "quality", None]))
            assigned = Assigned(
                at=datetime.combine(day, time(12), UTC),
                by="anna",
                role="quality",
                owner=owner,
                review_every=draw(EVERY),
            )
            review = reviewed(content, day, revision=revision)
            entries.append(assigned if draw(st.booleans()) else review)
        day += draw(WAITS)
        content = draw(revised(content))
    whole = sealed(entries)
    return Ledger(
        item=key,
        path=f"content/issued/{key}/register.yaml",
        entries=whole,
        seals=tuple(entry.seal or "" for entry in whole),
        snapshots=snapshots,
    )


@st.composite
def shops(draw: st.DrawFn) -> Corpus:
    """Return a site with a past."""
    return corpus(ledgers={key: draw(records(key)) for key in KEYS[: draw(st.integers(1, 4))]})


@st.composite
def light_shops(draw: st.DrawFn) -> Corpus:
    """Return a site that keeps no record."""
    items = [draw(products(key)) for key in KEYS[: draw(st.integers(1, 4))]]
    dated = [
        structs.replace(one, control=Control(owner="sales", reviewed_on=draw(DAYS)))
        for one in items
    ]
    return corpus(*dated, policy=structs.replace(POLICY, approval=Approval.OFF))


@CALM
@given(shops() | light_shops(), st.sampled_from(["public", "dealer"]), st.data())
def test_a_paper_set_again_on_its_day_says_the_same(
    site: Corpus, audience: str, data: st.DataObject
) -> None:
    days = st.sampled_from(turning_days(site) or [date(2026, 1, 1)]) | DAYS
    today = data.draw(days)
    for key, (sheet, dated) in said(site, today, audience).items():
        if dated is not None:
            assert dated <= today
            assert said(site, dated, audience)[key] == (sheet, dated)
