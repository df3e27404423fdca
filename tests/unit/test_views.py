from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, EditionProduct
from inforce.domain.items.content import FileFact
from inforce.domain.items.control import Change, Control
from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.lifecycle import Fit, Lifecycle, Reinstatement, Replacement
from inforce.domain.items.product import (
    Certificate,
    Classification,
    Document,
    DocumentKind,
    Image,
    Product,
    Relation,
    RelationType,
    SafetyWarning,
    Variant,
    Variants,
    WarningLevel,
)
from inforce.domain.items.specs import value_from
from inforce.domain.prose.richtext import Paragraph, Run
from inforce.domain.registers.register import Ledger
from inforce.domain.site.policy import Approval
from inforce.domain.text import Phrase, Text
from inforce.domain.views.banner import banner
from inforce.domain.views.lists import (
    card,
    code_index,
    family_sheet,
    notice_sheet,
    withdrawn_row,
)
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading, column
from inforce.domain.views.recall import recall_view
from inforce.domain.views.values import Cell, Column, Converted, Day, Fact, ProductRef
from inforce.readers.wording import wording
from tests.factories import (
    POLICY,
    PUMP,
    TODAY,
    content,
    corpus,
    ended,
    issued,
    ledger,
    page,
    product,
    recall,
    specs,
)

NBSP = "\N{NO-BREAK SPACE}"
SAY = wording("en").say
FACT = FileFact(sha256="ab" * 32, size=12_345)
FILES: Mapping[str, FileFact] = {"media/hx.svg": FACT, "media/manual.pdf": FACT}
FULL = product(
    name=Text({"en": "HX 100 pump", "ru": "Насос HX 100"}),
    brand=Text("Maker"),
    gtin="4006381333931",
    former_ids=("hx100",),
    summary=Text({"en": "Only English"}),
    description=Text("Two words!"),
    specs=specs(
        flow={"value": Decimal("12.50"), "condition": "dry", "evidence": "C-1"},
        temperature={"min": -10, "max": 90},
        body="iron",
        dry_run=True,
        unheard="text",
    ),
    variants=Variants(
        by=("voltage",),
        items=(
            Variant(order_code="b", specs=specs(voltage=230, price=Decimal("10.00"))),
            Variant(order_code="A", gtin="96385074", specs=specs(voltage=400)),
        ),
    ),
    documents=(
        Document(
            kind=DocumentKind.MANUAL,
            title=Text("Manual"),
            file="media/manual.pdf",
            lang="ru",
            revision="3",
        ),
        Document(
            kind=DocumentKind.SOFTWARE,
            title=Text("Tool"),
            url="https://example.com",
            audience="dealer",
        ),
    ),
    certificates=(
        Certificate(
            id="C-1", body=Text("EAC"), valid_from=date(2020, 1, 1), valid_to=date(2026, 11, 19)
        ),
        Certificate(id="C-2", body=Text("EAC"), valid_to=TODAY, file="media/gone.pdf"),
        Certificate(id="C-3", body=Text("EAC")),
    ),
    warnings=(
        SafetyWarning(text=Text("Hot."), level=WarningLevel.CAUTION),
        SafetyWarning(text=Text({"en": "Sharp.", "ru": "Остро."})),
        SafetyWarning(text=Text("Oil it."), level=WarningLevel.NOTICE),
        SafetyWarning(text=Text("Wet."), level=WarningLevel.CAUTION),
        SafetyWarning(text=Text("Live."), level=WarningLevel.DANGER),
    ),
    images=(
        Image(file="media/hx.svg", alt=Text("Drawing")),
        Image(file="media/gone.svg", alt=Text("Gone")),
    ),
    relations=(
        Relation(type=RelationType.SPAREPART, product="hx-90", quantity=2),
        Relation(type=RelationType.SIMILAR, product="hx-90"),
    ),
    classification=(Classification(system="ETIM", version="9.0", code="EC010898"),),
)
OLD = product("hx-90", lifecycle=ended("hx-100", announced_on=date(2025, 1, 1), notice="PDN-1"))


def reading(edition: Edition, locale: str = "en") -> Reading:
    return Reading(edition, wording(locale))


def shown(
    item: Product, *others: Product, audience: str = "public"
) -> tuple[EditionProduct, Reading]:
    edition = decide(issued(item, *others, files=FILES), TODAY, audience)
    return edition.products[item.id], reading(edition)


