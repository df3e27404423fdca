from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec import Struct, structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import (
    Content,
    FileFact,
    PageContent,
    ProductContent,
    product_content,
)
from inforce.domain.items.difference import differences
from inforce.domain.items.family import Group
from inforce.domain.items.lifecycle import Fit, Lifecycle, Recall, Replacement
from inforce.domain.items.page import Page, PageKind
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
from inforce.domain.site.policy import Brand
from inforce.domain.text import Text
from inforce.domain.views.banner import DATES
from inforce.domain.views.difference import change_rows
from inforce.domain.views.excerpt import beginning, excerpts
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from tests.factories import PUMP, TODAY, content, issued, page, product, recall, specs

NO_PRODUCTS = Edition(
    as_of=TODAY, audience="public", locales=("en", "ru"), brand=Brand(name=Text("Maker"))
)
LONG = "The pump moves clean water in houses and gardens and has done so for very many years now."


_NEVER_TOLD = {"control", "specs", "lifecycle", "date"}


def _lines(
    before: Content, after: Content, locale: str = "en", *, every: bool = False
) -> list[str]:
    reading = Reading(NO_PRODUCTS, wording(locale))
    found = differences(before, after)
    assert found
    lines = [row.text for row in change_rows(found, reading, every_locale=every)]
    assert lines
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _manual(**parts: Any) -> Document:  # noqa: ANN401 - fields of a document
    return Document(**{"kind": DocumentKind.MANUAL, "title": Text("Manual"), "lang": "ru", **parts})


def _variants(*codes: str, **values: object) -> Variants:
    return Variants(items=tuple(Variant(order_code=code, specs=specs(**values)) for code in codes))


LINK = Relation(type=RelationType.ACCESSORY, product="fl-25")
HEIR = Replacement(product="hx-110")
PROOF = Evidence(id="TR-1", kind=EvidenceKind.TEST_REPORT)
NAMES = tuple(f"N-{number:02}" for number in range(23))

HOT = SafetyWarning(level=WarningLevel.CAUTION, text=Text({"en": "Hot.", "ru": "Горячо."}))

