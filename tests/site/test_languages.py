"""A third language from one file, and texts that stand in another language than the page."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.site.conftest import FILES, MKDOCS, MkDocs
from tests.sites import POLICY, approved, write_site

GERMAN = """\
texts:
  format: {date: d. MMMM y}
  state: {discontinued: Abgekündigt}
  site: {products: Produkte, fallback: Diese Seite gibt es noch nicht auf Deutsch.}
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory, mkdocs: MkDocs) -> Path:
    """The site with German as a third language, in which next to nothing is translated."""
    changes = {
        **FILES,
        "mkdocs.yml": MKDOCS.replace(", late.md", ""),
        "site_config/policy.yaml": POLICY.replace("[en, ru]", "[en, ru, de]"),
        "site_config/locales/de.yaml": GERMAN,
        "content/pages/only.ru.md": "---\ntitle: Только здесь\n---\n\nПо-русски.\n",
    }
    site = write_site(tmp_path_factory.mktemp("german"), changes)
    policy = (site / "site_config/policy.yaml").read_text(encoding="utf-8")
    (site / "site_config/policy.yaml").write_text(
        f"{policy}uncontrolled_pages: [index, only]\n", encoding="utf-8"
    )
    approved(site, day=date(2026, 1, 5))
    mkdocs(site)
    return site / "site"


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_the_language_has_its_own_site_with_its_words(german: Path) -> None:
    page = read(german, "de/products/hx-90/")
    assert '<html lang="de"' in page
    assert '<body dir="ltr"' in page
    assert "Abgekündigt" in page
    assert "31.\N{NO-BREAK SPACE}Januar\N{NO-BREAK SPACE}2026" in page
    assert "Keine Suchergebnisse" in page, "the theme's own words"
    assert 'lang="de" title="Deutsch" aria-current="true">DE</a>' in page
    everywhere = json.loads((german / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert set(everywhere["languages"]) == {"de", "en", "ru"}


def test_what_is_not_translated_names_its_language(german: Path) -> None:
    page = read(german, "de/products/hx-100/")
    assert '<title lang="en">HX 100 &lt;pump&gt; ·' in page
    assert '<meta name="description" lang="en" content="A pump &amp; more.">' in page
    assert re.search(r'<h1><span lang="en" class="inf-foreign">HX 100 &lt;pump&gt;</span>', page)
    assert '<img src="../../../media/' in page
    assert 'alt="A drawing" lang="en"' in page
    assert '<span lang="en">Good pumps.</span>' in page
    family = read(german, "de/families/pump/")
    assert '<title lang="en">Pumps ·' in family
    assert "<title>Produkte ·" in read(german, "de/products/")
    feed = (german / "de/feeds/notices.xml").read_text(encoding="utf-8")
    assert '&lt;p lang="en"&gt;The casting is no longer made.' in feed
    assert '<title lang="en">HX 100' in read(german, "de/products/hx100/"), "the redirect"


def test_the_page_of_a_reader_s_own_language_names_none(german: Path) -> None:
    page = read(german, "ru/products/hx-100/")
    assert "<title>Насос HX 100 ·" in page
    assert 'alt="Чертёж" loading' in page or 'alt="Чертёж">' in page


@pytest.mark.parametrize("prefix", ["", "de/"])
def test_a_page_of_one_language_stands_in_all_of_them(german: Path, prefix: str) -> None:
    page = read(german, f"{prefix}only/")
    assert '<div lang="ru">' in page
    assert '<title lang="ru">Только здесь' in page
    assert '<div lang="ru">' not in read(german, "ru/only/")
