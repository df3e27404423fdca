"""A file that lies beside a page goes where the page goes, as it was approved with it."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.site.faults import keep_all
from tests.sites import PAGE, approved, codes, write_site

MKDOCS = """\
site_name: Test
docs_dir: content/pages
theme: {name: material, font: false, logo: logo.svg}
plugins: [inforce]
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>{name}</title></svg>"
NAMES = ("logo", "prices", "both", "nobody", "draft")
LEFT_BEHIND = ("Thumbs.db", "Desktop.ini", "~$prices.docx", "prices.docx~")
DEALERS = PAGE.replace("id: terms, owner: sales", "id: dealers, owner: sales, audience: dealer")


def test_what_a_page_for_dealers_shows_is_not_published_for_all(tmp_path: Path) -> None:
    pictures = "![Logo](logo.svg) ![Prices](prices.svg) ![Both](both.svg)"
    site = write_site(
        tmp_path,
        {
            "mkdocs.yml": MKDOCS,
            "content/pages/index.md": "---\ntitle: Maker\ntemplate: home.html\n---\n\nWelcome.\n",
            "content/pages/terms.md": PAGE.replace("We deliver.", "![Both](both.svg)"),
            "content/pages/dealers.md": DEALERS.replace("We deliver.", pictures),
            **{f"content/pages/{name}.svg": SVG.format(name=name) for name in NAMES},
            **{f"content/pages/law/{name}": "Anna" for name in LEFT_BEHIND},
            "content/pages/law/data.txt": "Data.",
        },
    )
    approved(site)
    draft = PAGE.replace("id: terms", "id: draft").replace("We deliver.", "![Draft](draft.svg)")
    (site / "content/pages/draft.md").write_text(draft, encoding="utf-8")
    code, _, errors = run("build", "--no-pdf", "--site", site, "--as-of", "2025-03-01")
    assert code == 0, errors
    for audience, names in (
        ("public", {"logo", "both", "nobody"}),
        ("dealer", {*NAMES} - {"draft"}),
    ):
        for locale in ("", "ru"):
            folder = site / "build" / audience / locale
            assert {file.stem for file in folder.glob("*.svg")} == names
            assert [file.name for file in (folder / "law").iterdir()] == ["data.txt"]


NEXT = date(2025, 4, 1)
PLAN = "content/pages/law/plan.svg"


def _site(root: Path) -> Path:
    """A site with two controlled pages and a loose one that show the same picture."""
    shown = PAGE.replace("We deliver.", '![Plan](plan.svg) <img src="../plan.svg" alt="Plan">')
    site = write_site(
        root,
        {
            "mkdocs.yml": MKDOCS.replace(", logo: logo.svg", ""),
            "content/pages/index.md": "---\ntitle: Maker\n---\n\n![Plan](law/plan.svg)\n",
            "content/pages/terms.md": None,
            "content/pages/law/terms.md": shown,
            "content/pages/law/form.md": shown.replace("id: terms", "id: form"),
            PLAN: SVG.format(name="First"),
        },
    )
    approved(site)
    return site


def _plans(site: Path, day: date, *options: str, code: int = 0) -> set[str]:
    """Build the site; return what its picture is on the websites of both locales."""
    done, _, errors = run("build", "--no-pdf", "--site", site, "--as-of", str(day), *options)
    assert done == code, errors
    found = [*(site / "build/public").rglob("law/plan.svg")]
    assert len(found) == 2
    return {file.read_text(encoding="utf-8") for file in found}


def test_a_picture_beside_a_page_shows_as_it_was_approved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_all(monkeypatch)
    site = _site(tmp_path)
    first, second = SVG.format(name="First"), SVG.format(name="Second")
    assert _plans(site, NEXT) == {first}
    (site / PLAN).write_text(second, encoding="utf-8")
    assert codes(site, NEXT) == ["APR001", "APR001"]
    assert _plans(site, NEXT) == {first}
    assert _plans(site, NEXT, "--preview") == {second}
    (site / PLAN).unlink()
    assert _plans(site, NEXT) == {first}
    (site / PLAN).write_text(second, encoding="utf-8")
    approved(site, day=NEXT)
    assert _plans(site, NEXT) == {second}
    assert _plans(site, date(2025, 3, 31)) == {first}


def test_pages_that_show_one_picture_are_approved_together(tmp_path: Path) -> None:
    site = _site(tmp_path)
    before = _plans(site, NEXT)
    (site / PLAN).write_text(SVG.format(name="Second"), encoding="utf-8")
    approved(site, "form", day=NEXT)
    assert codes(site, NEXT) == ["APR001", "APR008"]
    assert _plans(site, NEXT, code=1) == before
    approved(site, "terms", day=NEXT)
    assert codes(site, NEXT) == []
    assert _plans(site, NEXT) == {SVG.format(name="Second")}


def test_an_approved_file_that_was_altered_stops_a_build(tmp_path: Path) -> None:
    site = _site(tmp_path)
    (kept,) = [
        file
        for file in (site / "content/issued/_files").iterdir()
        if "First" in file.read_text(encoding="utf-8")
    ]
    kept.write_text(SVG.format(name="Other"), encoding="utf-8")
    assert "APR002" in codes(site, NEXT)
    code, _, errors = run("build", "--no-pdf", "--site", site, "--as-of", str(NEXT))
    assert code == 1, errors


def test_a_page_that_should_be_under_control_waits(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        {
            "mkdocs.yml": MKDOCS.replace(", logo: logo.svg", ""),
            "content/pages/index.md": "# Maker\n\nWelcome.\n",
            "content/pages/faq.md": "# Questions\n\n![Plan](plan.svg)\n",
            "content/pages/plan.svg": SVG.format(name="Plan"),
        },
    )
    approved(site)
    options = ("build", "--no-pdf", "--site", site, "--as-of", "2025-03-01")
    code, _, errors = run(*options)
    assert code == 0, errors
    assert (
        "content/pages/faq.md: not published, as it is not under control; give it control: and "
        "have it approved, or list faq under uncontrolled_pages in the policy\n"
    ) in errors
    public = site / "build/public"
    assert [*public.rglob("faq*"), *public.rglob("plan.svg")] == []
    assert run(*options, "--preview")[0] == 0
    assert (public / "faq/index.html").is_file()
    with (site / "site_config/policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write("uncontrolled_pages: [index, f*]\n")
    code, _, errors = run(*options)
    assert (code, "not published" in errors) == (0, False)
    assert (public / "ru/faq/index.html").is_file()
    assert (public / "plan.svg").is_file()