WORDS: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (
        {"specs": specs(flow=30)},
        {"specs": specs(flow=32)},
        "Flow: 30 m³/h → 32 m³/h",
        "Подача: 30 м³/ч → 32 м³/ч",
    ),
    (
        {"specs": specs(flow={"value": 30, "condition": "cold"})},
        {"specs": specs(flow={"value": 30, "condition": "hot"})},
        "Flow: 30 m³/h (cold) → 30 m³/h (hot)",
        "Подача: 30 м³/ч (cold) → 30 м³/ч (hot)",
    ),
    (
        {"specs": specs(flow=30)},
        {"specs": specs(flow={"value": 30, "evidence": "TR-1"})},
        "Flow: proved by — → TR-1",
        "Подача: подтверждено — → TR-1",
    ),
    (
        {"specs": specs(flow={"value": 30, "evidence": "TR-1"})},
        {"specs": specs(flow=30)},
        "Flow: proved by TR-1 → —",
        "Подача: подтверждено TR-1 → —",
    ),
    (
        {},
        {"specs": specs(body="iron")},
        "Body: added Cast iron",
        "Body: добавлено Чугун",
    ),
    (
        {"variants": _variants("A")},
        {"variants": _variants("A", "B", "C")},
        "Order codes: added B, C",
        "Коды заказа: добавлено B, C",
    ),
    (
        {},
        {"variants": _variants(*NAMES)},
        f"Order codes: added {', '.join(NAMES[:20])}, and 3 more",
        f"Коды заказа: добавлено {', '.join(NAMES[:20])}, и ещё 3",
    ),
    (
        {"variants": _variants("A", voltage=230)},
        {"variants": _variants("A", voltage=400)},
        "A, Voltage: 230 V → 400 V",
        "A, Voltage: 230 В → 400 В",
    ),
    (
        {"variants": _variants("A", "B")},
        {"variants": _variants("B", "A")},
        "Order codes: order changed",
        "Коды заказа: изменён порядок",
    ),
    (
        {"documents": (_manual(revision="3"),)},
        {"documents": (_manual(revision="4"),)},
        "Operating manual (Russian): revision 3 → 4",
        "Руководство по эксплуатации (русский): ревизия 3 → 4",
    ),
    (
        {},
        {"documents": (_manual(lang=None, revision="4"), _manual(lang="en"))},
        "Operating manual: added Manual, revision 4",
        "Руководство по эксплуатации: добавлено Manual, ревизия 4",
    ),
    (
        {"documents": (_manual(file="media/a.pdf"),)},
        {"documents": (_manual(file="media/b.pdf"),)},
        "Operating manual (Russian): file a.pdf → b.pdf",
        "Руководство по эксплуатации (русский): файл a.pdf → b.pdf",
    ),
    (
        {},
        {"warnings": (HOT,)},
        "Safety warning (Caution): added Hot.",
        "Указание по безопасности (Внимание): добавлено Горячо.",
    ),
    (
        {"warnings": (HOT,)},
        {"warnings": (SafetyWarning(text=HOT.text),)},
        "Safety warning (Warning): level Caution → Warning",
        "Указание по безопасности (Предупреждение): степень опасности Внимание → Предупреждение",
    ),
    (
        {"warnings": (HOT,)},
        {"warnings": (structs.replace(HOT, text=Text({"en": "Very hot.", "ru": "Жарко."})),)},
        "Safety warning (Caution): text Hot. → Very hot.",
        "Указание по безопасности (Внимание): текст Горячо. → Жарко.",
    ),
    (
        {"certificates": (Certificate(id="C-1", body=Text("TÜV")),)},
        {"certificates": (Certificate(id="C-1", body=Text("EAC"), valid_to=date(2027, 5, 31)),)},
        "Certificate C-1: issued by TÜV → EAC",
        "Сертификат C-1: кем выдан TÜV → EAC",
    ),
    (
        {"evidence": (PROOF,)},
        {"evidence": (structs.replace(PROOF, valid_to=date(2027, 5, 31)),)},
        "Evidence TR-1: valid to — → 31 May 2027",
        "Подтверждение TR-1: действует до — → 31 мая 2027 г.",
    ),
    ({"evidence": (PROOF,)}, {}, "Evidence TR-1: removed", "Подтверждение TR-1: удалено"),
    (
        {},
        {"images": (Image(file="media/a.svg", alt=Text("Side view")),)},
        "Picture: added Side view",
        "Изображение: добавлено Side view",
    ),
    (
        {},
        {"relations": (structs.replace(LINK, quantity=2),)},
        "Accessories: added fl-25 × 2",
        "Принадлежности: добавлено fl-25 × 2",
    ),
    (
        {"relations": (LINK,)},
        {"relations": (structs.replace(LINK, quantity=2),)},
        "Accessories, fl-25: quantity — → 2",
        "Принадлежности, fl-25: количество — → 2",
    ),
    (
        {},
        {"classification": (Classification(system="ETIM", version="9", code="EC1"),)},
        "ETIM: added 9 EC1",
        "ETIM: добавлено 9 EC1",
    ),
    (
        {"lifecycle": Lifecycle(last_order=date(2026, 12, 31))},
        {"lifecycle": Lifecycle(last_order=date(2027, 1, 31))},
        "Last order: 31 December 2026 → 31 January 2027",
        "Последний заказ: 31 декабря 2026 г. → 31 января 2027 г.",
    ),
    (
        {"lifecycle": Lifecycle(replaced_by=(HEIR,))},
        {"lifecycle": Lifecycle(replaced_by=(structs.replace(HEIR, fit=Fit.PARTIAL),))},
        "Replaced by hx-110: fit Same function, check the connections → Replaces it in part",
        (
            "Заменяется на hx-110: совместимость Та же функция, проверьте присоединения → "
            "Заменяет частично"
        ),
    ),
    (
        {},
        {"lifecycle": Lifecycle(replaced_by=(HEIR,))},
        "Replaced by: added hx-110",
        "Заменяется на: добавлено hx-110",
    ),
    (
        {},
        {"recall": recall(date(2026, 1, 2))},
        "Safety recall: added R-1, 2 January 2026",
        "Отзыв по соображениям безопасности: добавлено R-1, 2 января 2026 г.",
    ),
    (
        {"recall": recall(date(2026, 1, 2))},
        {"recall": structs.replace(recall(date(2026, 1, 2)), hazard=Text("Fire"))},
        "Hazard: Hazard → Fire",
        "Опасность: Hazard → Fire",
    ),
    (
        {},
        {"former_ids": ("hx", "hy")},
        "Earlier addresses: added hx, hy",
        "Прежние адреса: добавлено hx, hy",
    ),
    ({}, {"family": "valve"}, "Product family: Pumps → valve", "Группа изделий: Насосы → valve"),
    (
        {"name": Text({"en": "Pump", "ru": "Насос"})},
        {"name": Text({"en": "Big pump", "ru": "Насос"})},
        "Name: Pump → Big pump",
        "Наименование (английский): текст изменён",
    ),
    (
        {"summary": Text(LONG)},
        {"summary": Text(LONG.replace("clean", "dirty"))},
        "Summary: The pump moves clean water in houses … → The pump moves dirty water in houses …",
        (
            "Краткое описание: The pump moves clean water in houses … → "
            "The pump moves dirty water in houses …"
        ),
    ),
    (
        {},
        {"summary": Text("Short.")},
        "Summary: added Short.",
        "Краткое описание: добавлено Short.",
    ),
]


