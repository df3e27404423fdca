"""What can be subscribed to, and lists that grow long."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.product import Product
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from inforce.domain.views.reading import Reading
from inforce.pipeline.last_look.leaks import _parts
from inforce.readers.wording import wording
from inforce.renderers.website.machines.entries import Feed
from inforce.renderers.website.machines.feed import notices_feed
from inforce.renderers.website.machines.json_feed import json_feed
from inforce.renderers.website.machines.last_orders import last_orders
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.products import ProductPages
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.site import LocaleSite
from tests.factories import POLICY, TODAY, content, corpus, ended, ledger, product, recall, specs

ORIGIN = "https://maker.example/shop/"
ATOM = "{http://www.w3.org/2005/Atom}"
# The theme's frame around a page, generously.
FRAME = 25_000
FAR: dict[str, Any] = {
    "announced_on": date(2026, 1, 1),
    "last_order": date(2027, 3, 31),
    "last_delivery": date(2027, 9, 30),
    "support_until": date(2035, 9, 30),
}


def reading(*products: Product, locale: str = "en") -> Reading:
    light = structs.replace(POLICY, approval=Approval.OFF)
    return Reading(decide(corpus(*products, policy=light), TODAY), wording(locale))


def parsed(calendar: bytes) -> list[Any]:
    """Return the events of a calendar, as its own library reads them."""
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


def events(*products: Product, locale: str = "en") -> list[tuple[str, date]]:
    found = parsed(last_orders(reading(*products, locale=locale), ORIGIN))
    return [(str(event["summary"]), event["dtstart"].dt) for event in found]


def test_the_json_feed_holds_what_the_atom_feed_holds() -> None:
    found = reading(
        product(lifecycle=ended(**FAR, notice="N-1")),
        product("hx-90", recall=recall(date(2026, 6, 1))),
    )
    atom = ET.fromstring(notices_feed(found, ORIGIN))  # noqa: S314 - made here
    feed = json.loads(json_feed(found, ORIGIN))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{ORIGIN}feeds/notices.json"
    entries = [
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title"))
        for entry in atom.iter(f"{ATOM}entry")
    ]
    assert len(entries) == 2
    assert [(item["id"], item["title"]) for item in feed["items"]] == entries
    assert all(item["url"].startswith(ORIGIN) and item["content_html"] for item in feed["items"])
    assert [item["date_published"] for item in feed["items"]] == [
        "2026-06-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
    ]


def test_notices_and_changes_stand_in_one_order_the_newest_first() -> None:
    january, february, march, june = (date(2026, month, 1) for month in (1, 2, 3, 6))
    ends = {
        key: product(key, lifecycle=ended(announced_on=day, notice=f"N-{key}"))
        for key, day in (("a", february), ("b", june))
    }
    before, after = (content(product(name=Text(name))) for name in ("Old", "New"))
    ledgers = {key: ledger(content(one), day=january) for key, one in ends.items()}
    ledgers["hx-100"] = ledger((january, before), (march, after), day=january)
    found = Feed(Reading(decide(corpus(ledgers=ledgers), TODAY), wording("en"))).entries()
    assert [(entry.day, entry.title.text) for entry in found] == [
        (june, "Discontinuance notice N-b"),
        (march, "New, Revision 2"),
        (february, "Discontinuance notice N-a"),
    ]


def test_a_feed_can_be_read_whatever_stands_in_a_name() -> None:
    gone = product(name=Text("HX\v100\ufffe"), lifecycle=ended(**FAR, notice="N-1"))
    atom = ET.fromstring(notices_feed(reading(gone), ORIGIN))  # noqa: S314 - made here
    assert "HX\ufffd100\ufffd" in "".join(atom.itertext())


def test_each_end_is_an_event_in_the_order_of_days() -> None:
    assert events(product(lifecycle=ended(**FAR))) == [
        ("Last order: HX-100", date(2027, 3, 31)),
        ("Last delivery: HX-100", date(2027, 9, 30)),
        ("Support until: HX-100", date(2035, 9, 30)),
    ]
    russian = events(product(lifecycle=ended(**FAR)), locale="ru")
    assert russian[0] == ("Последний заказ: HX-100", date(2027, 3, 31))


@pytest.mark.parametrize(("ago", "count"), [(365, 1), (366, 0)])
def test_a_day_that_passed_stays_for_a_year(ago: int, count: int) -> None:
    last = TODAY - timedelta(days=ago)
    assert len(events(product(lifecycle=ended(announced_on=last, last_order=last)))) == count


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"lifecycle": Lifecycle(not_recommended_from=date(2026, 1, 1))},
        {"lifecycle": ended(**{**FAR, "announced_on": date(2026, 12, 1)})},
        {"lifecycle": ended(**FAR, withdrawn_on=date(2026, 6, 1))},
        {"lifecycle": ended(**FAR), "recall": recall(date(2026, 6, 1))},
        {"lifecycle": ended(announced_on=date(2020, 1, 1), last_order=date(2021, 1, 1))},
    ],
    ids=["active", "not recommended", "not yet told", "pulled", "recalled", "long ago"],
)
def test_nothing_else_is_one(parts: dict[str, Any]) -> None:
    assert events(product(**parts)) == []


def _issued(last_order: date, *before: Product) -> Edition:
    item = product(lifecycle=ended(**{**FAR, "last_order": last_order}))
    days = (date(2026, 1, 1), date(2026, 6, 1))
    steps = zip(days, map(content, (*before, item)), strict=False)
    return decide(corpus(item, ledgers={"hx-100": ledger(*steps, day=days[0])}), TODAY)


def test_an_event_that_moves_keeps_its_identifier() -> None:
    first = _issued(date(2027, 3, 31))
    moved = _issued(date(2027, 4, 30), first.products["hx-100"].content.product)
    found = []
    for edition in (first, moved):
        told = last_orders(Reading(edition, wording("en")), ORIGIN)
        assert told == last_orders(Reading(edition, wording("en")), ORIGIN)
        event = parsed(told)[0]
        stamp = event["dtstamp"].dt.date()
        found.append((str(event["uid"]), event["sequence"], stamp, event["dtstart"].dt))
    uid = "last_order-hx-100@public.en.maker.example"
    assert found == [
        (uid, 1, date(2026, 1, 1), date(2027, 3, 31)),
        (uid, 2, date(2026, 6, 1), date(2027, 4, 30)),
    ]


def test_an_event_says_what_to_order_instead_and_where_it_is_told() -> None:
    life = ended("hx-110", **FAR, notice="N-1")
    found = reading(product(lifecycle=life, order_code="HX-1"), product("hx-110"))
    event = parsed(last_orders(found, ORIGIN))[0]
    assert str(event["description"]).split("\n") == [
        "Order codes: HX-1",
        "Replaced by: HX-110. Same function, check the connections",
        "Notice: N-1",
    ]
    assert str(event["url"]) == f"{ORIGIN}products/hx-100/"
    bare = parsed(last_orders(found))[0]
    assert "url" not in bare


def test_folded_lines_of_a_calendar_are_searched_as_one() -> None:
    name = "A pump with a name that is much too long for one line of a calendar, as many are"
    found = reading(product(name=Text(name), lifecycle=ended(**FAR)))
    folded = last_orders(found, ORIGIN)
    assert name.encode() not in folded
    assert name.encode() in b"".join(_parts("feeds/last-orders.ics", folded))


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_every_page_names_the_feeds_and_the_lists_lead_to_them(built: Path, prefix: str) -> None:
    for at in ("withdrawn", "notices"):
        html = (built / prefix / at / "index.html").read_text(encoding="utf-8")
        for name in ("notices.xml", "notices.json", "last-orders.ics"):
            assert (built / prefix / "feeds" / name).is_file()
            assert f'href="../feeds/{name}"' in html[: html.index("<body")]
            assert f'href="../feeds/{name}"' in html[html.index("<main") :]


def _gone(count: int, family: str = "pump", **dates: Any) -> list[Product]:  # noqa: ANN401
    life = ended(announced_on=date(2024, 1, 1), last_order=date(2025, 1, 1), **dates)
    return [
        product(f"{family}-{number:04}", family=family, lifecycle=life) for number in range(count)
    ]


@pytest.fixture(scope="module")
def lists() -> dict[str, SitePage]:
    """The lists of a site with 2,000 products that are gone, in two families."""
    items = [*_gone(1900, notice="N/1"), *_gone(99, "valve", notice="list")]
    items += [product("zz-1", family="zz", recall=recall(date(2026, 6, 1)))]
    numbered = [
        structs.replace(item, lifecycle=structs.replace(item.lifecycle, notice=f"M-{number}"))
        for number, item in enumerate(items[:150])
    ]
    found = reading(*numbered, *items[150:])
    return {page.address: page for page in LocaleSite(found).lists()}


def test_lists_of_nothing_say_so() -> None:
    pages = {page.address: page.body for page in LocaleSite(reading()).lists()}
    for at in ("products/", "families/", "withdrawn/", "notices/"):
        assert '<p class="inf-empty">' in pages[at]


def test_a_page_without_sections_has_no_way_to_them() -> None:
    found = reading(product(), product("hx-110", specs=specs(flow=1)))
    pages = ProductPages(Renderer(found), "")
    shown = [pages.page(one).body for one in found.edition.products.values()]
    assert ['class="inf-sections"' in body for body in shown] == [False, True]


def test_what_is_announced_is_not_counted_as_on_sale() -> None:
    announced = product("hx-200", lifecycle=Lifecycle(available_from=date(2027, 1, 1)))
    site = LocaleSite(reading(product(), announced, product("hx-90", lifecycle=ended())))
    assert "<b>1</b> Products on sale" in site.home("", search=True)


def test_no_page_of_a_long_list_is_too_big(lists: dict[str, SitePage]) -> None:
    assert max(len(page.body.encode()) for page in lists.values()) < 150_000 - FRAME


def test_the_withdrawn_list_names_every_product_once(lists: dict[str, SitePage]) -> None:
    parts = [page for at, page in lists.items() if at.startswith("withdrawn/")]
    assert [page.address for page in parts[:2]] == ["withdrawn/", "withdrawn/2/"]
    assert [page.place for page in parts] == ["withdrawn", *["withdrawn-part"] * 19]
    heads = [re.findall(r'<th scope="row"><a href="[^"]*/([^/"]+)/"', page.body) for page in parts]
    named = [key for part in heads for key in part]
    assert len(named) == len(set(named)) == 2000
    assert 'href="../withdrawn/2/"' in parts[0].body
    assert '<span aria-current="page">2</span>' in parts[1].body


def test_the_anchor_of_a_family_leads_to_its_part(lists: dict[str, SitePage]) -> None:
    assert '<a id="valve" href="../withdrawn/20/#valve">' in lists["withdrawn/"].body
    assert '<section id="valve">' in lists["withdrawn/20/"].body
    assert 'id="pump"' in lists["withdrawn/"].body
    assert lists["withdrawn/"].body.count('id="pump"') == 1


def test_a_notice_of_many_products_and_a_list_of_many_notices_have_parts(
    lists: dict[str, SitePage],
) -> None:
    assert {"notices/", "notices/list/2/", "notices/N-1/", "notices/N-1/35/"} <= set(lists)
    assert "notices/notice-list/" in lists
    assert "notices/N-1/36/" not in lists
    assert 'href="../../notices/list/2/"' not in lists["notices/"].body
    assert 'href="../notices/list/2/"' in lists["notices/"].body
    assert 'href="../../../notices/"' in lists["notices/list/2/"].body
    last = lists["notices/N-1/35/"]
    assert (last.record, last.title) == ("", "Discontinuance notice N/1, page 35")
    assert last.body.count("<section") == 1750 - 34 * 50
