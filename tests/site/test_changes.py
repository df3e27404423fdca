"""What a site tells of the changes from one revision to the next."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from msgspec import structs

from inforce.domain import address
from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, Step
from inforce.domain.items.control import Change
from inforce.domain.items.difference import differences
from inforce.domain.items.lifecycle import Fit, Lifecycle, Replacement
from inforce.domain.items.product import Relation, RelationType
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.api.changes import api_revision
from inforce.renderers.website.machines.feed import notices_feed
from inforce.renderers.website.pages.lists import PART
from inforce.renderers.website.site import LocaleSite
from tests.factories import TODAY, content, corpus, ended, issued, ledger, page, product, specs
from tests.sites import approved

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
LINK = Relation(type=RelationType.SIMILAR, product="x")
HEIR = Replacement(product="x")
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture(scope="module")
def changed(make_site: Callable[[], Path], mkdocs: Callable[..., object]) -> Path:
    site = make_site()
    hx = site / "content/products/hx-100.yaml"
    text = hx.read_text(encoding="utf-8").replace("99.99", "13.5")
    told = "summary: {en: More flow, ru: Больше подача}"
    hx.write_text(text.replace("summary: First issue", told), encoding="utf-8")
    approved(site, day=date(2026, 4, 1))
    mkdocs(site, "--strict")
    return site / "site"


def _read(built: Path, at: str) -> str:
    text = (built / at).read_text(encoding="utf-8")
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("prefix", "told", "label"),
    [("", "More flow", "Flow"), ("ru/", "Больше подача", "Подача")],
)
def test_a_product_its_list_and_the_feed_tell_what_changed(
    changed: Path, prefix: str, told: str, label: str
) -> None:
    places = ("products/hx-100/index.html", "notices/index.html", "notices/changes/index.html")
    for place in places:
        text = _read(changed, f"{prefix}{place}")
        assert told in text
        assert f'<span class="inf-differences__label">{label}</span>' in text
        assert "12.50" in text.replace("12,50", "12.50")
        assert "13.5" in text.replace("13,5", "13.5")
        assert 'type="application/atom+xml"' in text
    assert label in _read(changed, f"{prefix}feeds/notices.xml")


def test_a_controlled_page_shows_its_revisions(changed: Path) -> None:
    text = _read(changed, "terms/index.html")
    assert "<del>We deliver.</del>" in text
    assert "<ins>We may deliver.</ins>" in text


def test_the_api_gives_the_differences_and_keeps_to_its_schema(changed: Path) -> None:
    told = json.loads(_read(changed, "api/v1/notices.json"))
    change = {one["item"]: one for one in told["changes"]}["hx-100"]
    assert change["url"] == "products/hx-100/"
    assert change["step"]["differences"] == [
        {
            "kind": "changed",
            "pointer": "/specs/flow",
            "path": ["specs", "flow"],
            "before": 12.5,
            "after": 13.5,
        }
    ]
    item = json.loads(_read(changed, "api/v1/products/hx-100.json"))
    assert [step["revision"] for step in item["history"]] == [1, 2]
    assert item["history"][1]["follows"] == 1
    for name, document in (("notices", told), ("product", item)):
        schema = json.loads(_read(changed, f"api/v1/schemas/{name}.schema.json"))
        Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"name": Text({"en": "A"})}, ("HX-100", {"en": "A"})),
        (
            {},
            {"specs": specs(body={"value": 1, "condition": "dry"})},
            (None, {"value": 1, "condition": "dry"}),
        ),
        ({}, {"relations": (LINK,)}, (None, {"type": "similar", "product": "x"})),
        (
            {"lifecycle": Lifecycle(replaced_by=(HEIR,))},
            {"lifecycle": Lifecycle(replaced_by=(structs.replace(HEIR, fit=Fit.PARTIAL),))},
            ("functional", "partial"),
        ),
        ({}, {"gtin": "1"}, (None, "1")),
    ],
)
def test_values_leave_in_the_form_they_have_in_the_files(
    before: dict[str, Any], after: dict[str, Any], expected: tuple[object, object]
) -> None:
    found = differences(content(product(**before)), content(product(**after)))
    step = Step(
        revision=2,
        effective_from=MARCH,
        told_on=MARCH,
        change_class=Change().class_,
        summary=None,
        follows=1,
        changes=found,
    )
    (one,) = api_revision(step).differences
    assert (one.before, one.after) == expected


def test_no_place_tells_the_public_of_a_dealer_price(changed: Path) -> None:
    everything = "".join(
        path.read_text(encoding="utf-8")
        for path in changed.rglob("*")
        if path.suffix in {".html", ".xml", ".json"}
    )
    assert "77123" not in everything


def _parsed(feed: bytes) -> "ET.Element[str]":
    return ET.fromstring(feed)  # noqa: S314 - our own output


def _edition(count: int = 1) -> Edition:
    site: Corpus = corpus(
        ledgers={
            f"hx-{number}": ledger(
                (JANUARY, content(product(f"hx-{number}", specs=specs(flow=1)))),
                (MARCH, content(product(f"hx-{number}", specs=specs(flow=2)))),
                day=JANUARY,
            )
            for number in range(count)
        }
    )
    return decide(site, TODAY)


def test_a_long_list_of_changes_has_parts() -> None:
    site = LocaleSite(Reading(_edition(PART + 1), wording("en")))
    pages = {page.address: page for page in site.lists() if page.address.startswith("notices/ch")}
    assert list(pages) == ["notices/changes/", "notices/changes/2/"]
    assert pages["notices/changes/"].body.count("<details") == PART
    assert pages["notices/changes/2/"].body.count("<details") == 1
    assert 'href="../../../notices/changes/"' in pages["notices/changes/2/"].body


def test_a_site_without_changes_says_so() -> None:
    site = LocaleSite(Reading(decide(issued(product()), TODAY), wording("en")))
    pages = {page.address: page for page in site.lists()}
    assert "Nothing has been changed yet." in pages["notices/changes/"].body
    assert "All changes" not in pages["notices/"].body


def test_no_notice_takes_the_place_of_the_list() -> None:
    assert address.notice("changes") == "notices/notice-changes/"


def test_the_feed_is_valid_and_stays_the_same() -> None:
    edition = _edition(2)
    reading = Reading(edition, wording("ru"))
    feed = notices_feed(reading, "https://maker.example/shop/")
    assert feed == notices_feed(reading, "https://maker.example/shop/")
    root = _parsed(feed)
    entries = root.findall("atom:entry", ATOM)
    assert [entry.findtext("atom:id", None, ATOM) for entry in entries] == [
        "tag:maker.example,2026-03-01:public/ru/item/hx-0/2",
        "tag:maker.example,2026-03-01:public/ru/item/hx-1/2",
    ]
    for element in (root, *entries):
        for needed in ("id", "title", "updated"):
            assert element.findtext(f"atom:{needed}", "", ATOM)
    links = [link.get("href") for link in entries[0].findall("atom:link", ATOM)]
    assert links == ["https://maker.example/shop/ru/products/hx-0/"]
    assert root.findtext("atom:updated", None, ATOM) == "2026-03-01T00:00:00Z"
    assert "Подача: 1" in (entries[0].findtext("atom:content", "", ATOM))


def test_a_feed_holds_notices_too_and_has_an_address_without_a_site() -> None:
    life = ended(announced_on=MARCH, last_order=date(2027, 1, 1), notice="PDN-1")
    edition = decide(issued(product(lifecycle=life), page()), TODAY)
    root = _parsed(notices_feed(Reading(edition, wording("en"))))
    (entry,) = root.findall("atom:entry", ATOM)
    assert entry.findtext("atom:id", None, ATOM) == (
        "tag:inforce.invalid,2026-03-01:public/en/notice/discontinuance/PDN-1"
    )
    (link,) = entry.findall("atom:link", ATOM)
    assert link.get("href") == "../notices/PDN-1/"
    empty = notices_feed(Reading(decide(issued(product()), TODAY), wording("en")))
    assert _parsed(empty).findtext("atom:updated", None, ATOM) == ("2026-11-20T00:00:00Z")
