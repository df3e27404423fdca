"""A file that lies beside a page for dealers stays with them, in every locale."""

from pathlib import Path

from tests.cli.program import run
from tests.sites import PAGE, approved, write_site

MKDOCS = """\
site_name: Test
docs_dir: content/pages
theme: {name: material, font: false, logo: logo.svg}
plugins: [inforce]
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>{name}</title></svg>"
NAMES = ("logo", "prices", "both", "nobody", "draft")
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
