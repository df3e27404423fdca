"""What programs read of a built site, read with their own libraries."""

import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from pyld import jsonld

from inforce.domain import address
from inforce.renderers.website.machines.robots import robots
from inforce.renderers.website.machines.unit_codes import unit_code
from tests.site.conftest import read

ORIGIN = "https://maker.example/shop/"
SCHEMA = "https://schema.org/"
GTIN = "01/09520417000017/"


class _Head(HTMLParser):
    """The tags of a page's head with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html.partition("<body")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def metas(self, prefix: str) -> dict[str, str | None]:
        return {
            str(attributes["property"]).removeprefix(prefix): attributes["content"]
            for tag, attributes in self.tags
            if tag == "meta" and str(attributes.get("property", "")).startswith(prefix)
        }

    def links(self, relation: str) -> dict[str | None, str | None]:
        return {
            attributes.get("hreflang"): attributes["href"]
            for tag, attributes in self.tags
            if tag == "link" and (attributes.get("rel") or "").strip() == relation
        }


def _context(url: str, _: object) -> dict[str, object]:
    """Stand in for schema.org's own context, which the tests must not fetch."""
    assert url == "https://schema.org"
    document = {"@context": {"@vocab": SCHEMA, "url": {"@id": f"{SCHEMA}url", "@type": "@id"}}}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def nodes(html: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page's JSON-LD, flattened, by id."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    flat = jsonld.flatten(json.loads(found[1]), options={"documentLoader": _context})
    return {node["@id"]: node for node in flat}


def value(node: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever JSON-LD holds
    return node[f"{SCHEMA}{name}"][0]["@value"]


@pytest.fixture(scope="module")
def graph(built: Path) -> dict[str, dict[str, Any]]:
    return nodes(read(built, "products/hx-100/"))


def test_a_product_is_a_model_and_a_group_of_variants(graph: dict[str, dict[str, Any]]) -> None:
    node = graph[f"{ORIGIN}products/hx-100/#product"]
    kinds = {kind.removeprefix(SCHEMA) for kind in node["@type"]}
    assert kinds == {"Product", "ProductModel", "ProductGroup"}
    assert value(node, "name") == "HX 100 <pump>"
    assert value(node, "productID") == "hx-100"
    (variant,) = (graph[part["@id"]] for part in node[f"{SCHEMA}hasVariant"])
    assert value(variant, "sku") == "HX100-230"
    assert value(variant, "gtin") == "9520417000017"
    assert variant[f"{SCHEMA}isVariantOf"] == [{"@id": node["@id"]}]
    assert value(variant, "hasGS1DigitalLink") == f"{ORIGIN}{GTIN}"


def test_figures_carry_their_digits_and_the_code_of_their_unit(
    built: Path, graph: dict[str, dict[str, Any]]
) -> None:
    node = graph[f"{ORIGIN}products/hx-100/#product"]
    told = [graph[part["@id"]] for part in node[f"{SCHEMA}additionalProperty"]]
    flow = next(part for part in told if value(part, "propertyID") == "flow")
    assert value(flow, "value") == 12.5
    assert value(flow, "unitCode") == "MQH"
    assert '"value":12.50' in read(built, "products/hx-100/")


def test_what_is_gone_is_discontinued_and_names_its_successor(built: Path) -> None:
    graph = nodes(read(built, "products/hx-90/"))
    node = graph[f"{ORIGIN}products/hx-90/#product"]
    (offer,) = (graph[part["@id"]] for part in node[f"{SCHEMA}offers"])
    assert value(offer, "availability") == f"{SCHEMA}Discontinued"
    heirs = [part["@id"] for part in node[f"{SCHEMA}predecessorOf"]]
    assert heirs == [f"{ORIGIN}products/hx-100/#product"]


def test_the_successor_names_what_it_replaced_and_offers_nothing(
    graph: dict[str, dict[str, Any]],
) -> None:
    node = graph[f"{ORIGIN}products/hx-100/#product"]
    before = [part["@id"] for part in node[f"{SCHEMA}successorOf"]]
    assert before == [f"{ORIGIN}products/hx-90/#product"]
    assert f"{SCHEMA}offers" not in node


def test_the_page_of_a_product_tells_its_revision_and_review(
    graph: dict[str, dict[str, Any]],
) -> None:
    page = graph[f"{ORIGIN}products/hx-100/"]
    assert value(page, "version") == "1"
    assert value(page, "dateModified") == value(page, "lastReviewed")
    assert page[f"{SCHEMA}mainEntity"] == [{"@id": f"{ORIGIN}products/hx-100/#product"}]


@pytest.mark.parametrize(("at", "locale"), [("", "en"), ("ru/", "ru")])
def test_a_link_to_a_page_is_shown_with_its_title(built: Path, at: str, locale: str) -> None:
    head = _Head(read(built, f"{at}products/hx-90/"))
    told = head.metas("og:")
    assert told["url"] == f"{ORIGIN}{at}products/hx-90/"
    assert told["locale"] == locale
    assert told["title"] == {"en": "HX 90 pump", "ru": "Насос HX 90"}[locale]
    assert head.links("canonical") == {None: told["url"]}
    assert head.links("alternate")["ru"] == f"{ORIGIN}ru/products/hx-90/"


def test_an_article_number_leads_to_its_product(built: Path) -> None:
    head = _Head(read(built, GTIN))
    assert head.links("canonical") == {None: f"{ORIGIN}products/hx-100/"}
    assert head.links("linkset") == {None: "linkset.json"}
    (context,) = json.loads((built / GTIN / "linkset.json").read_bytes())["linkset"]
    assert context["anchor"] == f"{ORIGIN}{GTIN.rstrip('/')}"
    pages = context["https://ref.gs1.org/voc/pip"]
    assert [(link["hreflang"], link["href"]) for link in pages] == [
        (["en"], f"{ORIGIN}products/hx-100/"),
        (["ru"], f"{ORIGIN}ru/products/hx-100/"),
    ]
    assert context["https://ref.gs1.org/voc/defaultLink"][0]["href"] == pages[0]["href"]
    (manual,) = context["https://ref.gs1.org/voc/instructions"]
    assert (built / manual["href"].removeprefix(ORIGIN)).is_file()


@pytest.mark.parametrize("gtin", ["96385074", "036000291452", "4006381333931"])
def test_a_short_article_number_is_filled_up(gtin: str) -> None:
    assert re.fullmatch(rf"01/0+{gtin}/", address.digital_link(gtin))
    assert len(address.digital_link(gtin)) == len("01//") + 14


def test_the_description_of_the_api_holds_to_the_standard(built: Path) -> None:
    folder = built / "api" / "v1"
    described = json.loads((folder / "openapi.json").read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        validate(described, base_uri=folder.joinpath("openapi.json").as_uri())
    for path, part in described["paths"].items():
        shown = path.replace("{id}", "hx-100").lstrip("/")
        assert (folder / shown).is_file()
        content = part["get"]["responses"]["200"]["content"]["application/json"]
        assert (folder / content["schema"]["$ref"]).is_file()


def test_every_file_of_the_api_is_described(built: Path) -> None:
    folder = built / "api" / "v1"
    described = json.loads((folder / "openapi.json").read_bytes())["paths"]
    files = {path.name for path in folder.glob("*.json")} - {"openapi.json"}
    assert files == {path.lstrip("/") for path in described if "{" not in path}


def test_language_models_are_told_what_there_is(built: Path) -> None:
    for locale, prefix in (("en", ""), ("ru", "ru/")):
        text = (built / prefix / "llms.txt").read_text(encoding="utf-8")
        assert text.startswith({"en": "# Maker\n\n> Good pumps.", "ru": "# Мейкер\n\n> "}[locale])
        targets = re.findall(r"\]\((.*?)\)", text)
        assert f"{ORIGIN}{prefix}families/pump/" in targets
        for target in targets:
            at = built / target.removeprefix(ORIGIN)
            assert (at if at.suffix else at / "index.html").is_file()


def test_only_the_public_site_is_open_to_search_engines(built: Path) -> None:
    told = (built / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {ORIGIN}sitemap.xml" in told
    assert "Disallow" not in told
    assert robots(ORIGIN, public=False) == b"User-agent: *\nDisallow: /\n"
    assert b"Sitemap" not in robots("", public=True)


def test_units_that_trade_does_not_know_have_no_code() -> None:
    assert unit_code("kg") == "KGM"
    assert unit_code("EUR") == ""
