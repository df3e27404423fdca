"""Promise 1: with approval switched on, outputs show the last approved revision."""

import re

from tests.promises.example_site import Site, everything_in

HX = "content/products/pumps/hx-120.yaml"
MARK, PRINTED = "98765.4", "98,765.4"


def _named(site: Site, *texts: str) -> list[tuple[str, str]]:
    """Return each path of the public site with each of ``texts`` that stands in it."""
    public = site.folder / "build" / "public"
    return [
        (path, text) for path, found in everything_in(public) for text in texts if text in found
    ]


def test_a_change_appears_with_its_approval_and_not_before(site: Site) -> None:
    site.edit(HX, "head_max: {value: 36.0,", f"head_max: {{value: {MARK},")
    site.build()
    assert _named(site, MARK, PRINTED) == []
    assert "APR001" in site.run("check", "--select", "APR")

    site.run("approve", "hx-120", "--by", "johanna.reiter", "-m", "Data corrected")
    site.build()
    named = _named(site, MARK, PRINTED)
    assert ("api/v1/products/hx-120.json", MARK) in named
    assert ("downloads/catalogue-en.pdf", PRINTED) in named
    assert ("downloads/hx-120-en.pdf", PRINTED) in named
    assert ("products/hx-120/index.html", PRINTED) in named


def test_a_new_product_is_nowhere_until_it_is_approved(site: Site) -> None:
    text = (site.folder / HX).read_text(encoding="utf-8").replace("id: hx-120", "id: zz-999")
    text = text.replace("HX 120", "ZZ 999").replace("HX120-", "ZZ999-")
    text = re.sub(r' gtin: "\d+",', "", text)
    (site.folder / "content/products/zz-999.yaml").write_text(text, encoding="utf-8")
    site.build()
    assert _named(site, "ZZ 999") == []
    assert not (site.folder / "build/public/products/zz-999").exists()
    site.run("approve", "zz-999", "--by", "johanna.reiter")
    site.build("--no-pdf")
    assert ("products/zz-999/index.html", "ZZ 999") in _named(site, "ZZ 999")


def test_a_picture_exchanged_under_the_same_name_is_not_published(site: Site) -> None:
    drawing = site.folder / "content/media/products/hx-120.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>NOT YET</title></svg>')
    site.build("--no-pdf")
    assert _named(site, "NOT YET") == []


def test_an_approval_for_a_later_day_is_published_on_that_day(site: Site) -> None:
    site.edit(HX, "head_max: {value: 36.0,", f"head_max: {{value: {MARK},")
    site.run(
        "approve",
        "hx-120",
        "--by",
        "johanna.reiter",
        "-m",
        "Data corrected",
        "--effective",
        "2026-12-01",
    )
    site.build("--no-pdf", "--as-of", "2026-11-30")
    assert _named(site, MARK) == []
    site.build("--no-pdf", "--as-of", "2026-12-01")
    assert ("api/v1/products/hx-120.json", MARK) in _named(site, MARK)


def test_a_controlled_page_shows_its_approved_text(site: Site) -> None:
    page = site.folder / "content/pages/warranty.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nEVERLASTING WARRANTY\n", encoding="utf-8")
    site.build("--no-pdf")
    assert _named(site, "EVERLASTING WARRANTY") == []
    site.edit("site_config/policy.yaml", "from: 2026-11-01, signed: true}", "from: 2026-11-01}")
    site.run("approve", "warranty", "--by", "johanna.reiter", "-m", "Data corrected")
    site.build("--no-pdf")
    assert ("warranty/index.html", "EVERLASTING WARRANTY") in _named(site, "EVERLASTING WARRANTY")
