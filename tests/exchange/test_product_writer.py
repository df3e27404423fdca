from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.interval import Interval
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.lifecycle import Fit, Lifecycle, Replacement
from inforce.domain.items.parse import parse
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
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain
from inforce.exchange.product_writer import product_yaml
from inforce.readers.schemas import validator
from inforce.readers.yaml_reader import read_yaml

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
TEXTS = st.builds(Text, WORDS | st.dictionaries(st.sampled_from(["en", "ru"]), WORDS, min_size=1))
# The reader takes no number of more than 40 characters.
FIGURES = st.decimals(-(10**33), 10**33, places=4)
VALUES = (
    st.builds(Value, figure=FIGURES, condition=st.none() | TEXTS, evidence=st.none() | WORDS)
    | st.builds(Value, minimum=FIGURES, maximum=st.none() | FIGURES)
    | st.builds(Value, flag=st.booleans())
    | st.builds(Value, text=TEXTS)
)
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SPECS = st.dictionaries(KEYS, VALUES, max_size=4).map(Specs)
DAYS = st.none() | st.dates()
PRODUCTS = st.builds(
    Product,
    id=st.just("hx-100"),
    name=TEXTS,
    family=st.just("pump"),
    former_ids=st.lists(st.sampled_from(["a", "0", "null"]), max_size=2).map(tuple),
    brand=st.none() | TEXTS,
    order_code=st.none() | st.sampled_from(["046135", "NO", "1e3", "12:30", "a b", "= 1"]),
    gtin=st.sampled_from([None, "04006381333931"]),
    summary=st.none() | TEXTS,
    description=st.none() | TEXTS,
    specs=SPECS,
    variants=st.just(Variants())
    | st.builds(
        Variants,
        by=st.just(("size",)),
        items=st.lists(st.builds(Variant, order_code=WORDS, specs=SPECS), min_size=1).map(tuple),
    ),
    documents=st.lists(
        st.builds(Document, kind=st.sampled_from(DocumentKind), title=TEXTS, url=WORDS), max_size=2
    ).map(tuple),
    images=st.lists(st.builds(Image, file=WORDS, alt=TEXTS), max_size=1).map(tuple),
    relations=st.lists(
        st.builds(Relation, type=st.sampled_from(RelationType), product=WORDS), max_size=1
    ).map(tuple),
    lifecycle=st.builds(
        Lifecycle,
        last_order=DAYS,
        withdrawn_on=DAYS,
        replaced_by=st.lists(
            st.builds(Replacement, product=WORDS, fit=st.sampled_from(Fit)), max_size=1
        ).map(tuple),
    ),
    control=st.builds(
        Control,
        owner=st.none() | WORDS,
        review_every=st.sampled_from([None, Interval("P12M")]),
        reviewed_on=DAYS,
        change=st.none() | st.builds(Change, class_=st.sampled_from(ChangeClass)),
    ),
)


@given(PRODUCTS)
def test_reading_a_written_product_gives_the_product(product: Product) -> None:
    document = read_yaml(product_yaml(product).encode(), "hx-100.yaml")
    assert document.problems == ()
    assert _comparable(parse(document.data, Product)) == _comparable(product)


def test_a_product_stands_in_the_order_of_the_model() -> None:
    product = Product(
        id="hx-100",
        name=Text({"en": "HX 100", "ru": "HX 100"}),
        family="pump",
        order_code="046135747465",
        specs=Specs({"head": Value(figure=Decimal("929.60")), "clean": Value(flag=True)}),
        lifecycle=Lifecycle(last_order=date(2026, 12, 31)),
        control=Control(owner="sales", review_every=Interval("P12M")),
    )
    text = (
        "id: hx-100\nname:\n  en: HX 100\n  ru: HX 100\nfamily: pump\n"
        'order_code: "046135747465"\nspecs:\n  head: 929.60\n  clean: true\n'
        "lifecycle:\n  last_order: 2026-12-31\ncontrol:\n  owner: sales\n  review_every: P12M\n"
    )
    assert product_yaml(product) == text
    assert validator("product").problems(read_yaml(text.encode(), "").data, "") == ()


def test_what_says_nothing_is_left_out() -> None:
    data: dict[str, Plain] = {
        "control": {},
        "documents": [],
        "brand": None,
        "family": "b",
        "id": "a",
        "name": "x",
    }
    assert product_yaml(data) == "id: a\nname: x\nfamily: b\n"


def _comparable(product: Product) -> tuple[object, ...]:
    control = product.control
    return (
        *(_part(getattr(product, key)) for key in Product.__struct_fields__ if key != "control"),
        (control.owner, control.reviewed_on, control.change),
        control.review_every and control.review_every.written,
    )


def _part(value: object) -> object:
    return [(key, repr(part)) for key, part in value.items()] if isinstance(value, Specs) else value
