"""Paper of every size, for a screen and for a press."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject

from inforce.domain.paper import Paper, Profile, Stock
from inforce.domain.yaml_text import Plain
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.renderers.typst.catalogue import Selection
from inforce.renderers.typst.engine import Standards
from tests.print.shop import WORDS, Shop, pages, print_catalogue, text
from tests.print.test_imprint import imprint

SIZES = {Paper.A4: (210.0, 297.0), Paper.A5: (148.0, 210.0), Paper.LETTER: (215.9, 279.4)}
PRESS = Stock(paper=Paper.A5, profile=Profile.PRINT, bleed=Decimal(3))
INKS = "name: Shop\nprint_colours: {primary: [100, 40, 20, 40], accent: [0, 50, 90, 5]}\n"
_LIGHT = 200  # 255 is white


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop with long names, long codes and more figures than fit a line."""
    shop = Shop(tmp_path_factory.mktemp("full"))
    shop.stock()
    items: list[Plain] = [
        {"order_code": f"LONG-{at}-" + "ABCDEF-" * 7 + "Z", "specs": {"voltage": at}}
        for at in range(100, 130)
    ]
    shop.product(
        "p-3",
        name="A pump with a name that is longer than a line of a narrow page can ever be " * 2,
        description="Unbreakable" + "ness" * 40 + ".\n\n|" + "Head|" * 9 + "\n|" + "-|" * 9,
        specs={"weight": {"value": 12, "condition": "with " + "every " * 20 + "part"}},
        variants={"by": ["voltage"], "items": items},
    )
    return shop


def catalogue(shop: Shop, stock: Stock) -> PrintResult:
    return print_catalogue(shop.edition(), WORDS["en"], Selection(), shop.root, stock=stock)


def brochure(shop: Shop, key: str, stock: Stock) -> PrintResult:
    with Printer(shop.edition(), WORDS, shop.root, stock={"en": stock}) as printer:
        return printer.brochure("en", key)


@pytest.fixture(scope="module")
def pressed(full: Shop) -> PrintResult:
    return catalogue(full, PRESS)


