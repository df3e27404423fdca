from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.items.content import FileFact, PageContent, ProductContent, product_content
from inforce.domain.items.difference import Difference, DifferenceKind, differences
from inforce.domain.items.family import Attribute, AttributeType, Family
from inforce.domain.items.lifecycle import Lifecycle, Replacement
from inforce.domain.items.matching import paired
from inforce.domain.items.product import (
    Certificate,
    Classification,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Image,
    Product,
    Relation,
    RelationType,
    SafetyWarning,
    Variant,
    Variants,
    WarningLevel,
)
from inforce.domain.registers.digest import content_digest
from inforce.domain.text import Text
from tests.factories import PUMP, content, page, product, recall, specs

ADDED, REMOVED = DifferenceKind.ADDED, DifferenceKind.REMOVED
CHANGED, REORDERED = DifferenceKind.CHANGED, DifferenceKind.REORDERED


def _told(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.pointer, "/".join(one.path)) for one in found]


def _between(before: Product, after: Product) -> list[tuple[str, str, str]]:
    found = differences(content(before), content(after))
    assert bool(found) is (content_digest(content(before)) != content_digest(content(after)))
    return _told(found)


def _variant(code: str, **values: object) -> Variant:
    return Variant(order_code=code, specs=specs(**values))


def _manual(revision: str, lang: str = "ru", **parts: Any) -> Document:  # noqa: ANN401 - fields
    given = {"title": Text(f"Manual {lang}"), "file": f"media/{lang}-{revision}.pdf"}
    return Document(kind=DocumentKind.MANUAL, lang=lang, revision=revision, **{**given, **parts})


FIELDS: list[tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, str]]]] = [
    ({}, {}, []),
    (
        {"specs": specs(flow=Decimal(30))},
        {"specs": specs(flow=Decimal(32))},
        [("changed", "/specs/flow", "specs/flow")],
    ),
    (
        {"specs": specs(flow=Decimal(32))},
        {"specs": specs(flow=Decimal("32.0"))},
        [("changed", "/specs/flow", "specs/flow")],
    ),
    ({}, {"specs": specs(flow=5)}, [("added", "/specs/flow", "specs/flow")]),
    ({"specs": specs(flow=5)}, {}, [("removed", "/specs/flow", "specs/flow")]),
    (
        {"name": Text({"en": "Pump", "ru": "Насос"})},
        {"name": Text({"ru": "Насос", "en": "Pump"})},
        [],
    ),
    ({}, {"summary": Text("New.")}, [("added", "/summary", "summary")]),
    ({}, {"former_ids": ("hx",)}, [("added", "/former_ids", "former_ids")]),
    ({"former_ids": ("hx",)}, {}, [("removed", "/former_ids", "former_ids")]),
    (
        {"variants": Variants(items=(_variant("A"), _variant("B", voltage=230)))},
        {"variants": Variants(items=(_variant("B", voltage=Decimal("230.0")),))},
        [
            ("changed", "/variants/items/0/specs/voltage", "variants/items/B/specs/voltage"),
            ("removed", "/variants/items/0", "variants/items/A"),
        ],
    ),
    (
        {"variants": Variants(items=(_variant("A"), _variant("B")))},
        {"variants": Variants(items=(_variant("B"), _variant("A")))},
        [("reordered", "/variants/items", "variants/items")],
    ),
    (
        {"documents": (_manual("3"),)},
        {"documents": (_manual("4", "en"), _manual("4"))},
        [
            ("added", "/documents/0", "documents/manual en Manual en"),
            ("changed", "/documents/1/file", "documents/manual ru Manual ru/file"),
            ("changed", "/documents/1/revision", "documents/manual ru Manual ru/revision"),
        ],
    ),
    (
        {"documents": (_manual("3"),)},
        {"documents": (_manual("3", title=Text("Guide")),)},
        [("changed", "/documents/0/title", "documents/manual ru Guide/title")],
    ),
    (
        {"certificates": (Certificate(id="C-1", body=Text("TÜV")),)},
        {"certificates": (Certificate(id="C-1", body=Text("EAC")),)},
        [("changed", "/certificates/0/body", "certificates/C-1/body")],
    ),
    (
        {"warnings": (SafetyWarning(text=Text("Hot")), SafetyWarning(text=Text("Wet")))},
        {"warnings": (SafetyWarning(text=Text("Wet"), level=WarningLevel.DANGER),)},
        [
            ("changed", "/warnings/0/level", "warnings/Wet/level"),
            ("removed", "/warnings/0", "warnings/Hot"),
        ],
    ),
    (
        {"warnings": (SafetyWarning(text=Text("Hot")),)},
        {"warnings": (SafetyWarning(text=Text("Very hot")),)},
        [("changed", "/warnings/0/text", "warnings/Very hot/text")],
    ),
    (
        {"images": (Image(file="media/a.svg", alt=Text("Pump")),)},
        {"images": (Image(file="media/b.svg", alt=Text("Pump")),)},
        [("changed", "/images/0/file", "images/media/b.svg/file")],
    ),
    (
        {"relations": (Relation(type=RelationType.SIMILAR, product="fl-25"),)},
        {"relations": (Relation(type=RelationType.SIMILAR, product="fl-25", quantity=2),)},
        [("added", "/relations/0/quantity", "relations/similar fl-25/quantity")],
    ),
    (
        {},
        {"evidence": (Evidence(id="TR-1", kind=EvidenceKind.TEST_REPORT),)},
        [("added", "/evidence/0", "evidence/TR-1")],
    ),
    (
        {"classification": (Classification(system="ETIM", version="8", code="EC1"),)},
        {"classification": (Classification(system="ETIM", version="9", code="EC1"),)},
        [("changed", "/classification/0/version", "classification/ETIM 9/version")],
    ),
    (
        {"lifecycle": Lifecycle(last_order=date(2026, 1, 1))},
        {"lifecycle": Lifecycle(replaced_by=(Replacement(product="hx-110"),))},
        [
            ("removed", "/lifecycle/last_order", "lifecycle/last_order"),
            ("added", "/lifecycle/replaced_by/0", "lifecycle/replaced_by/hx-110"),
        ],
    ),
    ({}, {"recall": recall(date(2026, 1, 1))}, [("added", "/recall", "recall")]),
    (
        {"recall": recall(date(2026, 1, 1))},
        {"recall": recall(date(2026, 1, 2))},
        [("changed", "/recall/date", "recall/date")],
    ),
    ({}, {"family": "valve"}, [("changed", "/family", "family")]),
]


