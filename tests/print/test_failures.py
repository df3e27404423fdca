"""What is wrong with one product never costs the rest."""

from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.readers.wording import wording
from inforce.renderers.typst.catalogue import Selection
from inforce.renderers.typst.engine import Standards
from tests.print.shop import SVG, Shop, pages, png, print_catalogue, text


@pytest.mark.parametrize(
    ("name", "octets", "reason"),
    [
        ("broken.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0", "is damaged"),
        ("broken.png", png(4, 4)[:40], "is damaged"),
        ("huge.png", png(20_000, 20_000), "megapixels"),
        ("picture.bmp", b"BM000", "is no SVG, PNG"),
    ],
)
def test_a_picture_that_cannot_be_set_is_left_out_and_named(
    shop: Shop, name: str, octets: bytes, reason: str
) -> None:
    shop.file(f"content/media/{name}", octets)
    shop.file("content/media/good.svg", SVG)
    shop.product("a-1", images=[{"file": f"media/{name}", "alt": "Bad"}])
    shop.product("b-1", images=[{"file": "media/good.svg", "alt": "Good"}])
    result = shop.printed()
    (problem,) = result.problems
    assert str(problem).startswith(f"a-1: content/media/{name} ")
    assert reason in problem.reason
    assert "A-1" in text(result)
    assert result.standards is Standards.ARCHIVAL


def test_a_picture_that_is_not_the_one_of_the_edition_is_not_printed(shop: Shop) -> None:

    shop.file("content/media/a.svg", SVG)
    shop.product("a-1", images=[{"file": "media/a.svg", "alt": "A"}])
    edition = shop.edition()
    shop.file("content/media/a.svg", SVG + b"<!-- changed -->")
    result = print_catalogue(edition, wording("en"), Selection(), shop.root)
    assert [problem.items for problem in result.problems] == [("a-1",)]
    assert "not the file that was approved" in result.problems[0].reason


def test_a_missing_logo_is_named(shop: Shop) -> None:
    shop.file("site_config/brand.yaml", b"name: Shop\nlogo: site_config/logo.svg\n")
    shop.product("a-1")
    result = shop.printed()
    assert [problem.items for problem in result.problems] == [("site_config/brand.yaml",)]


def test_a_letter_without_a_glyph_costs_the_standard_and_no_more(shop: Shop) -> None:
    shop.product("a-1", name="Pump 水")
    result = shop.printed()
    assert result.standards is Standards.NONE
    assert "Roboto" in result.problems[0].reason
    assert "A-1" not in text(result)
    assert "Pump" in text(result)


@pytest.mark.parametrize(
    "words",
    [
        '#eval("1 + 1") *bold* $x$ @ref <label> \\ // /* `raw`',
        '"), panic("out',
        "= Heading\n- list\n#set page(width: 1cm)",
        "</text><script>alert(1)</script>",
    ],
)
def test_content_is_never_source(shop: Shop, words: str) -> None:
    shop.product(
        "a-1",
        name=words,
        summary=words,
        variants={"by": [], "items": [{"order_code": "A#b*c_d"}]},
        certificates=[{"id": "C-1", "body": words}],
    )
    result = shop.printed()
    assert result.problems == ()
    printed = "".join(text(result).split())
    assert "".join(words.split()) in printed
    assert "A#b*c_d" in printed


def test_long_names_and_tables_stay_whole(shop: Shop) -> None:
    codes = [f"CODE-{number:03}-{'X' * 40}" for number in range(120)]
    items: list[Plain] = [{"order_code": code, "specs": {"voltage": 230}} for code in codes]
    shop.product("a-1", name="Name " * 60, variants={"by": ["voltage"], "items": items})
    shop.product("b-1", name="Q" * 300)
    result = shop.printed()
    printed = "".join(text(result).split())
    assert result.problems == ()
    assert all(code in printed for code in codes)
    assert "Q" * 300 in printed
    assert printed.count("Ordercode") >= 3


def test_one_part_of_the_templates_can_be_the_sites_own(shop: Shop) -> None:
    own = b'#import "data.typ": data\n#let cover = page[Our cover of #data.edition.as_of.text]\n'
    shop.file("site_config/typst/cover.typ", own)
    shop.product("a-1")
    printed = text(shop.printed())
    assert "Our cover of 1 March 2026" in printed
    assert "A-1" in printed


def test_the_manuals_example_of_a_cover_works(shop: Shop, root: Path) -> None:
    manual = (root / "docs" / "guide" / "catalogue.md").read_text(encoding="utf-8")
    example = manual.partition("```typst\n")[2].partition("```")[0]
    shop.file("site_config/typst/cover.typ", example.encode())
    shop.product("a-1")
    assert pages(shop.printed())[0].endswith("Complete catalogue In force on 1 March 2026")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"#let cover = [#nothing]", r"cover\.typ:1: unknown variable: nothing"),
        (b'#import "@preview/cetz:0.3.0"', r"cover\.typ: a template must not import packages"),
        (b'#let cover = read("../../etc/passwd")', r"cover\.typ:1: "),
        (b"\xff", r"cover\.typ: a template is UTF-8"),
    ],
)
def test_a_wrong_template_is_one_line(shop: Shop, source: bytes, said: str) -> None:
    shop.file("site_config/typst/cover.typ", source)
    shop.product("a-1")
    with pytest.raises(InforceError, match=said) as caught:
        shop.printed()
    assert "\n" not in str(caught.value)
