from datetime import date, timedelta

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Step, Successor
from inforce.domain.items.content import FileFact, product_content
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.lifecycle import Fit, Lifecycle, LifecycleState
from inforce.domain.items.product import Image, Relation, RelationType
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    PUMP,
    TODAY,
    content,
    corpus,
    ended,
    issued,
    ledger,
    page,
    product,
    specs,
)

FACT = FileFact(sha256="ab" * 32, size=10)
OLD, NEW = product(name=Text("Old")), product(name=Text("New"))


def test_only_what_was_approved_is_shown() -> None:
    edition = decide(corpus(NEW, product("draft"), ledgers={"hx-100": ledger(content(OLD))}), TODAY)
    assert list(edition.products) == ["hx-100"]
    assert edition.products["hx-100"].content.product.name == Text("Old")
    assert not edition.products["hx-100"].unapproved


def test_a_preview_shows_working_copies_and_says_so() -> None:
    site = corpus(NEW, page(), ledgers={"hx-100": ledger(content(OLD))})
    edition = decide(site, TODAY, preview=True)
    shown = edition.products["hx-100"]
    assert edition.preview
    assert shown.content.product.name == Text("New")
    assert shown.unapproved
    assert shown.stamp.revision is None
    assert shown.history == ()
    assert edition.pages["terms"].unapproved


def test_a_preview_of_a_light_site_is_the_site() -> None:
    light = corpus(NEW, policy=structs.replace(POLICY, approval=Approval.OFF))
    assert decide(light, TODAY, preview=True) == decide(light, TODAY)
    assert not decide(light, TODAY).preview


def test_known_standings_are_used() -> None:
    site = issued(OLD)
    before = standings(site, TODAY - timedelta(days=365))
    assert decide(site, TODAY, where=before).products == {}
    assert decide(site, TODAY, where=standings(site, TODAY)) == decide(site, TODAY)


def test_stamp_and_history_end_with_the_revision_in_force() -> None:
    first = product(control=Control(owner="sales", change=Change(summary=Text("First"))))
    second = product(
        name=Text("Second"),
        control=Control(
            owner="sales", change=Change(class_=ChangeClass.EDITORIAL, summary=Text("Name"))
        ),
    )
    days = date(2026, 3, 1), date(2026, 12, 1)
    steps = [(days[0], content(first)), (days[1], content(second))]
    edition = decide(corpus(second, ledgers={"hx-100": ledger(*steps)}), TODAY)
    shown = edition.products["hx-100"]
    assert (shown.stamp.revision, shown.stamp.effective_from) == (1, days[0])
    assert (shown.stamp.last_confirmed, shown.stamp.next_review) == (days[0], date(2027, 3, 1))
    assert shown.history == (
        Step(
            revision=1,
            effective_from=days[0],
            told_on=days[0],
            change_class=ChangeClass.SUBSTANTIVE,
            summary=Text("First"),
        ),
    )


def test_nobody_learns_of_what_his_audience_may_not_see() -> None:
    links = tuple(Relation(type=RelationType.SIMILAR, product=key) for key in ("b", "secret"))
    site = issued(
        product("a", relations=links, lifecycle=ended("secret", "b")),
        product("b"),
        product("secret", audience="dealer"),
        page("prices", audience="dealer"),
        page(),
    )
    public, dealer = decide(site, TODAY), decide(site, TODAY, "dealer")
    assert list(public.products) == ["a", "b"]
    assert list(public.pages) == ["terms"]
    assert [link.product for link in public.products["a"].content.product.relations] == ["b"]
    assert [heir.product for heir in public.products["a"].successors] == ["b"]
    assert [heir.product for heir in dealer.products["a"].successors] == ["secret", "b"]
    assert list(dealer.products) == ["a", "b", "secret"]
    assert list(dealer.pages) == ["prices", "terms"]
    assert (public.public, dealer.public) == (True, False)


def test_pages_are_shown_without_who_controls_them() -> None:
    edition = decide(issued(page()), TODAY)
    assert edition.pages["terms"].content.page == page(control=Control())


def test_replacements_both_ways() -> None:
    site = issued(product("a", lifecycle=ended("b")), product("b"))
    edition = decide(site, TODAY)
    assert edition.products["a"].successors == (
        Successor(product="b", via=(), fit=Fit.FUNCTIONAL, note=None, state=LifecycleState.ACTIVE),
    )
    assert edition.products["b"].predecessors == ("a",)
    assert [shown.id for shown in edition.gone()] == ["a"]
    assert [shown.id for shown in edition.current()] == ["b"]


