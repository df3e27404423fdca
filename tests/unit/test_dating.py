"""Papers are dated by the last change in what their audience is told."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.interval import Interval
from inforce.domain.items.content import ProductContent, product_content
from inforce.domain.items.control import Control
from inforce.domain.items.lifecycle import Lifecycle, Replacement
from inforce.domain.items.product import Certificate, Product, Relation, RelationType
from inforce.domain.registers.register import Assigned, Entry, Ledger
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    PUMP,
    content,
    corpus,
    ledger,
    page,
    product,
    recall,
    reviewed,
    sealed,
    specs,
)

FIRST, SECOND, THIRD = date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1)
TODAY = date(2026, 11, 20)
REVIEWED = date(2026, 9, 15)


def dated(site: Corpus, today: date = TODAY, audience: str = "public") -> date | None:
    return decide(site, today, audience).dated.get("hx-100")


def issued(*ledgers: Ledger) -> Corpus:
    return corpus(ledgers={one.item: one for one in ledgers})


def since_first(*steps: Any) -> Ledger:  # noqa: ANN401 - what a ledger is made of
    return ledger(*steps, day=FIRST)


def with_more(record: Ledger, *more: Entry) -> Ledger:
    entries = sealed([*record.entries, *more])
    return structs.replace(
        record, entries=entries, seals=tuple(entry.seal or "" for entry in entries)
    )


def assigned(owner: str | None, every: str | None = None) -> Assigned:
    at = datetime(2026, 9, 15, 12, tzinfo=UTC)
    interval = None if every is None else Interval(every)
    return Assigned(at=at, by="anna", role="quality", owner=owner, review_every=interval)


def test_by_the_first_day_of_its_revision() -> None:
    steps = ((FIRST, content(product())), (THIRD, content(product(name=Text("New")))))
    assert dated(issued(ledger(*steps, day=FIRST))) == THIRD
    assert dated(issued(ledger(*steps, day=FIRST)), date(2026, 7, 31)) == FIRST
    hidden = structs.replace(product(audience="dealer"), lifecycle=Lifecycle(withdrawn_on=THIRD))
    shown_later = ledger((FIRST, content(hidden)), (SECOND, content(product())), day=FIRST)
    assert dated(issued(shown_later)) == SECOND
    approved_later = ledger((FIRST, content(product())), day=SECOND)
    assert dated(issued(approved_later)) == SECOND


def test_by_its_last_review() -> None:
    shown = content(product())
    assert dated(issued(since_first(shown, reviewed(shown, REVIEWED)))) == REVIEWED


@pytest.mark.parametrize(
    ("entry", "day"),
    [(assigned("sales"), FIRST), (assigned("sales", "P1M"), REVIEWED), (assigned(None), REVIEWED)],
    ids=["another owner", "another interval", "no owner"],
)
def test_by_another_day_of_the_next_review(entry: Assigned, day: date) -> None:
    assert dated(issued(with_more(since_first(content(product())), entry))) == day


@pytest.mark.parametrize(
    ("life", "day"),
    [
        (Lifecycle(available_from=SECOND), SECOND),
        (Lifecycle(not_recommended_from=SECOND), SECOND),
        (Lifecycle(announced_on=SECOND, last_order=date(2027, 1, 1)), SECOND),
        (Lifecycle(announced_on=FIRST, last_order=SECOND), date(2026, 5, 2)),
        (Lifecycle(announced_on=FIRST, last_delivery=SECOND), FIRST),
        (Lifecycle(support_until=SECOND), date(2026, 5, 2)),
        (Lifecycle(withdrawn_on=SECOND), SECOND),
        (Lifecycle(support_until=date.max), FIRST),
    ],
)
def test_by_the_turns_of_its_life(life: Lifecycle, day: date) -> None:
    assert dated(issued(since_first(content(product(lifecycle=life))))) == day


def test_by_its_recall() -> None:
    assert dated(issued(since_first(content(product(recall=recall(SECOND)))))) == SECOND


@pytest.mark.parametrize(("audience", "day"), [("public", FIRST), ("dealer", date(2026, 5, 2))])
def test_by_the_end_of_a_certificate_that_its_readers_see(audience: str, day: date) -> None:
    proof = Certificate(id="C-1", body=Text("Body"), valid_to=SECOND, audience="dealer")
    site = issued(since_first(content(product(certificates=(proof,)))))
    assert dated(site, audience=audience) == day


def related(kind: str = "relation") -> Product:
    """Return a product whose papers name another one, ``hx-110``."""
    if kind == "relation":
        return product(relations=(Relation(type=RelationType.SIMILAR, product="hx-110"),))
    return product(
        lifecycle=Lifecycle(announced_on=FIRST, replaced_by=(Replacement(product="hx-110"),))
    )


def other(**parts: Any) -> ProductContent:  # noqa: ANN401 - fields of a product
    shown = content(product("hx-110", **parts))
    assert isinstance(shown, ProductContent)
    return shown


@pytest.mark.parametrize("kind", ["relation", "replacement"])
@pytest.mark.parametrize(
    ("steps", "day"),
    [
        ([(FIRST, other()), (SECOND, other(specs=specs(flow=1)))], FIRST),
        ([(FIRST, other()), (SECOND, other(name=Text("New")))], SECOND),
        ([(FIRST, other()), (SECOND, other(audience="dealer"))], SECOND),
        ([(SECOND, other()), (THIRD, other(specs=specs(flow=1)))], SECOND),
        ([(FIRST, other(audience="dealer")), (SECOND, other(audience="dealer"))], FIRST),
        ([(FIRST, other(lifecycle=Lifecycle(withdrawn_on=SECOND)))], SECOND),
        ([(FIRST, other(lifecycle=Lifecycle(withdrawn_on=THIRD))), (SECOND, other())], SECOND),
    ],
    ids=["figures", "name", "hidden", "known", "never seen", "withdrawn", "kept"],
)
def test_by_what_is_told_of_products_that_it_names(
    kind: str, steps: Iterable[tuple[date, ProductContent]], day: date
) -> None:
    site = issued(since_first(content(related(kind))), since_first(*steps))
    assert dated(site) == day


def test_by_those_that_it_replaces_however_far() -> None:
    """One that names its replacement no more has changed the replacement's paper too."""

    def replaced(key: str, *named: str) -> ProductContent:
        heirs = tuple(Replacement(product=heir) for heir in named)
        shown = content(product(key, lifecycle=Lifecycle(announced_on=FIRST, replaced_by=heirs)))
        assert isinstance(shown, ProductContent)
        return shown

    near = since_first(replaced("hx-90", "hx-100"))
    far = since_first(
        (FIRST, replaced("hx-80", "hx-90", "hx-100")), (SECOND, content(product("hx-80")))
    )
    assert dated(issued(since_first(content(product())), near, far)) == SECOND


