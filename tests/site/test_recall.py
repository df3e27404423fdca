"""A recall as customers meet it: on the website, in the feed, in the API and on paper."""

import re
from datetime import date
from html import unescape

import pytest
from msgspec import structs, to_builtins

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import FileFact
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement
from inforce.domain.items.product import Image
from inforce.domain.paper import Stock
from inforce.domain.text import Text
from inforce.domain.views.reading import Reading
from inforce.domain.views.recall import recall_view
from inforce.readers.wording import wording
from inforce.renderers.api.products import api_product
from inforce.renderers.typst.catalogue import Selection, catalogue, picture_paths
from inforce.renderers.website.machines.feed import notices_feed
from inforce.renderers.website.pages.notices import notice_pages
from inforce.renderers.website.pages.products import ProductPages
from inforce.renderers.website.rendering import Renderer
from tests.factories import TODAY, issued, product, recall

DAY = date(2026, 6, 1)
CALLED = structs.replace(
    recall(DAY),
    hazard=Text({"en": "It bursts.", "ru": "Разрывается."}),
    contact=Text("Free call 0800 123 456"),
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    image = Image(file="media/hx.svg", alt=Text("Drawing"))
    hx = product(gtin="4006381333931", order_code="HX", images=(image,), recall=CALLED)
    bare = product("bare", recall=CALLED)
    files = {"media/hx.svg": FileFact(sha256="ab" * 32, size=9)}
    return decide(issued(hx, bare, files=files), TODAY)


def in_order(text: str, *words: str) -> bool:
    """Whether ``words`` stand in ``text`` one after the other."""
    return re.search(".*".join(map(re.escape, words)), text, re.DOTALL) is not None


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_notice_has_all_parts_labelled_and_in_order(edition: Edition, locale: str) -> None:
    reading = Reading(edition, wording(locale))
    pages = {page.address: page.body for page in notice_pages(Renderer(reading))}
    body = unescape(pages["notices/R-1/"])
    told = recall_view(edition.products["hx-100"], reading)
    assert told is not None
    assert told.picture is not None
    words = [word for part in (*told.product, *told.parts) for word in (part.label, part.text.text)]
    body = body.replace('<a href="tel:0800123456">0800 123 456</a>', "0800 123 456")
    assert in_order(body, f"<h1>{told.heading}</h1>", told.lead, told.picture.file.path, *words)
    assert in_order(body, words[-1], told.share)
    assert body.count("<img") == 1


def test_the_product_leads_to_the_notice_and_tells_it(edition: Edition) -> None:
    reading = Reading(edition, wording("en"))
    body = ProductPages(Renderer(reading), "").page(edition.products["hx-100"]).body
    labels = ("Product safety recall", "Affected batches", "Hazard", "It bursts.", "Contact")
    assert in_order(
        body,
        *labels,
        "Free call",
        '<a href="tel:0800123456">0800 123 456</a>',
        "Recalled on",
        "June",
    )
    assert 'href="../../notices/R-1/"' in body


def test_the_feed_tells_a_recall_once_for_all_its_products(edition: Edition) -> None:
    feed = notices_feed(Reading(edition, wording("ru"))).decode()
    assert feed.count("Опасность: Разрывается.") == 1


def test_the_api_has_the_parts_and_the_return(edition: Edition) -> None:
    life = to_builtins(api_product(edition.products["hx-100"], {}))["lifecycle"]
    assert life["recall"] == {
        "notice": "R-1",
        "date": "2026-06-01",
        "affected": "Affected",
        "identify": "Identify",
        "hazard": {"en": "It bursts.", "ru": "Разрывается."},
        "action": "Action",
        "remedies": "Remedies",
        "contact": "Free call 0800 123 456",
    }
    assert "reinstated" not in life
    back = Reinstatement(notice="RN-1", date=DAY, reason=Text("Asked for"), lifts="R-1")
    returned = decide(issued(product(lifecycle=Lifecycle(reinstated=back))), TODAY)
    life = to_builtins(api_product(returned.products["hx-100"], {}))["lifecycle"]
    assert life["reinstated"] == {
        "notice": "RN-1",
        "date": "2026-06-01",
        "reason": "Asked for",
        "lifts": "R-1",
    }
    assert "recall" not in life


def test_the_catalogue_sets_the_recall_with_its_picture(edition: Edition) -> None:
    words = wording("en")
    document = catalogue(Reading(edition, words), words.texts, Selection(), Stock(), "")
    assert [row.recall is not None for row in document.withdrawn] == [True, True]
    assert [*picture_paths(document).values()] == [("hx-100",)]
