"""A controlled page ends: its address says so in every language, and its files may go."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import approved, codes, edit, findings, write_site

DAY = date(2026, 7, 1)
PAGE = "content/pages/terms-2019.md"
MKDOCS = """\
site_name: Maker
site_url: https://maker.example/
docs_dir: content/pages
theme: {name: material, font: false}
plugins: [inforce]
nav: [index.md, terms.md, terms-2019.md, products/index.md]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Old terms that end with July, approved before; another page links to them."""
    old = "---\ntitle: Old terms\ncontrol: {id: terms-2019, owner: sales}\n---\n\nEx works.\n"
    root = write_site(
        tmp_path,
        {
            "mkdocs.yml": MKDOCS,
            "content/pages/index.md": "# Home\n\n[Before](terms-2019.md)\n",
            PAGE: old,
            "content/pages/terms-2019.ru.md": "---\ntitle: Старые условия\n---\n\nСо склада.\n",
        },
    )
    approved(root, day=date(2026, 1, 5))
    edit(root, PAGE, "owner: sales}", f"owner: sales, withdrawn_on: {DAY}, replaced_by: terms}}")
    approved(root, "terms-2019", day=date(2026, 6, 1))
    return root


def built(site: Path, day: date) -> Path:
    code, _, errors = run(
        *("build", "--site", site, "--as-of", str(day), "--no-pdf", "--audience", "public")
    )
    assert code == 0, errors
    return site / "build/public"


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")


def test_its_address_says_since_when_and_what_holds_instead(site: Path) -> None:
    before = built(site, date(2026, 6, 30))
    assert "Ex works." in text(before, "terms-2019/index.html")
    assert "terms-2019" in text(before, "sitemap.xml")
    shown = built(site, DAY)
    page = text(shown, "terms-2019/index.html")
    assert "This page was withdrawn on 1 July 2026." in page
    assert '<a href="../terms/">Terms of delivery</a>' in page
    assert "Ex works." not in page
    russian = text(shown, "ru/terms-2019/index.html")
    assert "эта страница не действует." in russian
    assert "Со склада." not in russian
    assert "terms-2019" not in text(shown, "sitemap.xml")
    assert "terms-2019" not in text(shown, "terms/index.html")  # nor does any navigation lead there
    assert '"pages":1' in text(shown, "api/v1/edition.json").replace(" ", "")


def test_then_its_files_may_go(site: Path) -> None:
    _, out, _ = run("review", "terms-2019", "--site", site, "--as-of", str(DAY))
    assert "withdrawn: nothing is left to confirm" in out
    for file in (site / "content/pages").glob("terms-2019*"):
        file.unlink()
    edit(site, "content/pages/index.md", "[Before](terms-2019.md)", "")
    edit(site, "mkdocs.yml", " terms-2019.md,", "")
    assert "APR007" in codes(site, date(2026, 6, 30))
    assert codes(site, DAY) == []
    assert "was withdrawn on" in text(built(site, DAY), "terms-2019/index.html")
    assert "Ex works." in text(built(site, date(2026, 6, 30)), "terms-2019/index.html")
    _, out, _ = run("status", "--site", site, "--as-of", str(DAY))
    assert "withdrawn" in out
    _, out, _ = run("status", "--site", site, "--as-of", str(DAY), "--format", "atom")
    assert "terms-2019" not in out


def test_without_a_replacement_that_readers_see_it_names_none(site: Path) -> None:
    edit(site, PAGE, ", replaced_by: terms", "")
    approved(site, "terms-2019", day=date(2026, 6, 2))
    page = text(built(site, DAY), "terms-2019/index.html")
    assert "was withdrawn on" in page
    assert "What holds in its place" not in page


def test_a_replacement_needs_a_day(site: Path) -> None:
    edit(site, PAGE, f"withdrawn_on: {DAY}, ", "")
    (found,) = (found for found in findings(site, DAY) if found.code == "SCH003")
    assert (found.path, found.pointer) == (PAGE, "/control")
    assert "withdrawn_on" in found.facts["problem"]