def test_a_sheet_tells_all_of_a_product() -> None:
    sheet = product_sheet(*shown(FULL, OLD))
    assert sheet.name == Phrase("HX 100 pump")
    assert (sheet.brand, sheet.order_code, sheet.gtin) == (Phrase("Maker"), "", "4006381333931")
    assert (sheet.family, sheet.family_name) == ("pump", Phrase("Pumps"))
    assert (sheet.state, sheet.state_label, sheet.banner) == ("active", SAY("state.active"), None)
    assert sheet.description.blocks == (Paragraph((Run("Two words!"),)),)
    assert [picture.file.path for picture in sheet.pictures] == ["media/abababababab/hx.svg"]
    assert [row.key for row in sheet.key_figures] == ["flow"]
    assert sheet.classification == (Fact("ETIM 9.0", "EC010898"),)
    assert sheet.former_ids == ("hx100",)
    assert sheet.stamp.revision == "1"
    assert sheet.stamp.effective_from == Day("2026-10-20", f"20{NBSP}October{NBSP}2026")
    assert len(sheet.stamp.digest) == 8


def test_warnings_are_told_the_gravest_first_whatever_became_of_the_product() -> None:
    for item in (FULL, structs.replace(FULL, lifecycle=ended())):
        product, english = shown(item, OLD)
        sheet = product_sheet(product, english)
        assert [(row.signal, row.text.text) for row in sheet.warnings] == [
            ("Danger", "Live."),
            ("Warning", "Sharp."),
            ("Caution", "Hot."),
            ("Caution", "Wet."),
            ("Notice", "Oil it."),
        ]
    russian = product_sheet(product, reading(english.edition, "ru"))
    words = [(row.signal, row.text.text) for row in russian.warnings[:2]]
    assert words == [("Опасно", "Live."), ("Предупреждение", "Остро.")]


def test_specs_stand_in_their_groups_in_the_order_of_the_family() -> None:
    sheet = product_sheet(*shown(FULL, OLD))
    assert [(group.id, [row.key for row in group.rows]) for group in sheet.groups] == [
        ("hydraulics", ["flow"]),
        ("", ["temperature", "body", "dry_run"]),
    ]
    cells = {row.key: row.cell.text for group in sheet.groups for row in group.rows}
    assert cells["flow"] == f"12.50{NBSP}m³/h"
    assert cells["body"] == "Cast iron"
    assert cells["dry_run"] == SAY("yes")


def test_a_reader_of_russian_reads_russian_and_is_told_where_it_is_not() -> None:
    edition = decide(issued(FULL, OLD, files=FILES), TODAY)
    sheet = product_sheet(edition.products["hx-100"], reading(edition, "ru"))
    assert sheet.name == Phrase("Насос HX 100")
    assert sheet.summary == Phrase("Only English", lang="en")
    assert sheet.groups[0].rows[0].cell.text.startswith("12,50")


def test_variants_are_a_table_of_what_is_seen() -> None:
    table = product_sheet(*shown(FULL, OLD)).variants
    assert table.columns == (
        Column(key="voltage", label=Phrase("Voltage"), unit="V", numeric=True),
    )
    assert [(row.order_code, row.gtin, row.cells[0].text) for row in table.rows] == [
        ("b", "", "230"),
        ("A", "96385074", "400"),
    ]
    assert table.gtins
    dealer = product_sheet(*shown(FULL, OLD, audience="dealer")).variants
    assert [column.key for column in dealer.columns] == ["voltage", "price"]
    assert [row.cells[1].text for row in dealer.rows] == ["10.00", ""]


def test_the_heads_of_variants_change_units_with_the_figures_below() -> None:
    weight = Attribute(
        label=Text("Weight"), type=AttributeType.NUMBER, unit="kg", level=Level.VARIANT
    )
    family = structs.replace(PUMP, attributes={"weight": weight})
    item = product(variants=Variants(items=(Variant(order_code="A", specs=specs(weight=3)),)))
    light = structs.replace(POLICY, approval=Approval.OFF)
    edition = decide(corpus(item, policy=light, families={"pump": family}), TODAY)
    table = product_sheet(edition.products[item.id], reading(edition)).variants
    assert table.columns[0].converted == Converted("us", "lb")
    assert table.rows[0].cells[0].converted == Converted("us", "7")


