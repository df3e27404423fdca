"""What a catalogue says, held against the views it was made from."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from inforce.domain.errors import InforceError
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.yaml_text import Plain
from inforce.pipeline.press.print import PrintResult
from inforce.readers.wording import wording
from inforce.renderers.typst.catalogue import Selection
from inforce.renderers.typst.engine import Standards
from tests.print.shop import ORIGIN, WORDS, Shop, pages, png, print_catalogue, text


def plain(string: str) -> str:
    return " ".join(string.split())


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_figure_of_the_views_is_printed(stocked: Shop, locale: str) -> None:
    edition = stocked.edition("dealer")
    reading = Reading(edition, wording(locale))
    printed = text(print_catalogue(edition, wording(locale), Selection(), stocked.root))
    for product in edition.current():
        sheet = product_sheet(product, reading)
        assert str(sheet.name) in printed
        assert sheet.stamp.digest in printed
        rows = [row for group in sheet.groups for row in group.rows]
        cells = [row.cell for row in rows] + [
            cell for row in sheet.variants.rows for cell in row.cells
        ]
        for cell in cells:
            assert plain(cell.text) in printed
            assert plain(str(cell.condition)) in printed
        for _, code in product.content.product.codes():
            assert code in printed


def test_a_russian_catalogue_speaks_russian(stocked: Shop) -> None:
    printed = text(stocked.printed("ru"))
    for words in ("Каталог продукции", "Насос Один", "12 кг", "без воды", "Содержание"):
        assert words in printed


def test_a_product_that_is_gone_stands_in_the_withdrawn_list_alone(english: PrintResult) -> None:
    listed = [page for page in pages(english) if "Old Pump Pumps" in page]
    assert len(listed) == 1
    assert "Withdrawn products" in listed[0]
    assert "Pump One" in listed[0]
    assert "PDN-1" in listed[0]
    assert "31 January 2031" in listed[0]
    contents = pages(english)[1]
    assert "Pump One" in contents
    assert "Old Pump" not in contents
    assert "Never printed." not in text(english)


def test_a_recall_stands_in_full_above_the_withdrawn_list(shop: Shop) -> None:
    parts = ("affected", "identify", "hazard", "action", "remedies", "contact")
    said: dict[str, Plain] = {part: f"The {part}." for part in parts}
    shop.product("p-1", order_code="P1")
    shop.product("p-2", recall={"notice": "R-1", "date": "2026-01-01", **said}, order_code="P2")
    shop.file("content/media/p.png", png(20, 10))
    shop.product(
        "p-3",
        recall={"notice": "R-2", "date": "2026-01-01", **said},
        images=[{"file": "media/p.png", "alt": "Drawing"}],
    )
    page = next(page for page in pages(shop.printed()) if "The hazard." in page)
    places = [
        page.index(said) for said in ("Product safety recall", "P2", *map(str, said.values()))
    ]
    assert places == sorted(places)
    assert page.index("R-1") > page.rindex("The contact.")
    assert "No replacement" not in page


def test_a_product_that_is_leaving_says_so(english: PrintResult) -> None:
    page = next(page for page in pages(english) if "Last orders are being taken" in page)
    assert "31 December 2026" in page
    assert "Notice PDN-7" in page


def test_rich_text_is_set_in_all_its_forms(english: PrintResult) -> None:
    page = next(page for page in pages(english) if "emphasis" in page)
    for words in ("another", "code", "strength", "1. first", "inner", "left cell", "Alone"):
        assert words in page
    assert b"(https://example.com/)" in english.pdf
    assert b"(../p-1/)" not in english.pdf


def test_the_index_names_the_page_of_every_part_number(english: PrintResult) -> None:
    leaves = pages(english)
    index = next(leaf for leaf in leaves[3:] if leaf.startswith("Index of order codes"))
    places = {
        "P1-230": "The first pump.",
        "P1-400": "The first pump.",
        "P2": "Last orders are being taken",
        "L1": "Order code L1",
        "P0-OLD": "Old Pump Pumps",
    }
    for code, words in places.items():
        (number,) = (at for at, leaf in enumerate(leaves[3:], start=4) if words in leaf)
        assert f"{code} {number}" in index


def test_what_only_dealers_see_is_not_in_the_public_catalogue(
    stocked: Shop, english: PrintResult
) -> None:
    dealer = stocked.printed(audience="dealer")
    assert "987" in text(dealer)
    assert "For dealers only" in text(dealer)
    assert "987" not in text(english)
    assert "Price" not in text(english)


def test_the_same_edition_is_the_same_file(stocked: Shop, english: PrintResult) -> None:
    assert stocked.printed().pdf == english.pdf


def test_the_file_says_what_it_is(english: PrintResult) -> None:
    reader = PdfReader(BytesIO(english.pdf))
    assert english.standards is Standards.ARCHIVAL
    assert english.problems == ()
    assert reader.metadata is not None
    assert reader.metadata.title == "Shop: Product catalogue"
    assert reader.metadata.author == "Shop Ltd"
    assert "sha256-jcs-1:" in str(reader.metadata.get("/Keywords"))
    root = reader.root_object
    assert str(root["/Lang"]) == "en"
    assert "/Marked" in str(root["/MarkInfo"])
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert "pdfuaid:part" in xmp.stream.get_data().decode()
    titles = {str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)}
    assert {"Pumps", "Lamps", "Withdrawn products", "Index of order codes"} <= titles


def scanned(result: PrintResult, page: int) -> str:
    """Return what a camera reads from a page, empty where there is no code on it."""
    document = pypdfium2.PdfDocument(result.pdf)
    image = document[page - 1].render(scale=2, grayscale=True)
    shape = (image.height, image.stride)
    code = zxingcpp.read_barcode(memoryview(bytes(image.buffer)).cast("B", shape))
    document.close()
    return "" if code is None else code.text


@pytest.mark.parametrize(("locale", "prefix"), [("en", ""), ("ru", "ru/")])
def test_the_divider_of_a_family_leads_to_its_page(stocked: Shop, locale: str, prefix: str) -> None:
    edition = stocked.edition()
    printed = print_catalogue(
        edition, WORDS[locale], Selection(("lamp",)), stocked.root, origin=ORIGIN
    )
    assert scanned(printed, 4) == f"{ORIGIN}{prefix}families/lamp/"


def test_without_an_address_there_is_no_code(english: PrintResult) -> None:
    assert scanned(english, 4) == ""
    assert "The code at the head of a family" not in text(english)


def test_the_record_says_what_was_chosen(stocked: Shop, english: PrintResult) -> None:
    chosen = print_catalogue(
        stocked.edition(), WORDS["en"], Selection(products=("p-2", "l-1")), stocked.root
    )
    record = pages(chosen)[-1]
    assert "Selected products P-2, L-1" in record
    assert "Changes listed since 1 March 2025" in record
    assert "Paper A4 Set by inforce" in record
    assert "Selected products: Lamps, Pumps" in pages(chosen)[0]
    assert "Selected products" not in pages(english)[-1]


def test_a_part_of_the_catalogue_has_only_that_part(stocked: Shop) -> None:
    lamps = stocked.printed(families=("lamp",))
    assert "L1" in text(lamps)
    assert "Pump One" not in text(lamps)
    assert (lamps.products, lamps.withdrawn) == (1, 0)


def test_a_family_stands_for_those_below_it(stocked: Shop, english: PrintResult) -> None:
    assert stocked.printed(families=("device",)).products == english.products == 3


def test_an_unknown_family_gets_a_suggestion(stocked: Shop) -> None:
    with pytest.raises(InforceError, match=r"no family 'lampp'.*did you mean lamp\?"):
        stocked.printed(families=("lampp",))


def test_an_empty_edition_has_no_catalogue(shop: Shop) -> None:
    with pytest.raises(InforceError, match="nothing to print"):
        shop.printed()
    with pytest.raises(InforceError, match="nothing to print"):
        shop.printed(families=("pump",))


def test_an_earlier_day_has_its_own_catalogue(stocked: Shop) -> None:
    edition = stocked.edition(today=date(2020, 6, 1))
    early = print_catalogue(edition, wording("en"), Selection(), stocked.root)
    assert "Never printed." in text(early)
    assert early.withdrawn == 0
