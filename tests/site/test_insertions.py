"""What hand-written pages take from the product data, on a built site."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.inserted import Inserter
from inforce.renderers.website.rendering import Renderer
from tests.factories import TODAY, ended, issued, product, specs
from tests.site.conftest import MkDocs, read

NBSP = "\N{NO-BREAK SPACE}"
INDEX = """\
---
title: Maker
template: home.html
---

The [**small** pump](product:hx-100#specifications "Now") moves {{ spec("hx-100", "flow") }}, the
[old one](product:hx-90) moved *{{ spec("hx-90", "flow", unit=False) }}*, at
{{ spec("HX100-230", "voltage") }}. Write `{{ spec("hx-100", "flow") }}` for that.

{{ product_table(family="pump", withdrawn=True) }}

| flow |
|---|
| {{ spec("hx-100", "flow") }} |
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[[], Path], mkdocs: MkDocs) -> Path:
    folder = make_site()
    (folder / "content/pages/index.md").write_text(INDEX, encoding="utf-8")
    mkdocs(folder, "--strict")
    return folder / "site"


def hero(site: Path, at: str) -> str:
    return read(site, at).partition("inf-hero__text")[2].partition("inf-hero__search")[0]


@pytest.mark.parametrize(("at", "figure"), [("", "12.50"), ("ru/", "12,50")])
def test_figures_are_those_of_the_edition_in_the_words_of_the_reader(
    site: Path, at: str, figure: str
) -> None:
    text = re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), hero(site, at))
    assert text.count(f">{figure}{NBSP}") == 2
    assert "99.99" not in text
    assert f"230{NBSP}" in text


def test_links_lead_to_the_product_and_mark_what_is_gone(site: Path) -> None:
    text = hero(site, "ru/")
    assert '<a href="products/hx-100/#specifications" title="Now"><strong>small' in text
    assert 'href="products/hx-90/">old one</a> <span class="inf-state inf-state--disc' in text
    assert "product:" not in text


def test_a_table_stands_outside_of_paragraphs_and_leads_to_its_products(site: Path) -> None:
    text = hero(site, "")
    table = text.partition('<table class="inf-table inf-inserted">')[2].partition("</table>")[0]
    assert re.findall(r'href="(products/[^"]*)"', table) == ["products/hx-100/", "products/hx-90/"]
    assert "<p><div" not in text


def test_code_is_shown_as_it_stands(site: Path) -> None:
    assert '<code>{{ spec("hx-100", "flow") }}</code>' in hero(site, "")


def test_a_page_that_asks_for_what_is_not_approved_leaves_the_old_site(
    make_site: Callable[[], Path], mkdocs: MkDocs
) -> None:
    folder = make_site()
    index = folder / "content/pages/index.md"
    index.write_text(
        '---\ntitle: Maker\n---\n\nA\n\n{{ spec("hx-200", "flow") }}\n', encoding="utf-8"
    )
    done = mkdocs(folder, code=1)
    assert "content/pages/index.md:7:1: PUB002" in done.stderr
    assert 'spec("hx-200", "flow")' in done.stderr
    assert not (folder / "site").exists()


FLOW = {"value": 12, "condition": "*dry* & [so]"}


def inserter(locale: str = "en") -> Inserter:
    items = (
        product(
            "hx-100", specs=specs(flow={"value": 12, "condition": "*dry* & [so]"}, body="<i>_x_")
        ),
        product("hx-90", specs=specs(flow=9), lifecycle=ended("hx-100")),
    )
    edition = decide(issued(*items), TODAY, "public")
    return Inserter(Renderer(Reading(edition, wording(locale))))


def test_no_sign_of_a_text_is_markdown_or_markup() -> None:
    for call in ('{{ spec("hx-100", "body") }}', '{{ spec("hx-100", "flow", condition=True) }}'):
        filled, gaps = inserter().fill(call, "")
        assert gaps == ()
        inner = re.sub(r"</?span[^>]*>|&#\d+;|&\w+;", "", filled)
        assert re.findall(r"[*_\[\]<>&`]", inner) == []


def test_what_an_edition_lacks_is_a_dash_and_no_link_and_told() -> None:
    filled, gaps = inserter().fill('{{ spec("hx-7", "flow") }} [x](product:hx-8)', "terms/")
    assert filled == "– [x](product:hx-8)"
    assert [gap.written for gap in gaps] == ['{{ spec("hx-7", "flow") }}', "product:hx-8"]
    assert inserter().link('<a href="product:hx-8">x</a>', "terms/") == "x"
    assert inserter().link('<a href="product:hx-100">x</a>', "terms/") == (
        '<a href="../products/hx-100/">x</a>'
    )


def test_a_table_leaves_out_what_is_gone_and_ends_where_it_should() -> None:
    def shown(options: str) -> list[str]:
        filled, _ = inserter().fill(f"{{{{ product_table({options}) }}}}", "")
        return re.findall(r'href="products/([^/]*)/"', filled)

    assert shown('family="pump"') == ["hx-100"]
    assert shown('family="pump", withdrawn=True') == ["hx-100", "hx-90"]
    assert shown('products=["hx-90", "hx-100"], withdrawn=True, limit=1') == ["hx-90"]
    assert shown('family="pump", withdrawn=True, sort="flow"') == ["hx-90", "hx-100"]


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ('family="pump"', "Pumps"),
        ('products=["hx-90", "hx-100"], withdrawn=True', "HX-90, HX-100"),
        ('products=["hx-90"]', "Products"),
    ],
)
def test_a_table_is_called_by_what_it_shows(options: str, title: str) -> None:
    filled, _ = inserter().fill(f"{{{{ product_table({options}) }}}}", "")
    assert f'role="region" aria-label="{title}"' in filled
    assert ("There are no products in this edition." in filled) is (title == "Products")


def test_other_units_change_the_figure_and_not_what_it_holds_under() -> None:
    filled, _ = inserter().fill('{{ spec("hx-100", "flow", condition=True) }}', "")
    figure, _, condition = filled.partition("</span>")
    assert figure.startswith('<span class="inf-inserted" data-us="')
    assert "dry" not in figure
    assert "dry" in condition
