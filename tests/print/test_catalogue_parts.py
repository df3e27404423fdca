"""A long catalogue is set in parts and bound: it says the same as one that is set whole."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from inforce.domain.errors import InforceError
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.pipeline.press.print import PrintResult
from inforce.readers.wording import wording
from inforce.renderers.typst import parts as typst_parts
from inforce.renderers.typst.binding import Place
from inforce.renderers.typst.catalogue import Form, Selection, catalogue
from inforce.renderers.typst.document import Document
from inforce.renderers.typst.engine import Standards
from inforce.renderers.typst.parts import Found, parts, placed
from tests.print.shop import Shop, pages, png, print_catalogue
from tests.print.structure import flaws

COUNT = 6


@pytest.fixture
def long_shop(shop: Shop) -> Shop:
    shop.stock()
    for number in range(COUNT):
        shop.product(f"x-{number}", order_code=f"X{number}", specs={"weight": number})
    return shop


SHORT = {Form.FULL: 0.5, Form.COMPACT: 0.08}


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a part take no more than half a page, so that a few products fill several."""
    monkeypatch.setattr(typst_parts, "_PAGES", SHORT[Form.FULL])


def printed(shop: Shop, form: Form = Form.FULL, locale: str = "en") -> PrintResult:
    return print_catalogue(shop.edition(), wording(locale), Selection(form=form), shop.root)


def document(shop: Shop, form: Form) -> Document:
    words = wording("en")
    return catalogue(Reading(shop.edition(), words), words.texts, Selection(form=form), Stock(), "")


def words(result: PrintResult) -> set[str]:
    """Return the words on all pages; where pages break decides their numbers alone."""
    return {word for page in pages(result) for word in re.findall(r"[^\W\d]+", page)}


def numbered(result: PrintResult, entry: str) -> int:
    """Return the page that the index names for a part number."""
    (number,) = set(re.findall(rf"\b{entry} (\d+)", pages(result)[-2]))
    return int(number)


@pytest.mark.parametrize("form", [Form.FULL, Form.COMPACT])
def test_parts_hold_everything_once_in_its_order(
    long_shop: Shop, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    monkeypatch.setattr(typst_parts, "_PAGES", SHORT[form])
    whole = document(long_shop, form)
    front, *bodies, back = parts(whole)
    assert len(bodies) > 1
    assert (front.part.front, front.part.body, front.part.back) == (True, False, False)
    assert (back.part.front, back.part.body, back.part.back) == (False, False, True)
    shown = [
        *(block.sheet.id for part in bodies for one in part.families for block in one.products),
        *(
            line.id
            for part in bodies
            for one in part.families
            for table in one.listing
            for line in table.lines
        ),
    ]
    assert shown == [ref.id for one in whole.families for ref in one.sheet.products]
    assert (back.index, back.withdrawn, back.changes) == (
        whole.index,
        whole.withdrawn,
        whole.changes,
    )
    assert front.contents == whole.contents
    assert any(part.continued for part in bodies)


def test_stamps_are_explained_where_products_have_them(long_shop: Shop) -> None:
    full, compact = (pages(printed(long_shop, form))[2] for form in (Form.FULL, Form.COMPACT))
    assert "THIS LINE, BELOW EVERY PRODUCT" in full
    assert "THIS LINE, BELOW EVERY PRODUCT" not in compact


def test_parts_are_told_of_each_others_pages(long_shop: Shop) -> None:
    whole = document(long_shop, Form.FULL)
    (one,) = parts(whole)
    place = Place(page=2, left=1.0, top=1.0)
    found = [
        Found(3, {"a": place}),
        Found(5, {"b": place}),
    ]
    first, second = placed([one, one], found)
    assert (first.part.first, second.part.first) == (1, 4)
    assert first.part.pages == second.part.pages == 8
    assert first.part.places == second.part.places == {"a": 2, "b": 5}


@pytest.mark.parametrize(("form", "locale"), [(Form.FULL, "en"), (Form.COMPACT, "ru")])
def test_bound_parts_say_what_the_whole_says(
    long_shop: Shop, monkeypatch: pytest.MonkeyPatch, form: Form, locale: str
) -> None:
    whole = printed(long_shop, form, locale)
    monkeypatch.setattr(typst_parts, "_PAGES", SHORT[form])
    bound = printed(long_shop, form, locale)
    assert bound.standards is Standards.ARCHIVAL
    assert words(bound) == words(whole)
    assert flaws(bound.pdf) == []
    reader = PdfReader(BytesIO(bound.pdf))
    assert list(reader.attachments) == ["inforce.json"]
    for code in ("X0", "X5", "P1-230", "L1"):
        page = numbered(bound, code)
        assert code in pages(bound)[page - 1]
    assert bound.pdf == printed(long_shop, form, locale).pdf


@pytest.mark.usefixtures("short_parts")
def test_a_picture_that_cannot_be_set_is_named_once(long_shop: Shop) -> None:
    long_shop.file("content/media/broken.png", png(4000, 4000))
    long_shop.product(
        "x-1", order_code="X1", images=[{"file": "media/broken.png", "alt": "A pump"}]
    )
    done = printed(long_shop)
    (problem,) = done.problems
    assert problem.items == ("x-1",)
    assert done.standards is Standards.ARCHIVAL


@pytest.mark.usefixtures("short_parts")
def test_a_character_without_a_glyph_costs_all_parts_the_standards(long_shop: Shop) -> None:
    long_shop.file("content/media/broken.png", png(4000, 4000))
    long_shop.product("x-1", images=[{"file": "media/broken.png", "alt": "A pump"}])
    long_shop.product("x-2", name="\N{EGYPTIAN HIEROGLYPH A001}", order_code="X2")
    done = printed(long_shop)
    assert done.standards is Standards.NONE
    assert "X2" in pages(done)[-2]
    assert any("does not keep to" in str(problem) for problem in done.problems)
    assert any("media/broken.png" in str(problem) for problem in done.problems)


@pytest.mark.usefixtures("short_parts")
def test_a_wrong_template_of_the_site_is_one_line(long_shop: Shop) -> None:
    file = long_shop.root / "site_config/typst/family.typ"
    long_shop.file("site_config/typst/family.typ", b"#let family(part) = nothing-of-that-name\n")
    with pytest.raises(InforceError, match=r"^family\.typ:1: unknown variable"):
        printed(long_shop)
    file.unlink()


def test_each_piece_of_work_has_a_process_of_its_own(tmp_path: Path) -> None:
    program = """
import os
from pathlib import Path
from inforce.domain.errors import InforceError
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.readers import spread

def work(number):
    if number == 3:
        raise SystemExit(3)
    Path(f"{number}.txt").write_text(str(os.getpid()))

try:
    spread.apiece(work, 5)
except InforceError as error:
    print(error)
print(len({Path(f"{number}.txt").read_text() for number in (0, 1, 2, 4)} | {str(os.getpid())}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    if sys.platform == "linux":
        failed = "a process that set pages has failed; its trace stands above"
        assert done.stdout.splitlines() == [failed, "5"]