@pytest.mark.parametrize(("before", "after", "english", "russian"), WORDS)
def test_a_difference_is_told_in_the_words_of_its_reader(
    before: dict[str, Any], after: dict[str, Any], english: str, russian: str
) -> None:
    old, new = content(product(**before)), content(product(**after))
    assert _lines(old, new)[0] == english
    assert _lines(old, new, "ru")[0] == russian


def test_who_approves_gets_the_texts_of_every_locale() -> None:
    old = product(name=Text({"en": "Pump", "ru": "Насос"}), summary=Text("One."))
    new = product(name=Text({"en": "Big pump", "ru": "Помпа"}), summary=Text({"en": "Two."}))
    assert _lines(content(old), content(new), every=True) == [
        "Name (English): Pump → Big pump",
        "Name (Russian): Насос → Помпа",
        "Summary: One. → —",
        "Summary (English): — → Two.",
    ]


def test_what_a_family_changed_is_told_by_its_labels() -> None:
    flow = structs.replace(
        PUMP.attributes["flow"], unit="l/min", comparable=False, label=Text("Delivery")
    )
    body = structs.replace(PUMP.attributes["body"], choices={"iron": Text("Grey iron")})
    groups = (structs.replace(PUMP.groups[0], label=Text("Water")), PUMP.groups[1])
    family = structs.replace(
        PUMP, groups=groups, attributes={**PUMP.attributes, "flow": flow, "body": body}
    )
    shown = product(specs=specs(flow=5, body="iron"))
    after = product_content(shown, {"pump": family}, {})
    assert _lines(content(shown), after) == [
        "Headings of properties: name Hydraulics → Water",
        "Delivery: name Flow → Delivery",
        "Delivery: unit m³/h → l/min",
        "Delivery: shown differently",
        "Body: Cast iron → Grey iron",
    ]
    assert isinstance(after, ProductContent)
    bare = structs.replace(after, family=structs.replace(after.family, attributes={}, groups=()))
    assert _lines(after, bare) == ["Delivery: removed", "Body: removed"]
    without = structs.replace(after, family=structs.replace(after.family, groups=()))
    assert _lines(after, without) == ["Headings of properties: removed Water"]


