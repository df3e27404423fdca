"""``inforce catalogue`` as people and scripts call it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from inforce.cli.main import main
from tests.print.shop import Shop


def call(shop: Shop, *extra: str) -> Result:
    site = ["--site", str(shop.root), "--as-of", "2026-03-01"]
    return CliRunner().invoke(main, ["catalogue", *site, *extra])


def test_a_catalogue_is_written_and_told_of(stocked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.pdf"
    result = call(
        stocked, "--locale", "ru", "--audience", "dealer", "--family", "lamp", "-o", str(file)
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "1 product, 0 withdrawn" in result.stderr
    assert file.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["c.pdf"]


def test_a_catalogue_of_one_brand_holds_its_products_alone(stocked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.pdf"
    result = call(stocked, "--brand", "Other", "-o", str(file))
    assert "1 product, 0 withdrawn" in result.stderr
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "P-2" in text
    assert "P1-230" not in text
    assert "Lamps" not in text


def test_chosen_products_and_families_add_up_and_brands_narrow(
    stocked: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "c.pdf"
    result = call(stocked, "--product", "p-2", "--product", "p-0", "-o", str(file))
    assert "1 product, 1 withdrawn" in result.stderr
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "P-2" in text
    assert "P1-230" not in text
    more = call(stocked, "--product", "p-2", "--family", "lamp", "-o", str(file))
    assert "2 products, 0 withdrawn" in more.stderr
    fewer = call(
        stocked, "--product", "p-2", "--family", "lamp", "--brand", "Other", "-o", str(file)
    )
    assert "1 product, 0 withdrawn" in fewer.stderr


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--family", "lmap"], "no family 'lmap' in this edition; did you mean lamp?"),
        (
            ["--brand", "Othr"],
            "no product of the brand 'Othr' in this edition; did you mean Other?",
        ),
        (
            ["--product", "p1"],
            "no product 'p1' for the audience 'public' on 2026-03-01; did you mean p-1?",
        ),
        (["--locale", "de"], "unknown locale 'de'; this site has: en, ru"),
        (["--audience", "dealers"], "unknown audience 'dealers'; did you mean dealer?"),
    ],
)
def test_a_wrong_word_is_one_line(
    stocked: Shop, tmp_path: Path, extra: list[str], said: str
) -> None:
    file = tmp_path / "c.pdf"
    file.write_bytes(b"before")
    result = call(stocked, "-o", str(file), *extra)
    assert result.exit_code == 2
    assert result.stderr == f"inforce: {said}\n"
    assert file.read_bytes() == b"before"


def test_a_catalogue_for_a_press_says_what_a_printer_gets(stocked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.pdf"
    result = call(stocked, "--paper", "letter", "--profile", "print", "-o", str(file))
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == (
        "for a press: LETTER, bleed 3 mm, crop marks; RGB and black; "
        "PDF/A-3a and PDF/UA-1, not PDF/X"
    )
    assert "/BleedBox" in PdfReader(file).pages[0]


def test_nothing_to_print_is_said(shop: Shop) -> None:
    result = call(shop, "-o", str(shop.root / "c.pdf"))
    assert result.exit_code == 2
    assert result.stderr.startswith("inforce: nothing to print: ")


def test_a_folder_that_is_not_there_is_said(stocked: Shop, tmp_path: Path) -> None:
    result = call(stocked, "-o", str(tmp_path / "none" / "c.pdf"))
    assert result.exit_code == 2
    assert "the folder of" in result.stderr


def test_a_picture_left_out_is_a_warning(shop: Shop) -> None:
    shop.file("content/media/a.svg", b"<svg")
    shop.product("a-1", images=[{"file": "media/a.svg", "alt": "A"}])
    result = call(shop, "-o", str(shop.root / "c.pdf"))
    assert result.exit_code == 0
    assert "warning: a-1: content/media/a.svg is damaged; it is left out" in result.stderr
