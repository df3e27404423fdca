from datetime import date

from msgspec import structs

from inforce.domain.corpus import Corpus
from inforce.domain.family import Family
from inforce.domain.inspect import inspect
from inforce.domain.product import Product
from inforce.domain.rules.trn002 import RULE
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, content, corpus, ledger, page, product, specs


def _found(site: Corpus) -> list[tuple[str, str]]:
    return [(one.path, one.pointer) for one in inspect(site, TODAY, {"TRN002": RULE})]


def _changed(before: Text, after: Text) -> Corpus:
    first = product(summary=before)
    return corpus(
        product(summary=after), ledgers={"hx-100": ledger(content(first), day=date(2026, 1, 1))}
    )


def test_a_translation_that_stayed_behind_is_told_and_no_other() -> None:
    before = Text({"en": "One", "ru": "Раз"})
    stale = [("content/products/hx-100.yaml", "/summary")]
    assert _found(_changed(before, Text({"en": "Two", "ru": "Раз"}))) == stale
    assert _found(_changed(before, Text({"en": "Two", "ru": "Два"}))) == []
    assert _found(_changed(before, Text({"en": "One", "ru": "Два"}))) == []
    assert _found(_changed(before, Text({"en": "Two"}))) == []
    assert _found(_changed(before, Text("Neutral"))) == []
    assert _found(_changed(Text({"en": "One"}), Text({"en": "Two", "ru": "Два"}))) == []


def test_what_is_not_changed_or_was_never_issued_is_left_alone() -> None:
    text = Text({"en": "One", "ru": "Раз"})
    assert _found(_changed(text, text)) == []
    assert _found(corpus(product(summary=text))) == []
    site = _changed(text, Text({"en": "Two", "ru": "Раз"}))
    assert _found(structs.replace(site, products={}, paths={})) == []
    lost = structs.replace(site.ledgers["hx-100"], snapshots={})
    assert _found(structs.replace(site, ledgers={"hx-100": lost})) == []


def test_a_text_of_a_family_is_told_once_in_the_file_where_it_stands() -> None:
    flow = structs.replace(PUMP.attributes["flow"], label=Text({"en": "Delivery", "ru": "Подача"}))
    parent = structs.replace(PUMP, id="device", attributes={"flow": flow}, abstract=True)
    renamed = Text({"en": "Water pumps", "ru": "Насосы"})
    family: Family = structs.replace(PUMP, parent="device", name=renamed, attributes={"flow": flow})
    items: list[Product] = [product(key, specs=specs(flow=1)) for key in ("a", "b")]
    site = corpus(
        *items,
        ledgers={item.id: ledger(content(item)) for item in items},
        families={"device": parent, "pump": family},
    )
    assert sorted(_found(site)) == [
        ("schemas/families/device.yaml", "/attributes/flow/label"),
        ("schemas/families/pump.yaml", "/name"),
    ]


def test_a_body_that_nobody_changed_is_not_stale() -> None:
    body = Text({"en": "We deliver.", "ru": "Мы поставляем."})
    before = page(title=Text({"en": "Terms", "ru": "Условия"}), body=body)
    after = structs.replace(before, title=Text({"en": "Terms of sale", "ru": "Условия продажи"}))
    site = corpus(after, ledgers={"terms": ledger(content(before))})
    assert _found(site) == []
