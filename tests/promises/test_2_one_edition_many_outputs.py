"""Promise 2: website, API and PDF render the same value; they cannot disagree."""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from inforce.readers.pdf import texts
from inforce.readers.wording import wording
from tests.promises.example_site import api, pdf_text

LOCALES = ("en", "ru")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def catalogues(example: Path) -> dict[str, str]:
    """The text of each locale's catalogue."""
    return {
        locale: _squeezed(pdf_text(example / "downloads" / f"catalogue-{locale}.pdf"))
        for locale in LOCALES
    }


def _squeezed(text: str) -> str:
    """Return ``text`` without white space and soft hyphens: each output has its own."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def _page(example: Path, product: str, locale: str) -> str:
    folder = example if locale == "en" else example / locale
    html = (folder / "products" / product / "index.html").read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    return _squeezed(unescape(re.sub(r"<[^>]+>", " ", article)))


def _figures(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON can be anything
    """Yield the figures of a spec as the API gives it."""
    if isinstance(value, dict):
        for key in ("value", "min", "max"):
            if key in value:
                yield from _figures(value[key])
    elif isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value):
        yield value


def _stated(product: Any) -> Iterator[str]:  # noqa: ANN401 - JSON can be anything
    for value in product["specs"].values():
        yield from _figures(value)
    for variant in product.get("variants", ()):
        for value in variant["specs"].values():
            yield from _figures(value)


def _products(example: Path) -> list[Any]:
    listed = api(example, "products")["products"]
    return [api(example, f"products/{entry['id']}") for entry in listed]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_figure_code_and_stamp_is_the_same_everywhere(
    example: Path, catalogues: dict[str, str], locale: str
) -> None:
    words = wording(locale)
    compared = 0
    for product in _products(example):
        page = _page(example, product["id"], locale)
        outputs = {"page": page}
        if product["lifecycle"]["state"] in {"active", "not_recommended", "last_time_buy"}:
            outputs["catalogue"] = catalogues[locale]
        told = [words.number(Decimal(figure)) for figure in _stated(product)]
        told += [item["order_code"] for item in product.get("variants", ())]
        told.append(product["name"][locale])
        for name, output in outputs.items():
            for text in told:
                assert _squeezed(text) in output, (name, product["id"], text)
        assert product["stamp"]["digest"].rpartition(":")[2][:8] in page
        compared += len(told)
    assert compared > 500


@pytest.mark.parametrize("locale", LOCALES)
def test_a_brochure_says_of_its_product_what_the_api_says(example: Path, locale: str) -> None:
    words = wording(locale)
    for product in _products(example):
        told = product["brochure"][locale]
        octets = (example / told["path"]).read_bytes()
        assert (str(len(octets)), sha256(octets).hexdigest()) == (told["size"], told["sha256"])
        printed = _squeezed(" ".join(texts(octets, told["path"])))
        gone = product["lifecycle"]["state"] in {"withdrawn", "discontinued", "obsolete"}
        stated = _stated({**product, "variants": ()} if gone else product)
        said = [words.number(Decimal(figure)) for figure in stated]
        said += [item["order_code"] for item in product.get("variants", ())]
        said += [product["name"][locale], product["stamp"]["digest"].rpartition(":")[2][:8]]
        days = [product["stamp"]["effective_from"]]
        days += [product["lifecycle"].get(key) for key in ("last_order", "withdrawn_on")]
        said += [words.day(date.fromisoformat(day)) for day in days if day is not None]
        said.append(f"products/{product['id']}/r/{product['stamp']['revision']}/")
        for text in said:
            assert _squeezed(text) in printed, (product["id"], text)


@pytest.mark.parametrize("locale", LOCALES)
def test_revision_and_its_first_day_are_the_same_on_page_and_paper(
    example: Path, catalogues: dict[str, str], locale: str
) -> None:
    say = wording(locale).say
    for product in _products(example):
        stamp = product["stamp"]
        day = wording(locale).day(date.fromisoformat(stamp["effective_from"]))
        revision = say("site.stamp.revision") + stamp["revision"]
        page = revision + say("site.stamp.effective_from") + day
        assert _squeezed(page) in _page(example, product["id"], locale)
        if product["lifecycle"]["state"] == "active":
            line = re.compile(
                re.escape(_squeezed(say("pdf.stamp.revision", revision=stamp["revision"])))
                + r"\W"
                + re.escape(_squeezed(say("pdf.stamp.effective", day=day)))
                + r"\W.{0,160}?"
                + re.escape(stamp["digest"].rpartition(":")[2][:8])
            )
            assert line.search(catalogues[locale]), product["id"]


def test_a_superseded_paper_leads_to_the_one_in_force(example: Path) -> None:
    paper = (example / "ru/products/pt-32/r/1/index.html").read_text(encoding="utf-8")
    assert 'href="../../../../../downloads/pt-32-ru.pdf"' in paper
    assert (example / "downloads/pt-32-ru-r2.pdf").is_file()
    assert not (example / "downloads/pt-32-ru-r1.pdf").exists()


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_the_index_of_part_numbers_says_what_the_api_says(example: Path, prefix: str) -> None:
    told = set()
    for file in (example / prefix / "search/numbers").glob("*.json"):
        part = json.loads(file.read_text(encoding="utf-8"))
        for _, written, _, place in part["numbers"]:
            at, _, _, state = part["products"][place]
            told.add((written, at, state))
    stated = {
        (variant["order_code"], f"products/{product['id']}/", product["lifecycle"]["state"])
        for product in _products(example)
        for variant in product.get("variants", ())
    }
    assert len(stated) > 50
    assert stated <= told


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_the_feeds_tell_the_notices_of_the_api(example: Path, prefix: str) -> None:
    atom = ET.parse(example / prefix / "feeds/notices.xml")  # noqa: S314 - made here
    feed = json.loads((example / prefix / "feeds/notices.json").read_text(encoding="utf-8"))
    for told in (
        [
            (entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}updated", "")[:10])
            for entry in atom.iter(f"{ATOM}entry")
        ],
        [(item["title"], item["date_published"][:10]) for item in feed["items"]],
    ):
        notices = {(title.rpartition(" ")[2], day) for title, day in told}
        stated = {(one["number"], one["issued_on"]) for one in api(example, "notices")["notices"]}
        assert len(stated) > 2
        assert stated <= notices