def test_documents_and_certificates() -> None:
    sheet = product_sheet(*shown(FULL, OLD, audience="dealer"))
    manual, tool = sheet.documents
    assert manual.file is not None
    assert (manual.file.name, manual.file.size) == ("manual.pdf", f"12{NBSP}kB")
    assert (manual.language, manual.lang, manual.revision) == ("Russian", "ru", "3")
    assert (tool.file, tool.url, tool.language) == (None, "https://example.com", "")
    assert (manual.restricted, tool.restricted) == ("", "For dealers only")
    assert [row.expired for row in sheet.certificates] == [True, False, False]
    assert [row.file for row in sheet.certificates] == [None, None, None]
    assert sheet.certificates[0].valid_from is not None


def test_relations_are_grouped_by_kind_and_say_what_is_gone() -> None:
    sheet = product_sheet(*shown(FULL, structs.replace(OLD, lifecycle=ended("hx-100"))))
    assert [(group.type, group.label) for group in sheet.relations] == [
        ("sparepart", SAY("relation.sparepart")),
        ("similar", SAY("relation.similar")),
    ]
    (part,) = sheet.relations[0].products
    assert part == ProductRef(
        id="hx-90",
        name=Phrase("HX-90"),
        state="discontinued",
        state_label=SAY("state.discontinued"),
        quantity="2",
    )
    assert [ref.id for ref in sheet.predecessors] == ["hx-90"]


def test_history_is_newest_first_and_never_without_words() -> None:
    def with_words(name: str, summary: str | None) -> Product:
        change = Change(summary=None if summary is None else Text(summary))
        return product(name=Text(name), control=Control(owner="sales", change=change))

    record: Ledger = ledger(
        content(with_words("A", None)),
        content(with_words("B", "New motor")),
        content(with_words("C", None)),
    )
    edition = decide(corpus(ledgers={"hx-100": record}), TODAY)
    rows = product_sheet(edition.products["hx-100"], reading(edition)).history
    assert [(row.revision, str(row.summary)) for row in rows] == [
        ("3", SAY("history.unsaid")),
        ("2", "New motor"),
        ("1", SAY("history.first")),
    ]


def test_the_banner_of_what_is_gone() -> None:
    life = Lifecycle(
        available_from=date(2010, 1, 1),
        withdrawn_on=date(2026, 5, 1),
        support_until=date(2030, 1, 1),
        notice="W-1",
        reason=Text("Casting no longer made"),
        replaced_by=(Replacement(product="hx-90", fit=Fit.PARTIAL, note=Text("Other flange")),),
    )
    gone, view = shown(product(lifecycle=life), OLD)
    told = banner(gone, view)
    assert (told.state, told.tone, told.notice) == ("withdrawn", "danger", "W-1")
    assert told.texts == (Phrase("Casting no longer made"),)
    assert [fact.value for fact in told.facts] == [
        f"1{NBSP}May{NBSP}2026",
        f"1{NBSP}January{NBSP}2030",
    ]
    (heir,) = told.heirs
    assert (heir.product.id, heir.note, heir.via) == ("hx-90", Phrase("Other flange"), ())
    assert told.no_replacement == Phrase("")


@pytest.mark.parametrize(
    ("support_until", "tone"), [(date(2030, 1, 1), "ended"), (date(2026, 1, 1), "past")]
)
def test_what_only_ran_out_has_not_the_colour_of_danger(support_until: date, tone: str) -> None:
    life = Lifecycle(
        announced_on=date(2024, 1, 1),
        last_order=date(2025, 1, 1),
        support_until=support_until,
        notice="N-1",
    )
    assert banner(*shown(product(lifecycle=life))).tone == tone


def test_the_banner_of_a_preview_says_from_when() -> None:
    life = Lifecycle(available_from=date(2027, 1, 1))
    told = banner(*shown(product(lifecycle=life)))
    assert (told.state, told.tone) == ("preview", "note")
    assert [fact.value for fact in told.facts] == [f"1{NBSP}January{NBSP}2027"]


def test_what_is_not_for_new_designs_later_says_so_ahead() -> None:
    life = Lifecycle(not_recommended_from=date(2027, 3, 1), notice="N-1")
    edition = decide(issued(product(lifecycle=life), product("hx-90")), TODAY)
    ahead, plain = (product_sheet(one, reading(edition)) for one in edition.products.values())
    told = f"Not recommended for new designs from 1{NBSP}March{NBSP}2027"
    assert plain.banner is None
    assert ahead.banner is not None
    assert (ahead.state, ahead.banner.heading, ahead.banner.notice) == ("active", told, "N-1")
    assert ahead.banner.lead == SAY("banner.active.lead")
    assert notice_sheet(edition.notices[0], reading(edition)).kind_label == told
    then = decide(issued(product(lifecycle=life)), date(2027, 3, 1))
    assert notice_sheet(then.notices[0], reading(then)).kind_label == SAY("notice.not_recommended")


