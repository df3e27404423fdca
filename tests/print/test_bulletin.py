"""``inforce bulletin``: one paper for one notice, with what leaves and what takes its place."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from inforce.domain.yaml_text import Plain
from tests.cli.program import run
from tests.print.shop import Shop, png
from tests.print.structure import flaws


def call(shop: Shop, *extra: str | Path) -> tuple[int, str, str]:
    return run("bulletin", "--site", shop.root, "--as-of", "2026-03-01", *extra)


def words(file: Path) -> str:
    pages = PdfReader(BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_folder_gets_a_bulletin_for_each_notice(hosted: Shop, tmp_path: Path) -> None:
    code, said, errors = call(hosted, "PDN-7", "PDN-1", "PDN-7", "--locale", "ru", "-o", tmp_path)
    assert (code, said) == (0, "")
    first, second = errors.splitlines()
    assert first.startswith(f"{tmp_path / 'notice-PDN-7-ru.pdf'}: bulletin of 1 product, ")
    assert second.startswith(f"{tmp_path / 'notice-PDN-1-ru.pdf'}: bulletin of 1 product, ")
    told = words(tmp_path / "notice-PDN-1-ru.pdf")
    assert "Извещение PDN-1" in told
    assert "Износ оснастки." in told


def test_it_says_what_leaves_why_and_what_takes_its_place(hosted: Shop, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    assert call(hosted, "PDN-1", "-o", file)[0] == 0
    told = words(file)
    for part in (
        "Notice PDN-1",
        "Tools worn out.",
        "Old Pump",
        "P0-OLD",
        "31 January 2021",
        "31 January 2031",
        "Pump One",
        "Identical in form, fit and function",
        "please quote the notice PDN-1",
        "https://shop.example/notices/PDN-1/",
    ):
        assert part in told
    assert "Never printed." not in told
    pdf = file.read_bytes()
    assert flaws(pdf) == []
    assert list(PdfReader(BytesIO(pdf)).attachments) == ["inforce.json"]


def test_its_code_leads_to_the_notice(hosted: Shop, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    call(hosted, "PDN-7", "--locale", "ru", "-o", file)
    image = pypdfium2.PdfDocument(file)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == "https://shop.example/ru/notices/PDN-7/"


def test_several_products_share_their_days(hosted: Shop, tmp_path: Path) -> None:
    life: dict[str, Plain] = {
        "announced_on": "2026-01-15",
        "notice": "PDN-9",
        "reason": {"en": "Low demand.", "ru": "Малый спрос."},
        "no_replacement": {"en": "None is made.", "ru": "Не выпускается."},
    }
    hosted.product("b-1", order_code="B1", lifecycle={**life, "last_order": "2026-06-30"})
    hosted.product("b-2", order_code="B2", lifecycle={**life, "last_order": "2026-09-30"})
    file = tmp_path / "both.pdf"
    _, _, errors = call(hosted, "PDN-9", "-o", file)
    assert "bulletin of 2 products" in errors
    told = words(file)
    assert told.count("Announced 15 January 2026") == 1
    assert (told.count("30 June 2026"), told.count("30 September 2026")) == (1, 1)
    assert told.count("None is made.") == 2


def test_what_is_back_on_sale_or_recalled_is_not_said_to_have_no_replacement(
    hosted: Shop, tmp_path: Path
) -> None:
    back: dict[str, Plain] = {"notice": "RN-1", "date": "2026-02-01", "reason": "Asked for."}
    hosted.product("b-1", order_code="B1", lifecycle={"reinstated": back})
    parts = ("affected", "identify", "hazard", "action", "remedies")
    told: dict[str, Plain] = {part: f"The {part}." for part in parts}
    told |= {"notice": "R-1", "date": "2026-02-01", "contact": "Call 0800 123 456."}
    image: dict[str, Plain] = {"file": "media/p.png", "alt": "Drawing"}
    hosted.file("content/media/p.png", png(20, 10))
    hosted.product("b-2", order_code="B2", images=[image], recall=told)
    for number, said in (("RN-1", "Asked for."), ("R-1", "The remedies.")):
        file = tmp_path / f"{number}.pdf"
        assert call(hosted, number, "-o", file)[0] == 0
        printed = words(file)
        assert said in printed
        assert "No replacement" not in printed
        assert "Use instead" not in printed


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["PDN-8"], "no notice 'PDN-8' for the audience 'public' on 2026-03-01; did you mean PDN-"),
        (["PDN-8", "PDN-9"], "did you mean PDN-7?\ninforce: no notice 'PDN-9' for the audience"),
        (["PDN-1", "PDN-7", "-o", "a.pdf"], "a.pdf holds one bulletin, and 2 notices are named"),
        (["PDN-1", "--locale", "de"], "unknown locale 'de'; this site has: en, ru"),
        (["PDN-1", "-o", "none/a.pdf"], "the folder of none/a.pdf does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    hosted: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, extra: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, errors = call(hosted, *extra)
    assert code == 2
    assert said in errors
    assert list(tmp_path.glob("*.pdf")) == []