@pytest.mark.parametrize(("before", "after", "expected"), FIELDS)
def test_every_field_is_told_at_its_place(
    before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert _between(product(**before), product(**after)) == expected


def _with(family: Family, **parts: Any) -> ProductContent:  # noqa: ANN401 - fields of a product
    return product_content(product(**parts), {family.id: family}, {})


def test_a_family_changes_what_the_product_says() -> None:
    flow = structs.replace(PUMP.attributes["flow"], unit="l/min")
    zinc = Text("Zinc")
    iron = {**PUMP.attributes["body"].choices, "zinc": zinc}
    was = structs.replace(PUMP.attributes["body"], choices=iron)
    pump = structs.replace(PUMP, attributes={**PUMP.attributes, "body": was})
    body = structs.replace(PUMP.attributes["body"], choices={"steel": Text("Steel"), "zinc": zinc})
    attributes = {**PUMP.attributes, "flow": flow, "body": body}
    renamed = structs.replace(PUMP, name=Text("Pumps"), attributes=attributes)
    values = specs(flow=5, body="iron")
    found = differences(_with(pump, specs=values), _with(renamed, specs=values))
    assert _told(found) == [
        ("changed", "/family/name", "family/name"),
        ("changed", "/family/attributes/flow/unit", "family/attributes/flow/unit"),
        ("added", "/family/attributes/body/choices/steel", "family/attributes/body/choices/steel"),
        ("removed", "/family/attributes/body/choices/iron", "family/attributes/body/choices/iron"),
    ]
    assert [one.figure for one in found] == [False, True, False, False]


def test_what_came_with_a_spec_is_told_by_the_spec() -> None:
    grouped = structs.replace(PUMP.attributes["temperature"], group="ordering")
    family = structs.replace(PUMP, attributes={**PUMP.attributes, "temperature": grouped})
    after = _with(family, specs=specs(flow=5, temperature={"min": 1}))
    found = differences(_with(family), after)
    assert {one.path[0] for one in found} == {"specs"}


def test_a_group_or_attribute_nobody_else_tells_of_is_told() -> None:
    bare = _with(PUMP, specs=specs(flow=5))
    other = structs.replace(bare, family=structs.replace(bare.family, groups=(), attributes={}))
    assert [one.pointer for one in differences(bare, other)] == ["/family/attributes/flow"]
    no_groups = structs.replace(bare, family=structs.replace(bare.family, groups=()))
    assert _told(differences(no_groups, bare)) == [
        ("added", "/family/groups/0", "family/groups/hydraulics")
    ]


def test_a_replaced_file_is_told_by_the_part_that_names_it() -> None:
    shown = product(documents=(_manual("3"), _manual("3", "en")))
    old, new = FileFact(sha256="a", size=1), FileFact(sha256="b", size=2)
    before = content(shown, {"media/ru-3.pdf": old, "media/en-3.pdf": old})
    after = content(shown, {"media/ru-3.pdf": new, "media/en-3.pdf": old})
    (found,) = differences(before, after)
    assert (found.pointer, found.before, found.after) == ("/documents/0/file", old, new)
    assert found.owner == shown.documents[0]


def test_a_file_that_no_part_names_is_told_by_itself() -> None:
    before = content(product())
    assert isinstance(before, ProductContent)
    after = structs.replace(before, files={"media/a": FileFact(sha256="a", size=1)})
    assert _told(differences(before, after)) == [("added", "/files/media~1a", "files/media/a")]


OLD, NEW = FileFact(sha256="a", size=1), FileFact(sha256="b", size=2)
PLAN = ("/files/pages~1plan.svg", "files/pages/plan.svg")


@pytest.mark.parametrize(
    ("before", "after", "reworded", "found"),
    [
        ({"pages/plan.svg": OLD}, {"pages/plan.svg": OLD}, False, []),
        ({"pages/plan.svg": OLD}, {"pages/plan.svg": NEW}, False, [("changed", *PLAN)]),
        ({}, {"pages/plan.svg": NEW}, False, [("added", *PLAN)]),
        ({"pages/plan.svg": OLD}, {}, False, [("removed", *PLAN)]),
        ({"pages/plan.svg": OLD}, {"pages/plan.svg": NEW}, True, [("changed", *PLAN)]),
        ({}, {"pages/plan.svg": NEW}, True, []),  # the text that came with it tells
        ({"pages/plan.svg": OLD}, {}, True, []),
    ],
)
def test_a_file_beside_a_page(
    before: dict[str, FileFact],
    after: dict[str, FileFact],
    *,
    reworded: bool,
    found: list[tuple[str, str, str]],
) -> None:
    text = Text("Another.") if reworded else page().body
    told = _told(
        differences(
            PageContent(page=page(), files=before), PageContent(page=page(body=text), files=after)
        )
    )
    assert [one for one in told if "files" in one[2]] == found
    assert len(told) == len(found) + reworded


@pytest.mark.parametrize(
    ("before", "after", "kind", "figure"),
    [
        (30, 32, AttributeType.NUMBER, True),
        ({"min": 1}, {"min": 1, "max": 2}, AttributeType.RANGE, True),
        (True, False, AttributeType.BOOLEAN, True),
        ("iron", "steel", AttributeType.CHOICE, True),
        ("rubber", "soft rubber", AttributeType.TEXT, False),
        ({"value": 30, "condition": "cold"}, {"value": 30}, AttributeType.NUMBER, False),
    ],
)
def test_a_figure_is_told_from_words(
    before: object, after: object, kind: AttributeType, *, figure: bool
) -> None:
    family = structs.replace(PUMP, attributes={"x": Attribute(label=Text("X"), type=kind)})
    (found,) = differences(
        _with(family, specs=specs(x=before)), _with(family, specs=specs(x=after))
    )
    assert found.figure is figure
    (came,) = differences(_with(family), _with(family, specs=specs(x=before)))
    assert came.figure


OLD_BODY = "Intro.\n\n## Payment\n\nWithin 30 days.\n\nBy transfer.\n\n## Courts\n\nVienna."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (OLD_BODY, []),
        (OLD_BODY.replace("30", "60"), [("changed", "Payment", "Within 60 days.")]),
        (OLD_BODY.replace("By transfer.\n\n", ""), [("removed", "Payment", "By transfer.")]),
        (f"{OLD_BODY}\n\nOr Graz.", [("added", "Courts", "Or Graz.")]),
        (OLD_BODY.replace("## Courts", "## Law ##"), [("changed", "Law", "## Law ##")]),
        (OLD_BODY.replace("\n\n", "\n\n\n\n"), [("changed", "", "")]),
    ],
)
def test_a_page_is_told_passage_by_passage(body: str, expected: list[tuple[str, str, str]]) -> None:
    before = content(page(body=Text({"en": OLD_BODY, "ru": "Текст."})))
    after = content(page(body=Text({"en": body, "ru": "Текст."})))
    found = differences(before, after)
    shown = [one.after if one.after is not None else one.before for one in found]
    assert [
        (one.kind.value, one.path[2], getattr(side, "text", None))
        for one, side in zip(found, shown, strict=True)
    ] == expected


