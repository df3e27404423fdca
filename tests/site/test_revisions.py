"""The pages to which papers lead."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.product import Product
from inforce.domain.text import Text
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.api.products import api_product
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.site import LocaleSite
from tests.factories import (
    TODAY,
    content,
    corpus,
    ended,
    ledger,
    product,
    recall,
    specs,
)

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def edition(*items: Product) -> Edition:
    days = (JANUARY, MARCH, JUNE)
    steps = [(day, content(item)) for day, item in zip(days, items, strict=False)]
    return decide(corpus(items[-1], ledgers={"hx-100": ledger(*steps, day=JANUARY)}), TODAY)


def pages(found: Edition, locale: str = "en") -> dict[str, SitePage]:
    site = LocaleSite(Reading(found, wording(locale)), origin="https://maker.example/")
    return {page.address: page for page in site.revisions(found.products["hx-100"])}


def order(body: str, *texts: str) -> bool:
    """Whether the texts stand in this order; a space that does not break is one."""
    plain, at = body.replace("\N{NO-BREAK SPACE}", " "), 0
    for text in texts:
        at = plain.index(text, at)
    return True


def test_an_old_paper_is_told_first_of_all_that_it_is_superseded() -> None:
    items = (
        product(specs=specs(flow=30)),
        product(specs=specs(flow=32)),
        product(specs=specs(flow=34), summary=Text("Stronger.")),
    )
    page = pages(edition(*items))["products/hx-100/r/1/"]
    assert order(
        page.body,
        "<h1",
        "This paper is superseded",
        "1 January 2026 to 28 February 2026",
        'id="changed"',
        "<del>30 m³/h</del>",
        "<ins>34 m³/h</ins>",
        'href="../../../../products/hx-100/r/3/"',
        'href="../../../../products/hx-100/r/2/"',
        'id="valid"',
        'id="said"',
        "30 m³/h</td>",
    )
    assert page.body.index("<h1") == page.body.index("<h1 id=")
    said = page.body[page.body.index('id="said"') :]
    assert "34" not in said
    assert (page.record, page.canonical) == ("", "products/hx-100/")
    assert "superseded" in page.description


def test_the_present_one_says_so_and_no_more() -> None:
    page = pages(edition(product(), product(specs=specs(flow=32))))["products/hx-100/r/2/"]
    assert "This paper is current" in page.body
    assert order(page.body, "since 1 March 2026", "Open the product page")
    assert 'id="said"' not in page.body
    assert "32" not in page.body


@pytest.mark.parametrize(
    ("last", "notice"),
    [
        (product(recall=recall(MARCH)), "Product safety recall"),
        (product(lifecycle=ended()), "Discontinued"),
    ],
)
def test_the_notice_of_a_product_that_is_gone_comes_before_the_verdict(
    last: Product, notice: str
) -> None:
    found = pages(edition(product(), last))
    assert list(found) == ["products/hx-100/r/2/", "products/hx-100/r/1/", "products/hx-100/r/"]
    for page in found.values():
        assert page.body.index(notice) < page.body.index("<h1")
        assert "mailto:" not in page.body


def test_other_states_are_told_below_it() -> None:
    life = ended(announced_on=MARCH, last_order=date(2027, 1, 1))
    page = pages(edition(product(), product(lifecycle=life)))["products/hx-100/r/1/"]
    assert order(page.body, "This paper is superseded", "Last orders are being taken")


def test_a_paper_of_which_nothing_visible_changed_says_that() -> None:
    page = pages(edition(product(), product()))["products/hx-100/r/1/"]
    assert "None of the data that you can see has changed." in page.body


def test_in_russian() -> None:
    page = pages(edition(product(), product(specs=specs(flow=32))), "ru")["products/hx-100/r/1/"]
    assert "Этот документ утратил силу" in page.body
    assert "г.." not in page.body


def test_the_api_lists_them_with_their_addresses() -> None:
    shown = api_product(edition(product(), product(specs=specs(flow=32))).products["hx-100"], {})
    assert [(one.revision, one.url, one.until) for one in shown.revisions] == [
        (1, "products/hx-100/r/1/", date(2026, 2, 28)),
        (2, "products/hx-100/r/2/", None),
    ]


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_a_built_site_has_one_for_what_is_printed_today(built: Path, prefix: str) -> None:
    folder = built / prefix / "products/hx-100/r"
    html = (folder / "1/index.html").read_text(encoding="utf-8")
    canonical = f"https://maker.example/shop/{prefix}products/hx-100/"
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "hreflang" not in html[: html.index("<body")]
    assert 'hreflang="ru"' in html
    assert "inforceslot" not in html
    only = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="../../../products/hx-100/r/1/"' in only
    assert not (folder / "2").exists()
    assert not (built / "products/hx-200").exists()


def test_they_are_in_the_manifest_and_not_in_the_sitemap(built: Path) -> None:
    files = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {"products/hx-90/r/1/index.html", "ru/products/hx-90/r/1/index.html"} <= set(files)
    assert "/r/" not in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_the_history_of_a_product_leads_to_them(built: Path) -> None:
    html = (built / "products/hx-100/index.html").read_text(encoding="utf-8")
    assert re.search(r'href="[./]*/products/hx-100/r/1/"', html)


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_where_no_page_is_papers_are_spoken_of_without_a_script(built: Path, prefix: str) -> None:
    html = (built / prefix / "404.html").read_text(encoding="utf-8")
    say = wording("ru" if prefix else "en").say
    assert say("lost.paper") in html
    assert 'href="mailto:info@maker.example"' in html
    words = re.search(r'id="inf-lost-words">(.*?)</script>', html, re.DOTALL)
    assert words is not None
    assert {code: one["prefix"] for code, one in json.loads(words[1]).items()} == {
        "en": "",
        "ru": "ru/",
    }
