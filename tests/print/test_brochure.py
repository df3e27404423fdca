"""What a brochure says of its product, held against the views it was made from."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from inforce.domain.editions.decide import decide
from inforce.domain.standings.standing import standings
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.yaml_text import Plain
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.typst.engine import Standards
from tests.print.shop import ORIGIN, WORDS, Shop, pages, text
from tests.print.test_imprint import imprint
from tests.sites import approved, write_site

_RECALL = ("affected", "identify", "hazard", "action", "remedies", "contact")


def plain(string: str) -> str:
    return " ".join(string.split())


def scanned(result: PrintResult) -> str:
    """Return what a camera reads from the last page, empty where there is no code on it."""
    document = pypdfium2.PdfDocument(result.pdf)
    image = document[len(document) - 1].render(scale=3, grayscale=True)
    shape = (image.height, image.stride)
    code = zxingcpp.read_barcode(memoryview(bytes(image.buffer)).cast("B", shape))
    document.close()
    return "" if code is None else code.text


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_figure_of_the_view_is_printed(stocked: Shop, locale: str) -> None:
    edition = stocked.edition("dealer")
    reading = Reading(edition, wording(locale))
    with Printer(edition, WORDS, stocked.root) as printer:
        for product in edition.products.values():
            sheet = product_sheet(product, reading)
            printed = text(printer.brochure(locale, product.id))
            assert plain(str(sheet.name)) in printed
            assert sheet.stamp.digest in printed
            assert plain(reading.date(edition.paper_day(product)).text) in printed
            cells = [row.cell for group in sheet.groups for row in group.rows]
            if not product.state.gone:
                cells += [cell for row in sheet.variants.rows for cell in row.cells]
            for cell in cells:
                assert plain(cell.text) in printed
                assert plain(str(cell.condition)) in printed
            for _, code in product.content.product.codes():
                assert code in printed
            for row in sheet.certificates if not product.state.gone else ():
                assert row.id in printed


def test_a_russian_brochure_speaks_russian(stocked: Shop) -> None:
    printed = text(stocked.brochure("p-1", "ru"))
    for words in ("ТЕХНИЧЕСКОЕ ОПИСАНИЕ", "Насос Один", "12 кг", "без воды", "Данные для заказа"):
        assert words in printed
    assert "Извещение об изделии" in text(stocked.brochure("p-0", "ru"))


def test_warnings_stand_between_the_key_figures_and_the_data(stocked: Shop) -> None:
    printed = text(stocked.brochure("p-1"))
    told = ("12 kg", "DANGER It kills.", "CAUTION It gets hot.", "Technical data")
    places = [printed.index(words) for words in told]
    assert places == sorted(places)
    assert "ОПАСНО Смертельно опасно." in text(stocked.brochure("p-1", "ru"))


def test_a_notice_keeps_the_warnings_for_those_who_still_run_it(stocked: Shop) -> None:
    printed = text(stocked.brochure("p-0"))
    told = ("What to do", "WARNING Old and sharp.", "Last valid data")
    places = [printed.index(words) for words in told]
    assert places == sorted(places)


def test_a_product_that_is_leaving_says_so_at_the_head(stocked: Shop) -> None:
    (page, *_) = pages(stocked.brochure("p-2"))
    assert page.index("Last orders are being taken") < page.index("Technical data")
    assert "31 December 2026" in page
    assert "Notice PDN-7" in page
    assert "Pump One" in page


def test_a_product_that_is_gone_gets_a_notice_and_no_data_sheet(stocked: Shop) -> None:
    done = stocked.brochure("p-0")
    assert (done.products, done.withdrawn) == (0, 1)
    printed = text(done)
    assert "PRODUCT NOTICE" in printed
    assert "DATA SHEET" not in printed
    assert "Never printed." not in printed
    said = ("Obsolete", "31 January 2021", "PDN-1", "Tools worn out.", "Pump One", "What to do")
    places = [printed.index(words) for words in said if words != "Obsolete"]
    assert places == sorted(places)
    assert "Identical in form, fit and function" in printed
    assert printed.index("P0-OLD") > printed.index("Last valid data")


def test_a_recalled_product_gets_its_recall_in_full(shop: Shop) -> None:
    said: dict[str, Plain] = {part: f"The {part}." for part in _RECALL}
    shop.product(
        "p-1",
        summary="Buy it.",
        order_code="P1",
        recall={"notice": "R-1", "date": "2026-01-01", **said},
    )
    printed = text(shop.brochure("p-1"))
    places = [printed.index(words) for words in ("Product safety recall", *map(str, said.values()))]
    assert places == sorted(places)
    assert "R-1" in printed
    assert "Buy it." not in printed
    assert "No replacement" not in printed


def test_what_is_named_on_a_sheet_and_gone_says_so(shop: Shop) -> None:
    ended: dict[str, Plain] = {"withdrawn_on": "2026-01-01", "no_replacement": "None is made."}
    shop.product("l-1", "lamp", name="Old lamp", lifecycle=ended)
    shop.product("l-2", "lamp", name="New lamp")
    related: list[Plain] = [{"type": "accessory", "product": key} for key in ("l-1", "l-2")]
    shop.product("p-1", relations=related)
    printed = text(shop.brochure("p-1"))
    assert printed.index("Old lamp") < printed.index("Withdrawn") < printed.index("New lamp")
    assert printed.count("Withdrawn") == 1


def test_its_code_leads_to_the_page_of_its_revision(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    approved(site)
    day = date(2025, 4, 1)
    corpus = read_corpus(site)
    edition = decide(corpus, day, "public", where=standings(corpus, day))
    with Printer(edition, WORDS, site, ORIGIN) as printer:
        english, russian = (printer.brochure(locale, "hx-100") for locale in ("en", "ru"))
    assert scanned(english) == f"{ORIGIN}products/hx-100/r/1/"
    assert scanned(russian) == f"{ORIGIN}ru/products/hx-100/r/1/"
    assert "Revision 1 · in force since 1 March 2025" in text(english)
    assert "First issue" not in text(english)
    assert "It says what has been in force since 1 March 2025" in text(english)
    assert "1 April 2025" not in text(english)
    metadata = PdfReader(BytesIO(english.pdf)).metadata
    assert metadata is not None
    digest = edition.products["hx-100"].stamp.digest
    keywords = f"hx-100, Revision 1, 2025-03-01, public, {digest}"
    assert str(metadata.get("/Keywords")).replace("\N{NO-BREAK SPACE}", " ") == keywords
    with Printer(edition, WORDS, site) as printer:
        bare = printer.brochure("en", "hx-100")
    assert scanned(bare) == ""
    assert "Compare revision and digest" in text(bare)


def test_without_a_revision_its_code_leads_to_the_product(stocked: Shop) -> None:
    done = stocked.brochure("p-1")
    assert scanned(done) == f"{ORIGIN}products/p-1/"
    assert f"{ORIGIN}products/p-1/" in text(done)


def test_what_only_dealers_see_is_not_in_the_public_one(stocked: Shop) -> None:
    dealer, public = stocked.brochure("p-1", audience="dealer"), stocked.brochure("p-1")
    assert "987" in text(dealer)
    assert "For dealers only" in text(dealer)
    assert "987" not in text(public)
    assert b"987" not in str(imprint(public)).encode()


def test_what_was_printed_before_changes_nothing(stocked: Shop) -> None:
    edition = stocked.edition()
    with Printer(edition, WORDS, stocked.root, ORIGIN) as printer:
        printer.brochure("ru", "p-2")
        printer.brochure("en", "p-0")
        after = printer.brochure("en", "p-1").pdf
    assert after == stocked.brochure("p-1").pdf


def test_the_file_says_what_it_is(stocked: Shop, qpdf: Path, tmp_path: Path) -> None:
    for key in ("p-0", "p-1"):
        done = stocked.brochure(key)
        assert done.standards is Standards.ARCHIVAL
        assert done.problems == ()
        told = imprint(done)
        assert (told["kind"], list(told["items"]), told["locale"]) == ("brochure", [key], "en")
        reader = PdfReader(BytesIO(done.pdf))
        kind = "Product notice" if key == "p-0" else "Data sheet"
        assert reader.metadata is not None
        assert str(reader.metadata.title).endswith(f" – {kind}")
        assert reader.xmp_metadata is not None
        assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()
        assert "/Marked" in str(reader.root_object["/MarkInfo"])
        assert str(reader.root_object["/Lang"]) == "en"
        assert reader.outline
        file = tmp_path / f"{key}.pdf"
        file.write_bytes(done.pdf)
        subprocess.run([qpdf, "--check", file], check=True, capture_output=True)


def test_a_long_name_and_a_long_table_stay_whole(shop: Shop) -> None:
    codes = [f"CODE-{number:03}-{'X' * 40}" for number in range(120)]
    items: list[Plain] = [{"order_code": code, "specs": {"voltage": 230}} for code in codes]
    shop.product("a-1", name="Q" * 300, variants={"by": ["voltage"], "items": items})
    printed = "".join(text(shop.brochure("a-1")).split())
    assert "Q" * 300 in printed
    assert all(code in printed for code in codes)
    assert printed.count("Ordercode") >= 3


def test_a_sheet_of_two_pages_tells_its_latest_revisions(tmp_path: Path) -> None:
    rows = "\n".join(f"    - {{order_code: C-{n}, specs: {{voltage: {n}}}}}" for n in range(40))
    product = (
        "id: hx-100\nname: HX 100\nfamily: pump\nsummary: A pump.\nspecs: {flow: 12.50}\n"
        f"variants:\n  by: [voltage]\n  items:\n{rows}\n"
        "images: [{file: media/hx-100.svg, alt: A drawing}]\n"
        "control: {owner: sales, change: {class: substantive, summary: First issue}}\n"
    )
    site = write_site(tmp_path, {"content/products/hx-100.yaml": product})
    approved(site)
    day = date(2025, 4, 1)
    corpus = read_corpus(site)
    edition = decide(corpus, day, "public", where=standings(corpus, day))
    with Printer(edition, WORDS, site) as printer:
        first, second = pages(printer.brochure("en", "hx-100"))
    assert "1 March 2025 First issue" in first + second
    assert "HX 100 Maker" in second


def test_content_is_never_source(shop: Shop) -> None:
    words = '#eval("1") *bold* $x$ @ref <label> \\ // /* `raw`'
    shop.product("a-1", name=words, summary=words, order_code="A#b*c_d")
    shop.product(
        "b-1",
        name=words,
        lifecycle={"withdrawn_on": "2026-01-01", "notice": "N#1", "no_replacement": words},
    )
    for key in ("a-1", "b-1"):
        done = shop.brochure(key)
        assert done.problems == ()
        assert "".join(words.split()) in "".join(text(done).split())


def test_one_part_of_the_templates_can_be_the_sites_own(shop: Shop, root: Path) -> None:
    manual = (root / "docs" / "guide" / "brochure.md").read_text(encoding="utf-8")
    example = manual.partition("```typst\n")[2].partition("```")[0]
    shop.file("site_config/typst/datasheet.typ", example.encode())
    shop.product("a-1", specs={"weight": 12})
    printed = text(shop.brochure("a-1"))
    assert "Ask for a quotation" in printed
    assert "12 kg" in printed