def tabs(result: PrintResult, page: int) -> list[tuple[float, float]]:
    """Return the heights at which the dark tab at the outer edge of a page begins and ends."""
    document = pypdfium2.PdfDocument(result.pdf)
    image = document[page - 1].render(grayscale=True)
    pixels, column = bytes(image.buffer), image.width - 3 if page % 2 else 2
    dark = [pixels[row * image.stride + column] < _LIGHT for row in range(image.height)]
    document.close()
    edges = [row for row in range(1, image.height) if dark[row] != dark[row - 1]]
    return [
        (row * 25.4 / 72, end * 25.4 / 72) for row, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def test_very_many_families_have_tabs_that_can_be_found(shop: Shop) -> None:
    for at in range(17):
        name = f"id: f-{at}\nparent: device\nname: {{en: A family with a long name {at}}}\n"
        shop.file(f"schemas/families/f-{at}.yaml", name.encode())
        shop.product(f"a-{at}", f"f-{at}", order_code=f"A{at}")
    shop.product("b", "lamp")
    chosen = Selection(tuple(f"f-{at}" for at in range(17)))
    stock = Stock(paper=Paper.A5)
    made = print_catalogue(shop.edition(), WORDS["en"], chosen, shop.root, stock=stock)
    places = [at for at, page in enumerate(pages(made), 1) if "Order code A" in page]
    assert len(places) == 17
    found = [tabs(made, page)[-1] for page in places]  # above it is the divider
    assert all(6 < end - start < 9 and end < 200 for start, end in found)
    assert len({round(start) for start, _ in found}) == 12
    assert list(strays(made)) == []
    assert "Extract from the catalogue" in text(made)


def boxes(page: PageObject, name: str) -> list[float]:
    """Return the edges of a box of a page, in millimetres and tenths of them."""
    box = page[f"/{name}Box"]
    assert isinstance(box, ArrayObject)
    return [round(float(edge) * 25.4 / 72, 1) for edge in box]


def strays(result: PrintResult) -> Iterator[str]:
    """Yield the text that would be trimmed off, or is not on the page."""
    document = pypdfium2.PdfDocument(result.pdf)
    for number in range(len(document)):
        page = document[number]
        left, bottom, right, top = page.get_trimbox()
        words = page.get_textpage()
        for index in range(words.count_rects()):
            box = words.get_rect(index)
            if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top:
                yield f"{number}: {words.get_text_bounded(*box)}"
        words.close()
    document.close()


def drawn(result: PrintResult) -> str:
    """Return what draws the first page."""
    content = PdfReader(BytesIO(result.pdf)).pages[0].get_contents()
    assert content is not None
    return content.get_data().decode("latin-1")


@pytest.mark.parametrize("paper", Paper)
def test_every_page_is_of_the_paper_and_holds_its_text(full: Shop, paper: Paper) -> None:
    width, height = SIZES[paper]
    stock = Stock(paper=paper)
    for result in (
        catalogue(full, stock),
        brochure(full, "p-3", stock),
        brochure(full, "p-0", stock),
    ):
        for page in PdfReader(BytesIO(result.pdf)).pages:
            assert boxes(page, "Media") == [0, 0, width, height]
        assert list(strays(result)) == []
        assert result.standards is Standards.ARCHIVAL


def test_a_press_gets_bleed_and_room_for_marks_around_the_page(
    full: Shop, pressed: PrintResult
) -> None:
    for result in (pressed, brochure(full, "p-1", PRESS)):
        for page in PdfReader(BytesIO(result.pdf)).pages:
            assert boxes(page, "Media") == [0, 0, 168, 230]
            assert boxes(page, "Bleed") == [7, 7, 161, 223]
            assert boxes(page, "Trim") == [10, 10, 158, 220]
        assert list(strays(result)) == []


def dark(result: PrintResult, *places: tuple[int, int]) -> list[bool]:
    """Whether the first page has colour at places, in millimetres from the left and the foot."""
    document = pypdfium2.PdfDocument(result.pdf)
    image = document[0].render(grayscale=True)
    pixels = bytes(image.buffer)
    found = [
        pixels[(image.height - 1 - round(y * 72 / 25.4)) * image.stride + round(x * 72 / 25.4)]
        for x, y in places
    ]
    document.close()
    return [shade < _LIGHT for shade in found]


def test_colour_at_an_edge_runs_into_the_bleed_and_ends_there(
    full: Shop, pressed: PrintResult
) -> None:
    across = [(x, 60) for x in (5, 8, 84, 160, 163)]
    assert dark(pressed, *across) == [False, True, True, True, False]
    assert dark(pressed, *((84, y) for y in (5, 8, 60))) == [False, True, True]
    sheet = brochure(full, "p-1", PRESS)
    assert dark(sheet, *((x, 195) for x in (5, 8, 160, 163))) == [False, True, True, False]


def test_what_a_press_gets_is_the_same_edition_and_keeps_the_standards(
    full: Shop, pressed: PrintResult
) -> None:
    shown = catalogue(full, Stock(paper=Paper.A5))
    assert pressed.standards is Standards.ARCHIVAL
    assert text(pressed) == text(shown)
    told = imprint(pressed)
    assert (told["paper"], told["profile"], told["bleed"]) == ("a5", "print", "3")
    assert (told["edition"], told["items"]) == (imprint(shown)["edition"], imprint(shown)["items"])
    assert "profile" not in imprint(shown)
    reader = PdfReader(BytesIO(pressed.pdf))
    assert "/StructTreeRoot" in reader.root_object
    assert reader.xmp_metadata is not None
    assert "pdfaid:part>3" in reader.xmp_metadata.stream.get_data().decode()


def test_the_same_edition_is_the_same_file_for_a_press_too(
    full: Shop, pressed: PrintResult
) -> None:
    assert catalogue(full, PRESS).pdf == pressed.pdf


def test_inks_make_the_colours_and_text_is_black_alone(shop: Shop) -> None:
    shop.product("a-1", order_code="A1", description="Running text.")
    shop.file("site_config/brand.yaml", INKS.encode())
    printed = brochure(shop, "a-1", PRESS)
    assert "1 0.4 0.2 0.4 k" in drawn(printed)
    assert "0 0 0 1 k" in drawn(printed)
    assert printed.standards is Standards.ACCESSIBLE
    assert printed.problems == ()
    shown = brochure(shop, "a-1", Stock())
    assert shown.standards is Standards.ARCHIVAL
    assert " k\n" not in drawn(shown)


def test_text_is_one_black_without_inks_too(shop: Shop) -> None:
    shop.product("a-1", description="Running text.")
    printed, shown = brochure(shop, "a-1", PRESS), brochure(shop, "a-1", Stock())
    ink = "0.13333"  # the first part of the brand's ink, #22313f
    assert ink in drawn(shown)
    assert ink not in drawn(printed)


def test_without_bleed_there_are_marks_all_the_same(full: Shop) -> None:
    bare = brochure(full, "p-1", Stock(profile=Profile.PRINT))
    page = PdfReader(BytesIO(bare.pdf)).pages[0]
    assert boxes(page, "Bleed") == boxes(page, "Trim") == [7, 7, 217, 304]
