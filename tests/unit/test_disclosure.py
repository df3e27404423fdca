"""What became confidential later is told of no earlier revision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec import structs

from inforce.domain.editions.confidential import readable
from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import FileFact, ProductContent, product_content
from inforce.domain.items.family import Family
from inforce.domain.items.lifecycle import Lifecycle, Replacement
from inforce.domain.items.product import (
    Certificate,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Image,
    Product,
    Relation,
    RelationType,
    Variant,
    Variants,
)
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, corpus, ledger, product, specs

DAYS = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
FACT = FileFact(sha256="ab" * 32, size=10)


def _closed(*keys: str, family: Family = PUMP) -> Family:
    """Return the family with these attributes for dealers alone."""
    attributes = {
        key: structs.replace(one, audience="dealer") if key in keys else one
        for key, one in family.attributes.items()
    }
    return structs.replace(family, attributes=attributes)


def _content(
    item: Product, family: Family = PUMP, files: Mapping[str, FileFact] | None = None
) -> ProductContent:
    return product_content(item, {family.id: family}, files or {})


def _site(*steps: ProductContent, others: tuple[ProductContent, ...] = ()) -> Corpus:
    ledgers = {"hx-100": ledger(*zip(DAYS, steps, strict=False), day=DAYS[0])}
    ledgers |= {one.product.id: ledger(one, day=DAYS[0]) for one in others}
    working = [steps[-1].product, *(one.product for one in others)]
    return corpus(*working, ledgers=ledgers)


def _read(edition: Edition) -> str:
    return readable(edition)


def _variants(*codes: str, audience: str = "public", **parts: Any) -> Variants:  # noqa: ANN401
    items = (Variant(order_code=code, audience=audience, **parts) for code in codes)
    return Variants(items=tuple(items))


def _proved(audience: str) -> Product:
    proof = Evidence(id="TR-77", kind=EvidenceKind.TEST_REPORT, audience=audience)
    flow = {"value": 30, "evidence": "TR-77"}
    return product(evidence=(proof,), specs=specs(flow=flow))


def _document(audience: str, title: str = "Prices 2026", **parts: Any) -> Product:  # noqa: ANN401
    one = Document(kind=DocumentKind.PRICE_LIST, title=Text(title), audience=audience, **parts)
    return product(documents=(one,))


def _certified(audience: str) -> Product:
    one = Certificate(id="CE-77", body=Text("A body"), audience=audience)
    return product(certificates=(one,))


CASES = {
    "attribute": (
        "30123",
        _content(product(specs=specs(flow=30123))),
        _content(product(specs=specs(flow=30123)), _closed("flow")),
    ),
    "attribute with another figure": (
        "30123",
        _content(product(specs=specs(flow=30123))),
        _content(product(specs=specs(flow=30999)), _closed("flow")),
    ),
    "variant": (
        "HX-SECRET-1",
        _content(product(variants=_variants("HX-SECRET-1"))),
        _content(product(variants=_variants("HX-SECRET-1", audience="dealer"))),
    ),
    "number of a variant": (
        "9520417000017",
        _content(product(gtin="9520417000017")),
        _content(product(variants=_variants("B", gtin="9520417000017", audience="dealer"))),
    ),
    "order code of the product itself": (
        "HX-SECRET-1",
        _content(product(order_code="HX-SECRET-1")),
        _content(product(variants=_variants("HX-SECRET-1", audience="dealer"))),
    ),
    "document by its title": (
        "Prices 2026",
        _content(_document("public", url="https://maker.example/a")),
        _content(_document("dealer", url="https://maker.example/b")),
    ),
    "document by its link": (
        "Old name",
        _content(_document("public", "Old name", url="https://maker.example/a")),
        _content(_document("dealer", url="https://maker.example/a")),
    ),
    "document by its file": (
        "Old name",
        _content(_document("public", "Old name", file="media/a.pdf")),
        _content(_document("dealer", file="media/a.pdf")),
    ),
    "document by its bytes": (
        "Old name",
        _content(_document("public", "Old name", file="media/a.pdf"), PUMP, {"media/a.pdf": FACT}),
        _content(_document("dealer", file="media/b.pdf"), PUMP, {"media/b.pdf": FACT}),
    ),
    "picture of what is now a document": (
        "A secret drawing",
        _content(
            product(images=(Image(file="media/a.svg", alt=Text("A secret drawing")),)),
            PUMP,
            {"media/a.svg": FACT},
        ),
        _content(_document("dealer", file="media/b.svg"), PUMP, {"media/b.svg": FACT}),
    ),
    "certificate": ("CE-77", _content(_certified("public")), _content(_certified("dealer"))),
    "evidence": ("TR-77", _content(_proved("public")), _content(_proved("dealer"))),
}


@pytest.mark.parametrize(("secret", "before", "after"), CASES.values(), ids=CASES)
def test_what_is_confidential_now_is_told_of_no_revision(
    secret: str, before: ProductContent, after: ProductContent
) -> None:
    alone = decide(_site(before), DAYS[0])
    assert secret in _read(alone)
    site = _site(before, after)
    public, dealer = decide(site, TODAY), decide(site, TODAY, "dealer")
    assert secret not in _read(public)
    assert [past.revision for past in public.products["hx-100"].past] == [1]
    assert secret in _read(dealer)


@pytest.mark.parametrize(("secret", "before", "after"), CASES.values(), ids=CASES)
def test_nor_is_it_when_the_latest_revision_does_not_name_it(
    secret: str, before: ProductContent, after: ProductContent
) -> None:
    plain = _content(product())
    assert secret not in _read(decide(_site(before, after, plain), TODAY))
    assert secret in _read(decide(_site(before, plain), TODAY))


@pytest.mark.parametrize(("secret", "before", "after"), CASES.values(), ids=CASES)
def test_it_is_told_again_once_it_is_public_again(
    secret: str, before: ProductContent, after: ProductContent
) -> None:
    edition = decide(_site(before, after, before), TODAY)
    past = edition.products["hx-100"].past
    assert secret in _read(edition)
    assert [one.revision for one in past] == [1, 2]
    assert past[0].changes == ()


def test_a_figure_of_an_attribute_that_others_keep_back_is_not_told() -> None:
    before, after = _content(product(specs=specs(flow=30123))), _content(product())
    other = _content(product("hx-90", specs=specs(flow=5)), _closed("flow"))
    assert "30123" not in _read(decide(_site(before, after, others=(other,)), TODAY))
    shown = _content(product(specs=specs(flow=30124)))
    assert "30123" in _read(decide(_site(before, shown, others=(other,)), TODAY))


def test_a_family_that_is_confidential_now_lends_its_name_to_no_old_revision() -> None:
    valves = Family(id="valve", name=Text("Valves"), attributes={"flow": PUMP.attributes["flow"]})
    before = _content(product(specs=specs(flow=30, dry_run=True)))
    after = _content(product(family="valve", specs=specs(flow=31)), valves)
    hidden = structs.replace(PUMP, audience="dealer")
    other = _content(product("hx-90", specs=specs(flow=5)), hidden)
    open_, shut = (decide(_site(before, after, others=o), TODAY) for o in ((), (other,)))
    assert [open_.products["hx-100"].past[0].content.family.id] == ["pump"]
    past = shut.products["hx-100"].past[0].content
    assert (past.family.id, past.family.name, past.product.family) == (
        "valve",
        Text("Valves"),
        "valve",
    )
    assert list(past.product.specs) == ["flow"]
    assert "Pumps" not in msgspec.json.encode(_read(shut)).decode()


def test_a_product_that_is_hidden_today_is_named_by_no_old_revision() -> None:
    link = Relation(type=RelationType.SIMILAR, product="hx-90")
    life = Lifecycle(announced_on=DAYS[0], replaced_by=(Replacement(product="hx-90"),))
    before = _content(product(relations=(link,), lifecycle=life))
    other = _content(product("hx-90", audience="dealer"))
    assert "hx-90" not in _read(decide(_site(before, _content(product()), others=(other,)), TODAY))


def test_what_the_public_never_saw_has_no_past() -> None:
    before = _content(product(audience="dealer"))
    after = _content(product())
    assert decide(_site(before, after), TODAY).products["hx-100"].past == ()
    assert len(decide(_site(before, after), TODAY, "dealer").products["hx-100"].past) == 1


def test_public_figures_of_old_revisions_are_readable() -> None:
    """So that PUB003 does not take them for what only dealers may know."""
    site = _site(
        _content(product(specs=specs(flow=30123))), _content(product(specs=specs(flow=31)))
    )
    assert "30123" in _read(decide(site, TODAY))