def test_a_banner_names_no_notice_that_customers_do_not_have() -> None:
    life = Lifecycle(available_from=date(2027, 1, 1), notice="N-1")
    assert banner(*shown(product(lifecycle=life))).notice == ""


def test_the_banner_of_a_recall_says_what_to_do() -> None:
    old = ended(notice="PDN-1", reason=Text("Casting no longer made"))
    item = product(recall=recall(date(2026, 6, 1)), lifecycle=old)
    told = banner(*shown(item))
    assert (told.state, told.notice) == ("recalled", "R-1")
    assert told.texts == ()
    assert told.recall is not None
    assert "Hazard" in [str(part.text) for part in told.recall.parts]
    assert told.facts[0] == Fact(SAY("date.recalled_on"), f"1{NBSP}June{NBSP}2026")


def test_a_recall_reads_in_the_order_of_the_law() -> None:
    called = structs.replace(recall(date(2026, 6, 1)), sold=Text("In 2025"))
    item = structs.replace(FULL, recall=called, brand=Text("Maker"))
    told = recall_view(*shown(item, OLD))
    assert told is not None
    assert (told.heading, told.lead) == (SAY("notice.recall"), SAY("banner.recalled.lead"))
    assert told.picture == card(*shown(FULL, OLD)).picture
    assert [(part.key, str(part.text)) for part in told.product] == [
        ("product", "HX 100 pump"),
        ("brand", "Maker"),
        ("part_numbers", "b, A"),
        ("gtins", "4006381333931, 96385074"),
    ]
    assert [(part.key, str(part.text)) for part in told.parts] == [
        ("affected", "Affected"),
        ("identify", "Identify"),
        ("sold", "In 2025"),
        ("hazard", "Hazard"),
        ("action", "Action"),
        ("remedies", "Remedies"),
        ("contact", "Contact"),
    ]
    assert [part.label for part in told.parts] == [SAY(f"recall.{part.key}") for part in told.parts]
    assert told.share == SAY("recall.share")


def test_a_recall_leaves_out_what_is_not_known() -> None:
    told = recall_view(*shown(product(recall=recall(date(2026, 6, 1)))))
    assert told is not None
    assert told.picture is None
    assert [part.key for part in told.product] == ["product", "brand"]
    assert "sold" not in [part.key for part in told.parts]
    assert recall_view(*shown(product())) is None


def test_only_the_notice_of_the_recall_tells_it() -> None:
    life = ended(announced_on=date(2026, 3, 1), notice="PDN-1", reason=Text("Low demand"))
    item = product(lifecycle=life, recall=recall(date(2026, 6, 1)))
    edition = decide(issued(item), TODAY)
    sheets = [notice_sheet(notice, reading(edition)) for notice in edition.notices]
    assert [(sheet.number, sheet.products[0].recall is None) for sheet in sheets] == [
        ("R-1", False),
        ("PDN-1", True),
    ]
    assert [sheet.texts for sheet in sheets] == [(), (Phrase("Low demand"),)]


def test_a_card_shows_what_a_list_needs() -> None:
    found = card(*shown(FULL, OLD))
    assert found.product.id == "hx-100"
    assert found.picture is not None
    assert found.codes == ("b", "A")
    assert [row.key for row in found.key_figures] == ["flow"]
    assert card(*shown(product(order_code="X"))).picture is None
    assert card(*shown(product(order_code="X"))).codes == ("X",)


def test_a_family_compares_what_is_on_offer() -> None:
    edition = decide(
        issued(FULL, structs.replace(OLD, lifecycle=ended()), product("hx-110"), files=FILES),
        TODAY,
    )
    sheet = family_sheet(edition.families["pump"], reading(edition))
    assert [ref.id for ref in sheet.products] == ["hx-100", "hx-110"]
    assert [(column.key, column.unit) for column in sheet.columns] == [("flow", "m³/h")]
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [["12.50"], [""]]
    assert sheet.picture is None