def test_an_end_that_is_not_announced_is_not_shown() -> None:
    tomorrow = TODAY + timedelta(days=1)
    life = ended("b", announced_on=tomorrow, notice="PDN-1", last_order=date(2027, 6, 1))
    site = issued(product("a", lifecycle=life), product("b"))
    today, later = decide(site, TODAY), decide(site, tomorrow)
    assert today.products["a"].content.product.lifecycle == Lifecycle()
    assert today.products["b"].predecessors == ()
    assert later.products["b"].predecessors == ("a",)


def test_families_show_what_their_products_use() -> None:
    files = {"media/pump.svg": FACT}
    family = structs.replace(PUMP, summary=Text("All pumps"), image="media/pump.svg")
    site = issued(
        product("a", specs=specs(temperature={"min": 1})),
        product("b", specs=specs(flow=5)),
        families={"pump": family, "valve": structs.replace(PUMP, id="valve")},
        files=files,
    )
    edition = decide(site, TODAY)
    (found,) = edition.families.values()
    assert list(found.attributes) == ["flow", "temperature"]
    assert found.products == ("a", "b")
    assert found.summary == Text("All pumps")
    assert found.image is not None
    assert list(edition.files) == [found.image.path] == ["media/abababababab/pump.svg"]


def test_what_a_family_says_today_is_for_whom_it_is_today() -> None:
    """Its products are still shown as they were approved: for all."""
    family = structs.replace(PUMP, summary=Text("Dealers get 40 %"), image="media/pump.svg")
    site = corpus(ledgers={"hx-100": ledger(content(OLD))}, files={"media/pump.svg": FACT})
    few = structs.replace(site, families={"pump": structs.replace(family, audience="dealer")})
    public, dealer = (decide(few, TODAY, name).families["pump"] for name in ("public", "dealer"))
    assert (public.summary, public.image) == (None, None)
    assert (dealer.summary, dealer.image is None) == (Text("Dealers get 40 %"), False)


def test_the_order_of_a_family_is_that_of_what_was_issued_and_not_of_its_file_today() -> None:
    site = issued(
        product("a", specs=specs(flow=5, dry_run=True)),
        product("b", specs=specs(temperature={"min": 1}, body="iron", dry_run=True)),
        product("c", specs=specs(flow=5, body="iron")),
    )
    shown = list(decide(site, TODAY).families["pump"].attributes)
    assert shown == ["flow", "temperature", "body", "dry_run"]
    turned = dict(reversed([*PUMP.attributes.items()]))
    later = structs.replace(
        site, families={"pump": structs.replace(PUMP, attributes=turned)}, products={}
    )
    assert list(decide(later, TODAY).families["pump"].attributes) == shown


@pytest.mark.parametrize("image", [None, "media/missing.svg"])
def test_a_family_may_have_no_picture(image: str | None) -> None:
    site = issued(product(), families={"pump": structs.replace(PUMP, image=image)})
    assert decide(site, TODAY).families["pump"].image is None


def test_a_family_that_is_gone_is_told_by_its_products() -> None:
    site = issued(product())
    edition = decide(structs.replace(site, families={}), TODAY)
    assert edition.families["pump"].name == PUMP.name
    assert edition.families["pump"].summary is None


def test_the_newest_product_names_the_family() -> None:
    old, new = product("a"), product("b")
    renamed = structs.replace(PUMP, name=Text("Renamed"))
    before = ledger(content(old), day=date(2026, 1, 1))
    after = ledger(product_content(new, {"pump": renamed}, {}))
    edition = decide(corpus(old, new, ledgers={"a": before, "b": after}), TODAY)
    assert edition.families["pump"].name == Text("Renamed")


def test_files_are_published_under_their_digest() -> None:
    item = product(images=(Image(file="media/hx.svg", alt=Text("HX")),))
    edition = decide(issued(item, files={"media/hx.svg": FACT}), TODAY)
    assert list(edition.files) == ["media/abababababab/hx.svg"]
    shown = edition.products["hx-100"].content
    assert shown.published("media/hx.svg") == edition.files["media/abababababab/hx.svg"]
    assert shown.published("media/other.svg") is None
    assert shown.published(None) is None


def test_the_digest_tells_editions_apart() -> None:
    site = issued(product(), page())
    whole = decide(site, TODAY)
    assert whole.digest == decide(site, TODAY).digest
    assert whole.digest != decide(site, TODAY + timedelta(days=1)).digest
    assert whole.digest != decide(site, TODAY, "dealer").digest
    assert whole.digest != decide(issued(product()), TODAY).digest


def test_of_the_same_bytes_under_the_same_name_the_last_one_named_is_published() -> None:
    named = {"a": "media/x/one.svg", "b": "media/y/one.svg", "c": "media/x/one.svg"}
    items = [
        product(key, images=(Image(file=file, alt=Text("One")),)) for key, file in named.items()
    ]
    edition = decide(issued(*items, files=dict.fromkeys(named.values(), FACT)), TODAY)
    assert [file.source for file in edition.files.values()] == ["media/x/one.svg"]