def test_a_translation_that_came_or_went_is_one_difference() -> None:
    english = content(page(body=Text({"en": "Text."})))
    both = content(page(body=Text({"en": "Text.", "ru": "Текст."})))
    assert _told(differences(english, both)) == [("added", "", "body/ru/")]
    assert _told(differences(both, english)) == [("removed", "", "body/ru/")]


def test_the_front_matter_of_a_page_is_compared_too() -> None:
    before, after = content(page()), content(page(title=Text("New"), covers=("8.2.1a",)))
    assert _told(differences(before, after)) == [
        ("changed", "/title", "title"),
        ("added", "/covers", "covers"),
    ]


def test_a_page_that_became_a_product_differs_as_a_whole() -> None:
    (found,) = differences(content(page()), content(product()))
    assert (found.kind, found.pointer, found.path) == (CHANGED, "", ())
    assert not found.figure


def test_entries_that_nothing_tells_apart_are_paired_in_their_order() -> None:
    same = _variant("A")
    assert paired((same, same), (same,)) == ((0, 0), (1, None))
    assert paired((), ()) == ()


def test_entries_of_which_most_are_known_again_are_paired_in_their_order_too() -> None:
    before = [SafetyWarning(text=Text(f"Hot at {place}.")) for place in range(10)]
    after = [*before]
    after[1], after[8] = (SafetyWarning(text=Text(f"Very hot at {at}.")) for at in (1, 8))
    assert paired(before, after) == tuple((place, place) for place in range(10))
