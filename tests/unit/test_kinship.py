from typing import Any

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, Kin
from inforce.domain.editions.lookups import Lookups
from inforce.domain.items.product import Product, Relation, RelationType
from inforce.domain.views.reading import Reading
from inforce.domain.views.related import Relatives
from inforce.domain.views.values import RelatedGroup
from inforce.readers.wording import wording
from tests.factories import TODAY, ended, issued, product, specs


def pump(key: str, flow: int, *links: tuple[str, str], **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    relations = tuple(Relation(type=RelationType(kind), product=other) for kind, other in links)
    return product(key, specs=specs(flow=flow), relations=relations, **parts)


def edition(*items: Product, audience: str = "public") -> Edition:
    return decide(issued(*items), TODAY, audience)


def relatives(shown: Edition, key: str) -> tuple[RelatedGroup, ...]:
    return Relatives(Reading(shown, wording("en"))).of(shown.products[key])


def told(shown: Edition, key: str) -> list[tuple[str, list[str]]]:
    groups = relatives(shown, key)
    return [(group.label, [card.product.id for card in group.products]) for group in groups]


def test_what_names_a_product_is_told_on_its_page() -> None:
    quantity = Relation(type=RelationType.SPAREPART, product="seal", quantity=2)
    shown = edition(
        product("seal"), product("hx", relations=(quantity,)), pump("kit", 1, ("consists_of", "hx"))
    )
    assert told(shown, "seal") == [("Spare part for", ["hx"])]
    assert told(shown, "hx") == [("Spare parts", ["seal"]), ("Part of", ["kit"])]
    (group,) = relatives(shown, "seal")
    assert [card.product.quantity for card in group.products] == ["2"]


def test_a_step_up_is_no_step_down() -> None:
    shown = edition(
        product("a", relations=(Relation(type=RelationType.UPSELLING, product="b"),)), product("b")
    )
    assert told(shown, "b") == []
    assert told(shown, "a") == [("A step up", ["b"])]


def test_who_is_called_similar_is_similar_and_then_neighbours_follow() -> None:
    shown = edition(pump("a", 1), pump("b", 2), pump("z", 90, ("similar", "a")))
    assert shown.kin["a"] == Kin(similar=("z", "b"))
    assert told(shown, "a") == [("Similar products", ["z", "b"])]


def test_what_editors_call_similar_is_left_as_it_is() -> None:
    shown = edition(pump("a", 1), pump("b", 2), pump("z", 90, ("similar", "a")))
    assert "z" not in shown.kin
    assert told(shown, "z") == [("Similar products", ["a"])]


def test_what_is_gone_is_like_nothing_and_offered_nowhere() -> None:
    gone = ended("b")
    shown = edition(
        pump("a", 1, ("similar", "b"), ("accessory", "c"), lifecycle=gone),
        pump("b", 2),
        pump("c", 3),
    )
    assert shown.kin == {
        "b": Kin(similar=("c",)),
        "c": Kin(named_by=(Relation(type=RelationType.ACCESSORY, product="a"),), similar=("b",)),
    }


def test_no_relation_is_told_of_a_product_for_others() -> None:
    secret = pump("a", 1, ("accessory", "b"), audience="dealer")
    assert edition(secret, product("b")).kin == {}
    assert "b" in edition(secret, product("b"), audience="dealer").kin


def test_a_relative_that_is_remembered_was_looked_up_for_each_product_that_shows_it() -> None:
    shown = edition(
        pump("a", 1, ("accessory", "c")), pump("b", 2, ("accessory", "c")), product("c")
    )
    lookups = Lookups(shown)
    relatives = Relatives(Reading(lookups.edition, wording("en")))
    for key in ("a", "b"):
        (accessory, *_) = relatives.of(shown.products[key])
        assert [card.product.id for card in accessory.products] == ["c"]
        assert ("products", "c") in lookups.taken()


def test_of_very_many_only_the_first_are_shown() -> None:
    users = [pump(f"p{at:02}", 1, ("sparepart", "seal")) for at in range(30)]
    shown = edition(product("seal"), *users)
    (group,) = relatives(shown, "seal")
    assert (len(group.products), group.more) == (24, "and 6 more")
