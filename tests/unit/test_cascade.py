"""Everything that still names a product."""

from datetime import date

from inforce.domain.checking.cascade import Mention, MentionKind, cascade
from inforce.domain.items.family import Family
from inforce.domain.items.lifecycle import Lifecycle, Replacement
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import (
    Certificate,
    Image,
    Relation,
    RelationType,
    Variant,
    Variants,
)
from inforce.domain.prose.naming import ProductNames
from inforce.domain.site.feedback import Feedback, FeedbackKind
from inforce.domain.text import Text
from tests.factories import PUMP, TODAY, corpus, ended, page, product

GONE = frozenset({"hx-100"})


def told(*items: object, pages: dict[str, str] | None = None, **parts: object) -> list[Mention]:
    """Return the cascade of hx-100 in a site with these items."""
    return [*cascade(corpus(*items, **parts), GONE, TODAY, pages or {})]  # type: ignore[arg-type]  # items of a site


def short(mentions: list[Mention]) -> list[tuple[MentionKind, str, str, str, int]]:
    """Return what is told of each mention in a line."""
    return [(one.kind, one.by, one.pointer, one.words, one.line) for one in mentions]


def test_references_of_other_products() -> None:
    heir = Lifecycle(replaced_by=(Replacement(product="hx-1"), Replacement(product="hx-100")))
    relations = (
        Relation(type=RelationType.SIMILAR, product="hx-110"),
        Relation(type=RelationType.ACCESSORY, product="hx-100"),
    )
    found = told(
        product(),
        product("hx-90", lifecycle=heir),
        product("fl-25", relations=relations),
        product("hx-110"),
    )
    assert short(found) == [
        (
            MentionKind.REPLACEMENT,
            "hx-90",
            "/lifecycle/replaced_by/1/product",
            "functional",
            0,
        ),
        (MentionKind.RELATION, "fl-25", "/relations/1/product", "accessory", 0),
    ]


def test_texts_in_every_language() -> None:
    named = Text(
        {"en": "Better than HX-110 and\nthe old HX\N{NO-BREAK SPACE}100.", "ru": "Не hx 100 P"}
    )
    found = told(
        product(),
        product("hx-110", summary=named, description=Text("See [it](/products/hx-100/).")),
        product("hx-100-p"),
    )
    assert short(found) == [
        (MentionKind.LINK, "hx-110", "/description", "hx-100", 0),
        (MentionKind.TEXT, "hx-110", "/summary/en", "HX 100", 0),
    ]


def test_pages_with_their_lines_and_kinds() -> None:
    source = "---\ntitle: HX 110\n---\nOrder HX100-230 or\n[the pump](../products/hx-100/).\n"
    found = told(
        product(order_code="HX100-230"),
        product("hx-110"),
        page("offer", kind=PageKind.OFFER),
        pages={"content/pages/offer.md": source, "content/pages/index.ru.md": "Насос HX 100"},
    )
    assert [(one.kind, one.by, one.sort, one.line) for one in found] == [
        (MentionKind.LINK, "offer", "offer", 5),
        (MentionKind.TEXT, "index.ru.md", "page", 1),
        (MentionKind.TEXT, "offer", "offer", 4),
    ]


def test_open_feedback() -> None:
    def entry(key: str, item: str | None, answered: date | None = None) -> Feedback:
        return Feedback(
            id=key,
            kind=FeedbackKind.ENQUIRY,
            received=date(2026, 11, 1),
            text="When?",
            path=f"content/feedback/{key}.yaml",
            item=item,
            answered=answered,
        )

    entries = (
        entry("f-1", "hx-100"),
        entry("f-2", "hx-100", date(2026, 11, 2)),
        entry("f-3", None),
        entry("f-4", "hx-110"),
    )
    found = told(product(), product("hx-110"), feedback={one.id: one for one in entries})
    assert short(found) == [(MentionKind.FEEDBACK, "f-1", "/item", "enquiry", 0)]


def test_families_that_become_empty() -> None:
    small = Family(id="small", name=Text("Small"), parent="pump")
    families = {"pump": PUMP, "small": small}
    alone = (product(family="small"), product("hx-110", family="small", lifecycle=ended("x")))
    found = told(*alone, families=families)
    assert sorted(one.by for one in found) == ["pump", "small"]
    assert found[0].path == "schemas/families/pump.yaml"
    found = told(*alone, product("hx-120"), families=families)
    assert [one.by for one in found] == ["small"]


def test_what_goes_with_nothing_else() -> None:
    relations = tuple(
        Relation(type=kind, product=key)
        for kind, key in (
            (RelationType.SPAREPART, "sk-1"),
            (RelationType.SPAREPART, "sk-2"),
            (RelationType.SIMILAR, "sk-3"),
            (RelationType.ACCESSORY, "none-such"),
        )
    )
    found = told(
        product(relations=relations),
        *map(product, ("sk-1", "sk-2", "sk-3")),
        product("hx-110", relations=relations[1:2]),
    )
    assert short(found) == [(MentionKind.LEFT_ALONE, "sk-1", "", "sparepart", 0)]


def test_shared_files_and_certificates() -> None:
    images = (Image(file="a.svg", alt=Text("A")), Image(file="b.svg", alt=Text("B")))
    proofs = (Certificate(id="C 1", body=Text("TÜV")),)
    others = (product(key, images=images[:1], certificates=proofs) for key in ("hx-110", "hx-120"))
    found = told(product(images=images, certificates=proofs), *others)
    assert short(found) == [
        (MentionKind.CERTIFICATE, "hx-100", "/certificates/0/id", "C 1: hx-110, hx-120", 0),
        (MentionKind.FILE, "hx-100", "/images/0/file", "a.svg: hx-110, hx-120", 0),
    ]


def test_names_are_compared_word_by_word() -> None:
    variants = Variants(items=(Variant(order_code="VX 1/230", gtin="04006381333931"),))
    items = (product("fuse"), product("vx-1", former_ids=("old_9",), variants=variants))
    names = ProductNames({item.id: item for item in items})
    text = "A fuse, a VX  1, an OLD-9,\nVX-1/230\n04006381333931 and VX 10"
    assert [(one.product, one.line, one.words) for one in names.find(text)] == [
        ("vx-1", 1, "VX 1"),
        ("vx-1", 1, "OLD-9"),
        ("vx-1", 2, "VX-1/230"),
        ("vx-1", 3, "04006381333931"),
    ]
