"""Promise 3: a withdrawn product keeps its page, and never looks current."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from inforce.domain.items.content import ProductContent
from inforce.domain.items.product import PUBLIC
from inforce.domain.registers.register import Ledger
from inforce.readers.ledgers import read_ledgers
from inforce.readers.wording import wording
from tests.promises.example_site import api, pdf_text

GONE = {"hx-100": "hx-110", "md-8": "md-10", "pt-30": "pt-32"}
LOCALES = {"en": "", "ru": "ru/"}


def _article(example: Path, address: str) -> str:
    html = (example / address / "index.html").read_text(encoding="utf-8")
    return html[html.index("<article") : html.index("</article>")]


@pytest.mark.parametrize("prefix", LOCALES.values())
@pytest.mark.parametrize(("product", "successor"), GONE.items())
def test_its_page_stands_with_a_notice_before_everything_else(
    example: Path, product: str, successor: str, prefix: str
) -> None:
    article = _article(example, f"{prefix}products/{product}")
    banner = article[article.index('class="inf-banner') : article.index("<h1")]
    assert f'href="../../products/{successor}/"' in banner
    assert "<dd>" in banner
    assert "<table" not in article[: article.index("<h1")]
    assert "data-inf-enquiry" not in article


@pytest.mark.parametrize("prefix", LOCALES.values())
def test_an_old_paper_of_it_leads_to_the_notice(example: Path, prefix: str) -> None:
    for revision in (1, 2, 3):
        article = _article(example, f"{prefix}products/hx-100/r/{revision}")
        banner = article[article.index('class="inf-banner') : article.index("<h1")]
        assert 'href="../../../../products/hx-110/"' in banner
        assert "data-inf-enquiry" not in article
        assert ('id="said"' in article) == (revision < 3)


@pytest.mark.parametrize("prefix", LOCALES.values())
def test_no_page_of_what_is_on_sale_offers_it(example: Path, prefix: str) -> None:
    """Neither the home page nor the comparison, nor any family."""
    gone = "|".join(GONE)
    offered = re.compile(rf'href="[^"]*products/({gone})/"|data-product="({gone})"')
    folders = (example / prefix / "families").glob("*/index.html")
    families = [f"families/{file.parent.name}" for file in folders]
    assert len(families) > 3
    places = ("", "compare", "families", *families)
    pages = {at: _article(example, f"{prefix}{at}") for at in places}
    assert [at for at, article in pages.items() if offered.search(article)] == []
    assert any('products/hx-120/"' in article for article in pages.values())


@pytest.fixture(scope="module")
def ledgers(root: Path) -> Mapping[str, Ledger]:
    """The record of the example."""
    return read_ledgers(root)[0]


@pytest.mark.parametrize("prefix", LOCALES.values())
@pytest.mark.parametrize("product", GONE)
def test_it_leaves_the_lists_for_the_withdrawn_list(
    example: Path, product: str, prefix: str
) -> None:
    family = api(example, f"products/{product}")["family"]["id"]
    link = re.compile(rf'href="[^"]*/{product}/"')
    assert not link.search(_article(example, f"{prefix}products"))
    assert not link.search(_article(example, f"{prefix}families/{family}"))
    assert link.search(_article(example, f"{prefix}withdrawn"))


@pytest.mark.parametrize("product", GONE)
def test_its_data_are_frozen_as_they_last_were(
    example: Path, ledgers: Mapping[str, Ledger], product: str
) -> None:
    facts = api(example, f"products/{product}")
    assert facts["lifecycle"]["state"] in {"withdrawn", "discontinued", "obsolete"}
    approved = ledgers[product].snapshots[int(facts["stamp"]["revision"])].content
    assert isinstance(approved, ProductContent)
    article = _article(example, f"products/{product}")
    compared = 0
    for key, value in approved.product.specs.items():
        figures = [one for one in (value.figure, value.minimum, value.maximum) if one is not None]
        if figures and approved.family.attributes[key].audience == PUBLIC:
            told = facts["specs"][key]
            assert [told[end] for end in ("value", "min", "max") if end in told] == [
                str(one) for one in figures
            ]
            assert all(wording("en").number(one) in article for one in figures), key
            compared += 1
    assert compared > 3


@pytest.mark.parametrize("product", GONE)
def test_machines_read_that_it_is_discontinued(example: Path, product: str) -> None:
    html = (example / "products" / product / "index.html").read_text(encoding="utf-8")
    assert "schema.org/Discontinued" in html
    active = (example / "products" / "hx-120" / "index.html").read_text(encoding="utf-8")
    assert "schema.org/Discontinued" not in active


def test_the_catalogue_names_it_among_the_withdrawn_only(example: Path) -> None:
    catalogue = example / "downloads" / "catalogue-en.pdf"
    text = pdf_text(catalogue).replace("\n", " ")
    entries = set(_entries(PdfReader(catalogue).outline))
    assert {"HX 120 centrifugal pump", "Withdrawn products"} <= entries
    for product in ("PT 30 pressure transmitter", "HX 100 centrifugal pump"):
        assert product in text
        assert product not in entries
    assert "PDN-2026-002" in text


def _entries(outline: list[Any]) -> Iterator[str]:
    """Yield the titles of bookmarks: each product that is on sale has one."""
    for one in outline:
        if isinstance(one, list):
            yield from _entries(one)
        else:
            yield str(one.title)
