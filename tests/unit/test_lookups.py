"""What of an edition was looked up, and the digest of what stands there."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from operator import eq, ne

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, Kin
from inforce.domain.editions.lookups import Lookups
from inforce.domain.items.specs import Specs
from inforce.domain.site.policy import Brand
from inforce.domain.text import Text
from tests.factories import TODAY, issued, product, specs

EDITION = Edition(
    as_of=date(2026, 11, 20),
    audience="public",
    locales=("en",),
    brand=Brand(name=Text("Maker")),
    kin={"a": Kin(similar=("b",)), "b": Kin()},
    digest="sha256-jcs-1:00",
)


@pytest.mark.parametrize(
    ("ask", "noted"),
    [
        (lambda one: one.kin["a"], (("kin", "a"),)),
        (lambda one: one.kin.get("z"), (("kin", "z"),)),
        (lambda one: "z" in one.kin, (("kin", "z"),)),
        (lambda one: one.kin["b"] is one.kin["a"], (("kin", "a"), ("kin", "b"))),
        (lambda one: list(one.kin), (("kin", ""),)),
        (lambda one: list(one.kin.values()), (("kin", ""),)),
        (lambda one: len(one.families), (("families", ""),)),
        (lambda one: one.current(), (("products", ""),)),
        (lambda one: one.as_of, (("as_of", ""),)),
        (lambda one: one.notices, (("notices", ""),)),
        (lambda one: one.changes, (("changes", ""),)),
        (lambda one: one.digest, (("digest", ""),)),
        (lambda one: (one.locales, one.audience, one.brand, one.preview), ()),
    ],
)
def test_what_is_asked_for_is_noted_and_answered(
    ask: Callable[[Edition], object], noted: tuple[tuple[str, str], ...]
) -> None:
    lookups = Lookups(EDITION)
    assert ask(lookups.edition) == ask(EDITION)
    assert lookups.taken() == noted
    assert lookups.taken() == ()


def test_nothing_is_noted_of_what_is_not_there_to_be_looked_up() -> None:
    """A field that comes to an edition must be noted too, or be the same for all pages."""
    parts = set(structs.asdict(EDITION))
    constant = {"locales", "audience", "brand", "preview"}
    lookups = Lookups(EDITION)
    for name in sorted(parts - constant):
        part = getattr(lookups.edition, name)
        if isinstance(part, dict) or hasattr(part, "keys"):
            list(part)
    assert {name for name, _ in lookups.taken()} == parts - constant


@pytest.mark.parametrize(
    ("changed", "lookup", "relation"),
    [
        ({"kin": {"a": Kin(), "b": Kin()}}, ("kin", "a"), ne),
        ({"kin": {"a": Kin(), "b": Kin()}}, ("kin", "b"), eq),
        ({"kin": {"a": Kin(), "b": Kin()}}, ("kin", ""), ne),
        ({"kin": {"b": Kin()}}, ("kin", "a"), ne),
        ({"kin": {}}, ("kin", "z"), eq),
        ({"as_of": date(2026, 11, 21)}, ("as_of", ""), ne),
        ({"as_of": date(2026, 11, 21)}, ("digest", ""), eq),
    ],
)
def test_digest_is_of_what_stands_there(
    changed: dict[str, object], lookup: tuple[str, str], relation: Callable[..., bool]
) -> None:
    other = Lookups(structs.replace(EDITION, **changed))
    mine = Lookups(EDITION)
    assert relation(mine.digest((lookup,)), other.digest((lookup,)))
    assert mine.digest((lookup,)) == mine.digest((lookup,))


def test_days_that_are_found_when_asked_for_are_looked_up_like_others() -> None:
    issue = issued(product("a"), product("b"))
    days = {date(2026, 9, 1): ne, TODAY: eq}
    for day, relation in days.items():
        mine, other = (Lookups(decide(issue, one)) for one in (TODAY, day))
        for lookup in (("dated", "a"), ("dated", "")):
            assert relation(mine.digest((lookup,)), other.digest((lookup,)))
    assert "a" in mine.edition.dated
    assert mine.taken() == (("dated", "a"),)


def test_what_is_absent_is_not_what_is_empty() -> None:
    absent = Lookups(structs.replace(EDITION, kin={}))
    assert absent.digest((("kin", "b"),)) != Lookups(EDITION).digest((("kin", "b"),))


def test_the_digest_of_a_product_is_of_its_own_and_of_what_its_family_shares() -> None:
    edition = decide(issued(product("a"), product("b")), TODAY)
    one, other = edition.products.values()
    assert one.content.family is other.content.family
    renamed = structs.replace(one.content.family, name=Text("Movers"))
    named = structs.replace(one.content.product, name=Text("Changed"))
    moved = {
        key: structs.replace(its, content=structs.replace(its.content, family=renamed))
        for key, its in edition.products.items()
    }
    changed = structs.replace(one, content=structs.replace(one.content, product=named))
    now, same, own, shared = (
        _of_products(structs.replace(edition, products=products))
        for products in (
            edition.products,
            {**edition.products},
            {"a": changed, "b": other},
            moved,
        )
    )
    assert now[0] != now[1]
    assert same == now
    assert (own[0] == now[0], own[1] == now[1]) == (False, True)
    assert (shared[0] == now[0], shared[1] == now[1]) == (False, False)


@pytest.mark.parametrize(
    "other",
    [
        specs(flow=Decimal("12.0"), seal="NBR", dry=True),
        specs(flow=12, seal="NBR", dry=True),
        specs(flow=Decimal("12.00"), seal={"en": "NBR"}, dry=True),
        specs(flow=Decimal("12.00"), seal="NBR", dry="true"),
        specs(flow={"min": Decimal("12.00")}, seal="NBR", dry=True),
        specs(flow={"value": Decimal("12.00"), "evidence": "T-1"}, seal="NBR", dry=True),
        specs(flow=Decimal("12.00"), dry=True, seal="NBR"),
        specs(flow=Decimal("12.00"), seal="NBR"),
    ],
)
def test_the_digest_of_a_product_is_of_its_specs_in_their_order(other: Specs) -> None:
    edition = decide(issued(product("a"), product("b")), TODAY)
    before = specs(flow=Decimal("12.00"), seal="NBR", dry=True)
    first, again, changed = (_with_specs(edition, its) for its in (before, before, other))
    assert first == again
    assert first != changed


def _with_specs(edition: Edition, its: Specs) -> bytes:
    one = edition.products["a"]
    told = structs.replace(one.content.product, specs=its)
    mine = structs.replace(one, content=structs.replace(one.content, product=told))
    return _of_products(structs.replace(edition, products={**edition.products, "a": mine}))[0]


def _of_products(edition: Edition) -> list[bytes]:
    lookups = Lookups(edition)
    return [lookups.digest((("products", key),)) for key in ("a", "b")]