def test_an_attribute_may_be_called_as_a_field_is() -> None:
    family = structs.replace(
        PUMP,
        attributes={
            "type": structs.replace(PUMP.attributes["body"], label=Text("Type")),
            "level": structs.replace(PUMP.attributes["flow"], label=Text("Level"), unit="mm"),
            "key": structs.replace(PUMP.attributes["dry_run"], label=Text("Key")),
        },
    )
    before, after = (
        product_content(product(specs=values), {"pump": family}, {})
        for values in (specs(type="iron", level=30), specs(type="steel", level=32, key=True))
    )
    assert _lines(before, after) == [
        "Type: Cast iron → steel",
        "Level: 30 mm → 32 mm",
        "Key: added Yes",
    ]


def test_a_replaced_file_is_told_with_its_sizes_where_they_differ() -> None:
    shown = product(documents=(_manual(file="media/a.pdf"),))
    facts = [
        FileFact(sha256="a", size=1_200_000),
        FileFact(sha256="b", size=1_300_000),
        FileFact(sha256="c", size=1_300_000),
    ]
    one, two, three = (content(shown, {"media/a.pdf": fact}) for fact in facts)
    assert _lines(one, two) == ["Operating manual (Russian): file replaced 1.2 MB → 1.3 MB"]
    assert _lines(two, three) == ["Operating manual (Russian): file replaced"]
    assert _lines(content(shown), one) == ["Operating manual (Russian): added 1.2 MB"]


def test_a_file_beside_a_page_is_told_by_its_name() -> None:
    facts = [FileFact(sha256="a", size=1_200_000), FileFact(sha256="b", size=1_300_000)]
    old, new = (PageContent(page=page(), files={"pages/law/terms.pdf": fact}) for fact in facts)
    assert _lines(old, new) == ["Files: terms.pdf: file replaced 1.2 MB → 1.3 MB"]
    assert _lines(old, new, "ru") == ["Файлы: terms.pdf: файл заменён 1,2 МБ → 1,3 МБ"]


def _page(english: str, russian: str = "Текст.", **parts: Any) -> Page:  # noqa: ANN401 - fields
    return page(body=Text({"en": english, "ru": russian}), **parts)


PAGES: list[tuple[Page, Page, list[str], list[str]]] = [
    (
        _page("## Payment\n\nIn 30 days."),
        _page("## Payment\n\nIn 60 days.\n\nBy transfer."),
        ["Payment: In 30 days. → In 60 days.", "Payment: added By transfer."],
        ["Текст (английский): текст изменён"],
    ),
    (
        _page("One.\n\nTwo."),
        _page("One.\n\n\n\nTwo."),
        ["Text: reworded"],
        ["Текст (английский): текст изменён"],
    ),
    (
        page(body=Text({"en": "One."})),
        _page("One."),
        ["Text (Russian): added"],
        ["Текст: добавлено"],
    ),
    (
        page(body=Text("One.")),
        page(body=Text("Two.")),
        ["Text: One. → Two."],
        ["Текст: One. → Two."],
    ),
    (
        _page("One.", covers=("8.2.1a",)),
        _page("One.", covers=("8.2.1a", "8.2.1b"), path="law/terms.md"),
        ["Address: shown differently"],
        ["Адрес: изменено представление"],
    ),
    (
        _page("| Part |\n|---|\n| **One** |"),
        _page("| Part |\n|---|\n| **One** |\n| [Two](b.md) |"),
        ["Text: Part One → Part One Two"],
        ["Текст (английский): текст изменён"],
    ),
    (
        _page('Lifts {{ spec("hx-100", "head") }}.'),
        _page('Lifts {{ spec("hx-110", "head") }}.\n\n{{ product_table(family="pump") }}'),
        [
            "Text: Lifts ‹hx-100: head›. → Lifts ‹hx-110: head›.",
            "Text: added ‹pump›",
        ],
        ["Текст (английский): текст изменён"],
    ),
    (
        _page("See [this](a.md)."),
        _page("See [this](b.md)."),
        ["Text: See [this](a.md). → See [this](b.md)."],
        ["Текст (английский): текст изменён"],
    ),
]


