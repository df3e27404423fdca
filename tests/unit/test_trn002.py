from datetime import date

from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.content import product_content
from inforce.domain.items.family import Family, Group, inherit
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.rules.trn002 import RULE
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.texts import family_texts
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


def _families(english: str) -> dict[str, Family]:
    """Pumps below devices, with headings and a label that say ``english``, and ``То же``."""
    text = Text({"en": english, "ru": "То же"})
    flow, price = PUMP.attributes["flow"], PUMP.attributes["price"]
    own = structs.replace(flow, label=text)
    device = structs.replace(
        PUMP, id="device", groups=(Group(id="hydraulics", label=text),), attributes={"flow": flow}
    )
    groups = (
        *(Group(id=key, label=Text(key)) for key in ("drive", "seal")),
        Group(id="ordering", label=text),
    )
    pump = structs.replace(
        PUMP, parent="device", groups=groups, attributes={"flow": own, "price": price}
    )
    return dict(inherit({"device": device, "pump": pump}))


def test_a_heading_and_a_label_stand_where_their_family_states_them() -> None:
    variant = Variant(order_code="A", specs=specs(price=5))
    item = product(specs=specs(flow=1), variants=Variants(items=(variant,)))
    issued = ledger(product_content(item, _families("Old"), {}))
    site = corpus(item, ledgers={"hx-100": issued}, families=_families("New"))
    assert sorted(_found(site)) == [
        ("schemas/families/device.yaml", "/groups/0/label"),
        ("schemas/families/pump.yaml", "/attributes/flow/label"),
        ("schemas/families/pump.yaml", "/groups/2/label"),
    ]


def test_a_heading_that_a_family_states_anew_stands_where_its_file_has_it() -> None:
    """In tables it keeps the place that its parent gives it, before the family's own."""
    first, second, anew, own = (Group(id=key, label=Text(key)) for key in "abbc")
    device = structs.replace(PUMP, id="device", groups=(first, second), attributes={})
    pump = structs.replace(PUMP, parent="device", groups=(own, anew), attributes={})
    families = inherit({"device": device, "pump": pump})
    assert families["pump"].groups == (first, anew, own)
    assert dict(family_texts(families["pump"], families)) == {
        "/name": PUMP.name,
        "/groups/0/label": own.label,
        "/groups/1/label": anew.label,
    }