@pytest.mark.parametrize(
    ("item", "since"),
    [
        (product(recall=recall(date(2026, 6, 1))), "2026-06-01"),
        (product(lifecycle=Lifecycle(withdrawn_on=date(2026, 5, 1))), "2026-05-01"),
        (
            product(lifecycle=ended(withdrawn_on=date(2026, 5, 1), last_order=date(2026, 1, 1))),
            "2026-01-02",
        ),
        (product(lifecycle=ended()), "2025-01-02"),
        (
            product(lifecycle=ended(last_order=date(2026, 10, 31), withdrawn_on=date(2027, 1, 1))),
            "2026-11-01",
        ),
    ],
)
def test_the_withdrawn_list_says_since_when(item: Product, since: str) -> None:
    row = withdrawn_row(*shown(item))
    assert row.since is not None
    assert row.since.iso == since
    assert (row.recall is not None) == (item.recall is not None)
    assert row.notice == ("" if item.recall is None else "R-1")


def test_the_withdrawn_list_names_notice_and_successor() -> None:
    life = structs.replace(ended("hx-100"), notice="PDN-1", support_until=date(2030, 1, 1))
    row = withdrawn_row(*shown(structs.replace(OLD, lifecycle=life), FULL))
    assert row.notice == "PDN-1"
    assert [heir.product.id for heir in row.heirs] == ["hx-100"]
    assert row.support_until is not None


def test_a_notice_tells_each_reason_once() -> None:
    def leaving(key: str, reason: str | None) -> Product:
        life = ended(announced_on=date(2026, 3, 1), notice="PDN-1")
        text = None if reason is None else Text(reason)
        return product(key, lifecycle=structs.replace(life, reason=text))

    edition = decide(issued(leaving("a", "Old"), leaving("b", "Old"), leaving("c", None)), TODAY)
    sheet = notice_sheet(edition.notices[0], reading(edition))
    assert (sheet.number, sheet.kind, sheet.issued_on.iso) == (
        "PDN-1",
        "discontinuance",
        "2026-03-01",
    )
    assert sheet.texts == (Phrase("Old"),)
    assert [row.product.id for row in sheet.products] == ["a", "b", "c"]
    assert sheet.products[0].banner.state == "last_time_buy"


def test_the_notice_of_a_return_says_why() -> None:
    back = Reinstatement(notice="RN-1", date=date(2026, 3, 1), reason=Text("Asked for"), lifts="N")
    edition = decide(issued(product(lifecycle=Lifecycle(reinstated=back))), TODAY)
    lifted, notice = (notice_sheet(one, reading(edition)) for one in edition.notices)
    assert (lifted.number, notice.number, notice.kind) == ("N", "RN-1", "reinstatement")
    assert lifted.texts == notice.texts == (Phrase("Asked for"),)


def test_the_index_is_sorted_as_people_look_things_up() -> None:
    item, view = shown(FULL, OLD)
    assert [row.code for row in code_index((item,), view)] == ["A", "b"]


@pytest.mark.parametrize(
    ("raw", "kind", "text", "sort"),
    [
        (Decimal("12.50"), AttributeType.NUMBER, f"12.50{NBSP}bar", "12.50"),
        (
            {"min": 1, "max": 2},
            AttributeType.RANGE,
            SAY("range", low="1", high="2") + f"{NBSP}bar",
            "1",
        ),
        ({"min": 1}, AttributeType.RANGE, SAY("range_from", low="1") + f"{NBSP}bar", "1"),
        ({"max": 2}, AttributeType.RANGE, SAY("range_to", high="2") + f"{NBSP}bar", "2"),
        (False, AttributeType.BOOLEAN, SAY("no") + f"{NBSP}bar", ""),
        ("free", AttributeType.TEXT, f"free{NBSP}bar", ""),
        ("iron", AttributeType.CHOICE, f"iron{NBSP}bar", ""),
        ({"en": "x"}, AttributeType.CHOICE, f"x{NBSP}bar", ""),
    ],
)
def test_a_value_in_words(raw: object, kind: AttributeType, text: str, sort: str) -> None:
    view = reading(decide(corpus(), TODAY))
    attribute = Attribute(label=Text("A"), type=kind, unit="bar")
    cell = view.cell(value_from(raw), attribute)
    assert (cell.text, cell.sort) == (text, sort)
    bare = text.removesuffix(f"{NBSP}bar")
    assert view.cell(value_from(raw), attribute, unit=False).text == bare
    assert view.words(value_from(raw), attribute).text == bare


