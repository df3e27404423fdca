"""What is shown of a product is the same where it was made from the same."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, EditionProduct
from inforce.domain.editions.kinship import kinship
from inforce.domain.editions.lookups import Lookups
from inforce.domain.items.content import FileFact, ProductContent
from inforce.domain.items.family import Family
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.product import (
    Document,
    DocumentKind,
    Image,
    Product,
    Relation,
    RelationType,
    Variant,
    Variants,
)
from inforce.domain.known import Known
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import POLICY, PUMP, TODAY, corpus, issued, product, specs

LIGHT = structs.replace(POLICY, approval=Approval.OFF)
IMAGE = Image(file="a.svg", alt=Text("A"))
FACT = FileFact(sha256="ab" * 32, size=1)
HIDDEN = Document(
    kind=DocumentKind.MANUAL, title=Text("Tuning"), url="https://x", audience="dealer"
)
A = product(
    "a",
    specs=specs(flow=1, dry_run=True),
    variants=Variants(by=("voltage",), items=(Variant(order_code="A", specs=specs(voltage=230)),)),
    images=(IMAGE,),
    relations=(Relation(type=RelationType.ACCESSORY, product="b"),),
)
B, C = product("b", specs=specs(flow=2)), product("c", specs=specs(flow=4))


def sources(*items: Product) -> dict[str, bytes]:
    """Return a digest for the file of each product: for another product, another one."""
    return {item.id: sha256(repr(item).encode()).digest() for item in items}


def light(
    *items: Product,
    known: Known | None = None,
    audience: str = "public",
    **parts: Any,  # noqa: ANN401 - fields of a corpus
) -> Edition:
    given = {"policy": LIGHT, "sources": sources(*items), "files": {"a.svg": FACT}}
    return decide(corpus(*items, **{**given, **parts}), TODAY, audience, known=known)


def shown(*items: Product, **parts: Any) -> EditionProduct:  # noqa: ANN401 - fields of a corpus
    return light(*items, **parts).products["a"]


def renamed(label: str) -> dict[str, Family]:
    flow = structs.replace(PUMP.attributes["flow"], label=Text(label))
    return {"pump": structs.replace(PUMP, attributes={**PUMP.attributes, "flow": flow})}


def test_the_same_files_are_the_same_origin() -> None:
    assert shown(A, B).origin == shown(A, B, C).origin == shown(A, B, audience="dealer").origin
    assert len(shown(A, B).origin) == 32


@pytest.mark.parametrize(
    "other",
    [
        lambda: shown(A, B, sources={"a": b"z" * 32}),
        lambda: shown(A, B, families=renamed("Delivery")),
        lambda: shown(
            A,
            B,
            families={
                "pump": structs.replace(PUMP, attributes=dict(reversed([*PUMP.attributes.items()])))
            },
        ),
        lambda: shown(A, B, files={"a.svg": FileFact(sha256="cd" * 32, size=1)}),
        lambda: shown(A, B, files={}),
    ],
)
def test_another_file_is_another_origin(other: Callable[[], EditionProduct]) -> None:
    changed = other()
    assert changed.origin not in {b"", shown(A, B).origin}


@pytest.mark.parametrize(
    "other",
    [
        lambda: shown(A, B, sources={}),
        lambda: shown(A),
        lambda: shown(structs.replace(A, documents=(HIDDEN,)), B),
        lambda: shown(
            structs.replace(A, lifecycle=Lifecycle(announced_on=TODAY.replace(year=2099))), B
        ),
        lambda: shown(A, B, policy=POLICY, ledgers=issued(A, B, files={"a.svg": FACT}).ledgers),
    ],
    ids=["no file", "unknown relative", "document for others", "end not announced", "approved"],
)
def test_where_files_do_not_say_what_is_shown_there_is_no_origin(
    other: Callable[[], EditionProduct],
) -> None:
    assert other().origin == b""


def test_the_digest_of_what_is_shown_is_known_by_its_origin() -> None:
    known = Known({shown(A, B).origin: b"sha256-jcs-1:00"})
    edition = light(A, B, known=known)
    assert edition.products["a"].stamp.digest == "sha256-jcs-1:00"
    assert edition.products["b"].stamp == light(A, B).products["b"].stamp
    assert shown(structs.replace(A, documents=(HIDDEN,)), B, known=known).stamp.digest[-2:] != "00"


def test_an_edition_is_the_same_whatever_was_known() -> None:
    known = Known()
    documented = structs.replace(C, documents=(HIDDEN,))
    for items in ((A, B, C), (A, B), (A, C), (A, B, documented)):
        for audience in ("public", "dealer"):
            edition = light(*items, known=known, audience=audience)
            assert edition == light(*items, audience=audience)


def test_who_is_near_to_whom_is_known_of_a_family_in_which_nothing_has_changed() -> None:
    known = Known()
    edition = light(A, B, C, known=known)
    learned = set(known.asked)
    kinship(edition.families, edition.products, known)
    assert set(known.asked) == learned
    hidden = structs.replace(C, documents=(HIDDEN,))
    assert light(A, B, hidden).kin == light(A, B, hidden, known=known).kin
    flow = structs.replace(PUMP.attributes["flow"], key=False, comparable=False)
    blunt = {"pump": structs.replace(PUMP, attributes={"flow": flow})}
    assert light(B, C, sources={}, known=known).kin
    assert light(B, C, sources={}, known=known, families=blunt).kin == {}
    nearer = structs.replace(hidden, specs=specs(flow=1))
    assert light(A, B, nearer).kin == light(A, B, nearer, known=known).kin


def test_content_is_looked_up_by_its_origin() -> None:
    edition = light(A, B)
    one = edition.products["a"]
    bare = ProductContent(product=product("a"), family=one.content.family)

    def digest(changed: EditionProduct) -> bytes:
        products = {**edition.products, "a": changed}
        return Lookups(structs.replace(edition, products=products)).digest((("products", "a"),))

    assert digest(structs.replace(one, content=bare)) == digest(one)
    assert digest(structs.replace(one, origin=b"z" * 32)) != digest(one)
    assert digest(structs.replace(one, predecessors=("b",))) != digest(one)
    assert digest(structs.replace(one, origin=b"")) != digest(one)