def closed(key: str, *hidden: str) -> ProductContent:
    """Return a product of a family in which these attributes are for dealers alone."""
    attributes = {
        name: structs.replace(one, audience="dealer") if name in hidden else one
        for name, one in PUMP.attributes.items()
    }
    family = structs.replace(PUMP, attributes=attributes)
    item = product(key, specs=specs(flow=key.count("1"), temperature={"min": 1}))
    return product_content(item, {"pump": family}, {})


@pytest.mark.parametrize(
    ("hidden", "day"), [("flow", THIRD), ("temperature", SECOND), ("body", SECOND)]
)
def test_by_what_others_keep_back_of_its_past(hidden: str, day: date) -> None:
    """The temperature is hidden here as well, so nothing changes when it is hidden elsewhere."""
    now = closed("hx-100", "temperature")
    changed = structs.replace(now, product=structs.replace(now.product, name=Text("New")))
    own = since_first((FIRST, now), (SECOND, changed))
    others = since_first((FIRST, closed("hx-110")), (THIRD, closed("hx-110", hidden)))
    assert dated(issued(own, others)) == day


def test_a_product_with_one_revision_has_no_past_to_keep_back() -> None:
    others = since_first((FIRST, closed("hx-110")), (THIRD, closed("hx-110", "flow")))
    assert dated(issued(since_first(closed("hx-100")), others)) == FIRST


def test_a_light_site_has_the_days_that_its_data_name() -> None:
    def light(*items: Product) -> Corpus:
        return corpus(*items, page(), policy=structs.replace(POLICY, approval=Approval.OFF))

    confirmed = product(control=Control(owner="sales", reviewed_on=FIRST))
    assert dated(light(confirmed)) == FIRST
    both = decide(light(confirmed, product("hx-110")), TODAY)
    assert dict(both.dated) == {"hx-100": FIRST}
    assert (len(both.dated), len(both.products)) == (1, 2)
    record = {"hx-100": with_more(since_first(content(product())), assigned("quality"))}
    assert dated(structs.replace(light(confirmed), ledgers=record)) == FIRST
    undated = light(product())
    assert dated(undated) is None
    edition = decide(undated, TODAY)
    assert edition.paper_day(edition.products["hx-100"]) == TODAY


def test_a_preview_is_of_its_own_day() -> None:
    site = corpus(product(), ledgers={"hx-100": since_first(content(product()))})
    edition = decide(site, TODAY, preview=True)
    assert edition.paper_day(edition.products["hx-100"]) == TODAY