@pytest.mark.parametrize(("before", "after", "english", "russian"), PAGES)
def test_a_page_is_told_by_its_headings(
    before: Page, after: Page, english: list[str], russian: list[str]
) -> None:
    assert _lines(content(before), content(after)) == english
    assert _lines(content(before), content(after), "ru") == russian


def test_who_approves_a_page_gets_the_passages_of_every_locale() -> None:
    before, after = content(_page("One.", "Раз.")), content(_page("Two.", "Два."))
    assert _lines(before, after, every=True) == [
        "Text (English): One. → Two.",
        "Text (Russian): Раз. → Два.",
    ]


def test_who_approves_a_page_learns_how_it_is_filed() -> None:
    before = content(_page("One.", covers=("8.2.1a",)))
    after = content(_page("One.", covers=("8.2.1a", "8.2.1b"), kind=PageKind.OFFER))
    told = ["Kind of page: shown differently", "Clauses answered: 8.2.1a → 8.2.1a, 8.2.1b"]
    assert sorted(_lines(before, after, every=True)) == sorted(told)
    reading = Reading(NO_PRODUCTS, wording("en"))
    assert change_rows(differences(before, after), reading) == ()


def test_who_reads_a_page_learns_of_translations_only_where_his_own_text_stayed() -> None:
    before, after = content(_page("One.", "Раз.")), content(_page("Two.", "Два."))
    assert _lines(before, after, "ru") == ["Текст: Раз. → Два."]


def test_products_are_called_by_their_names() -> None:
    edition = decide(issued(product("fl-25", name=Text("Flange"))), TODAY)
    found = differences(content(product()), content(product(relations=(LINK,))))
    (row,) = change_rows(found, Reading(edition, wording("en")))
    assert row.text == "Accessories: added Flange"


def test_a_value_that_no_family_knows_is_told_by_its_key() -> None:
    before = product(
        specs=specs(speed=3, range={"min": 1, "max": 2}),
        variants=Variants(items=(Variant(order_code="A", specs=specs(hue="red")),)),
    )
    after = product(
        specs=specs(speed=Decimal("3.5"), dry=True),
        variants=Variants(items=(Variant(order_code="A", specs=specs(hue="blue")),)),
    )
    assert _lines(content(before), content(after)) == [
        "speed: 3 → 3.5",
        "dry: added Yes",
        "range: removed 1 to 2",
        "A, hue: red → blue",
    ]


def test_an_item_of_another_kind_has_changed_as_a_whole() -> None:
    assert _lines(content(page()), content(product())) == ["Whole item: shown differently"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a", "b", ("a", "b")),
        (LONG, f"{LONG} And more.", ("… many years now.", "… many years now. And more.")),
        (
            f"Old. {LONG}",
            f"New. {LONG}",
            ("Old. The pump moves …", "New. The pump moves …"),
        ),
    ],
)
def test_excerpts_hold_what_differs_and_a_little_around(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    assert excerpts(before, after) == expected


def test_a_beginning_ends_between_words() -> None:
    assert beginning("Short\ntext") == "Short text"
    assert beginning("word " * 30) == f"{'word ' * 20}…"
    assert beginning("x" * 200) == f"{'x' * 100} …"


@pytest.mark.parametrize("kind", [Product, Page, Lifecycle, Recall])
def test_every_field_of_an_item_has_a_name(kind: type[Struct]) -> None:
    for field in kind.__struct_fields__:
        if field not in _NEVER_TOLD:
            for locale in ("en", "ru"):
                say = wording(locale).say
                named = f"date.{field}" if field in DATES else f"change.field.{field}"
                assert say(named)


_TOLD_WHOLE = {"order_code", "specs", "id", "type", "product", "lang", "kind", "system"}


@pytest.mark.parametrize(
    "kind",
    [Variant, Document, Certificate, Evidence, Image, Relation, Replacement, Classification, Group],
)
def test_every_field_of_an_entry_has_a_name(kind: type[Struct]) -> None:
    for field in kind.__struct_fields__:
        if field not in _TOLD_WHOLE:
            for locale in ("en", "ru"):
                assert wording(locale).say(f"change.part.{field}")
