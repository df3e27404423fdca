"""``inforce brochure`` as people and scripts call it."""

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.print.shop import Shop


def call(shop: Shop, *extra: str | Path) -> tuple[int, str, str]:
    return run("brochure", "--site", shop.root, "--as-of", "2026-03-01", *extra)


def test_a_folder_gets_a_file_each(hosted: Shop, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code, said, errors = call(hosted, "p-1", "p-0", "p-1", "--locale", "ru", "-o", out)
    assert (code, said) == (0, "")
    assert sorted(file.name for file in out.iterdir()) == ["p-0-ru.pdf", "p-1-ru.pdf"]
    first, second = errors.splitlines()
    assert first.startswith(f"{out / 'p-1-ru.pdf'}: data sheet, ")
    assert second.startswith(f"{out / 'p-0-ru.pdf'}: notice sheet, ")
    assert (out / "p-1-ru.pdf").read_bytes() == hosted.brochure("p-1", "ru").pdf


def test_brochures_for_a_press_say_once_what_a_printer_gets(hosted: Shop, tmp_path: Path) -> None:
    code, _, errors = call(
        hosted, "p-1", "p-2", "--paper", "a5", "--profile", "print", "-o", tmp_path
    )
    assert code == 0
    assert errors.count("for a press: A5, bleed 3 mm") == 1
    assert errors.splitlines()[-1].endswith("PDF/A-3a and PDF/UA-1, not PDF/X")


def test_a_file_gets_one(hosted: Shop, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    assert call(hosted, "p-1", "--audience", "dealer", "-o", file)[0] == 0
    assert file.read_bytes() == hosted.brochure("p-1", audience="dealer").pdf


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["p1"], "no product 'p1' for the audience 'public' on 2026-03-01; did you mean p-1?"),
        (["zzz"], "no product 'zzz' for the audience 'public' on 2026-03-01; `inforce status`"),
        (["p-1", "--locale", "de"], "unknown locale 'de'; this site has: en, ru"),
        (["p-1", "--audience", "dealers"], "unknown audience 'dealers'; did you mean dealer?"),
        (["p-1", "p-2", "-o", "a.pdf"], "a.pdf holds one brochure, and 2 products are named"),
        (["p-1", "-o", "none/a.pdf"], "the folder of none/a.pdf does not exist"),
        (["p-1", "-o", "none"], "the folder none does not exist; a file would end in .pdf"),
    ],
)
def test_what_is_impossible_is_one_line(hosted: Shop, extra: list[str], said: str) -> None:
    code, out, errors = call(hosted, *extra)
    assert (code, out) == (2, "")
    assert errors.startswith(f"inforce: {said}")
    assert errors.count("\n") == 1


def test_all_that_is_unknown_is_told_at_once(hosted: Shop, tmp_path: Path) -> None:
    code, _, errors = call(hosted, "p1", "p-1", "zzz", "-o", tmp_path)
    assert code == 2
    first, second = errors.splitlines()
    assert first.startswith("inforce: no product 'p1' for the audience 'public' on 2026-03-01; did")
    assert second.startswith("inforce: no product 'zzz' for the audience 'public' on 2026-03-01; `")
    assert list(tmp_path.glob("*.pdf")) == []


def test_nothing_to_print_is_said(hosted: Shop) -> None:
    for file in (hosted.root / "content/products").iterdir():
        file.unlink()
    code, _, errors = call(hosted, "p-1")
    assert code == 2
    assert errors.startswith("inforce: nothing to print: ")


def test_a_sheet_that_cannot_be_set_leaves_the_others(hosted: Shop, tmp_path: Path) -> None:
    hosted.file("site_config/typst/notice.typ", b"#let notice = [#nothing]")
    hosted.file("content/media/a.svg", b"<svg")
    hosted.product("a-1", images=[{"file": "media/a.svg", "alt": "A"}])
    code, _, errors = call(hosted, "p-0", "a-1", "-o", tmp_path)
    assert code == 1
    assert "inforce: p-0: notice.typ:1: unknown variable: nothing" in errors
    assert "warning: a-1: content/media/a.svg is damaged; it is left out" in errors
    assert (tmp_path / "a-1-en.pdf").is_file()
    assert not (tmp_path / "p-0-en.pdf").exists()


def test_what_must_not_be_published_is_not_printed(hosted: Shop, tmp_path: Path) -> None:
    hosted.file("content/products/bad.yaml", b"id: [")
    code, said, _ = call(hosted, "p-1", "-o", tmp_path)
    assert code == 1
    assert "SCH001" in said
    assert not list(tmp_path.glob("*.pdf"))
