"""An edition as JSON-LD: the nodes that the pages of the website carry, in one graph."""

import json

from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.machines.jsonld import ProductScripts
from inforce.renderers.website.machines.places import Places
from tests.exchange.trade import ADDRESS, Trade


def test_its_nodes_are_those_of_the_pages(trade: Trade) -> None:
    edition = trade.edition()
    reading = Reading(edition, wording("ru"))
    scripts = ProductScripts(reading, Places(reading, ADDRESS))
    shown = [edition.products[key] for key in ("l-1", "x-1", "x-2", "p-1", "p-2")]
    carried = []
    for product in shown:
        script = scripts.script(product, product_sheet(product, reading))
        carried += json.loads(script.partition(">")[2].removesuffix("</script>"))["@graph"]
    assert trade.graph("--locale", "ru") == carried


def test_what_is_gone_says_so(trade: Trade) -> None:
    product, page, way = trade.graph("p-0")
    assert product["@id"] == f"{ADDRESS}products/p-0/#product"
    assert product["offers"]["availability"] == "https://schema.org/Discontinued"
    assert page["mainEntity"] == {"@id": product["@id"]}
    assert way["@type"] == "BreadcrumbList"


def test_figures_keep_their_digits(trade: Trade) -> None:
    octets = trade.export("x-1", form="jsonld").stdout_bytes
    assert b'"value":-0.50' in octets
    assert octets.count(b"\n") == 5