@pytest.mark.parametrize(
    ("raw", "unit", "text", "bare"),
    [
        (Decimal("12.50"), "bar", f"181.3{NBSP}psi", "181.3"),
        (
            {"min": -10, "max": 90, "condition": "at 5 bar"},
            "Cel",
            SAY("range", low="14", high="194") + f"{NBSP}°F",
            SAY("range", low="14", high="194"),
        ),
        ({"max": 2}, "[in_i]", SAY("range_to", high="51") + f"{NBSP}mm", "≤ 51"),
    ],
)
def test_a_quantity_in_the_other_system_of_units(
    raw: object, unit: str, text: str, bare: str
) -> None:
    view = reading(decide(corpus(), TODAY))
    attribute = Attribute(label=Text("A"), type=AttributeType.NUMBER, unit=unit)
    system = "metric" if unit.startswith("[") else "us"
    value = value_from(raw)
    assert view.cell(value, attribute).converted == Converted(system, text)
    assert view.cell(value, attribute, unit=False).converted == Converted(system, bare)
    assert column("a", attribute, view).converted == Converted(system, text.rpartition(NBSP)[2])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (1, f"1{NBSP}year"),
        ({"min": 1, "max": 2}, f"{SAY('range', low='1', high='2')}{NBSP}years"),
        ({"min": 1}, f"≥ 1{NBSP}year"),
        ({"max": 3}, f"≤ 3{NBSP}years"),
    ],
)
def test_years_bend_with_the_last_of_their_figures(raw: object, text: str) -> None:
    view = reading(decide(corpus(), TODAY))
    attribute = Attribute(label=Text("Warranty"), type=AttributeType.RANGE, unit="a")
    assert view.cell(value_from(raw), attribute).text == text
    assert column("a", attribute, view).unit == "years"


@pytest.mark.parametrize(
    ("raw", "attribute"),
    [
        ("free", Attribute(label=Text("A"), type=AttributeType.TEXT, unit="bar")),
        (5, Attribute(label=Text("A"), type=AttributeType.NUMBER, unit="K")),
        (5, Attribute(label=Text("A"), type=AttributeType.NUMBER)),
        (50, Attribute(label=Text("DN"), type=AttributeType.NUMBER, unit="mm", convertible=False)),
    ],
)
def test_what_is_no_measure_stays_as_it_is(raw: object, attribute: Attribute) -> None:
    view = reading(decide(corpus(), TODAY))
    assert view.cell(value_from(raw), attribute).converted is None
    assert column("a", attribute, view).converted is None


def test_for_whom_something_is_reserved() -> None:
    view = reading(decide(corpus(), TODAY))
    told = [view.reserved(audience) for audience in ("public", "internal", "partner")]
    assert told == ["", "For internal use only", "For partner only"]


def test_equal_figures_keep_their_digits_however_many_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("inforce.domain.views.reading._CELLS", 2)
    attribute = Attribute(label=Text("Flow"), type=AttributeType.NUMBER, unit="m3/h")
    values = [value_from(Decimal(digits)) for digits in ("12.5", "12.50", "12.500")]
    view = shown(product())[1]
    for _ in range(2):
        cells = [
            view.cell(value, attribute, unit=unit) for value in values for unit in (False, True)
        ]
        told = [cell.text for cell in cells]
        assert told[::2] == ["12.5", "12.50", "12.500"]
        assert told[1::2] == [f"{figure}{NBSP}m³/h" for figure in told[::2]]
    assert len(view.cells) <= 2


def test_a_value_that_was_told_is_told_in_the_same_cell() -> None:
    attribute = Attribute(label=Text("Body"), type=AttributeType.TEXT)
    value, view = value_from("iron"), shown(product())[1]
    assert view.cell(value, attribute) is view.cell(value, attribute)


def test_no_value_no_words() -> None:
    view = reading(decide(corpus(), TODAY))
    attribute = PUMP.attributes["flow"]
    assert view.cell(None, attribute) == Cell()
    assert view.cell(value_from({"condition": "dry"}), attribute).text == ""
    assert view.unit(Attribute(label=Text("A"), type=AttributeType.TEXT)) == ""
    assert view.day(None) is None
    assert view.file(None) is None
    assert view.phrase(None) == Phrase("")
    assert view.locale == "en"


def test_a_range_without_ends_says_nothing() -> None:
    view = reading(decide(corpus(), TODAY))
    bare = structs.replace(value_from({"min": 1}), minimum=None)
    assert view.cell(bare, PUMP.attributes["temperature"]).text == ""


def test_pages_carry_their_id() -> None:
    edition = decide(issued(page()), TODAY)
    assert edition.pages["terms"].id == "terms"
