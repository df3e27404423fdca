"""Nothing bars people from a page: axe finds no fault with any template (WCAG 2.2 AA and more).

Each template is looked at for two audiences, in two languages, two schemes of colours and two
widths. ``INFORCE_VIEWS=all`` looks at all 16 views of each; without it, at two that differ in
everything, so that over all templates every pair of these choices is seen.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby, pairwise, product
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Window, served

pytestmark = pytest.mark.browser

# Where each template stands in the example, for each state that gives a page another look.
TEMPLATES = {
    "home": "",
    "products": "products/",
    "families": "families/",
    "family": "families/centrifugal-pump/",
    "product on sale": "products/hx-120/",
    "product announced": "products/fu-300/",
    "product not recommended": "products/bw-40/",
    "product to be ordered last": "products/hx-110/",
    "product discontinued": "products/hx-100/",
    "product withdrawn": "products/pt-30/",
    "product with warnings": "products/ms-150/",
    "paper of a revision": "products/hx-100/r/1/",
    "papers": "products/hx-100/r/",
    "withdrawn": "withdrawn/",
    "notices": "notices/",
    "notice of a discontinuance": "notices/PDN-2026-003/",
    "notice of a withdrawal": "notices/PDN-2026-002/",
    "changes": "notices/changes/",
    "written page": "about/",
    "written page with many links": "complaints/",
    "form": "order-form/",
    "form of a table": "forms/concession-request/",
    "search": "search/?q=pump",
    "comparison of nothing": "compare/",
    "comparison": "compare/?p=hx-110,hx-160,mx-16",
    "not found": "404.html",
}
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# All that another scheme of colours can change on a page of the same width.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


class View(NamedTuple):
    audience: str
    prefix: str
    width: int
    scheme: str


EVERY = tuple(
    View(*choices)
    for choices in product(("public", "dealer"), ("", "ru/"), (360, 1440), ("default", "slate"))
)


def views(number: int) -> tuple[View, ...]:
    """What to look at of the template with this number."""
    if os.environ.get("INFORCE_VIEWS") == "all":
        return EVERY
    at = number % (len(EVERY) // 2)
    return EVERY[at], EVERY[-1 - at]


# WCAG 1.4.10: what a window of 1280 pixels shows at four times its size.
SMALLEST = 320
# What stands beyond the right edge of a window and in no box that scrolls there.
CUT_OFF = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const kept = (part) => part !== document.body
    && (/auto|scroll/.test(getComputedStyle(part).overflowX) || kept(part.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge)
    .filter((part) => !kept(part.parentElement))
    .map((part) => part.outerHTML.slice(0, 160));
}"""

# What observes sizes sees to boxes that scroll with the next frame.
SEEN_TO = """() => [...document.querySelectorAll(".inf-scroll")].every(
  (box) => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)"""


@pytest.fixture(scope="module")
def origins(demo: Path) -> Iterator[dict[str, str]]:
    """Where the example is served, for each audience as on a host of its own."""
    with ExitStack() as stack:
        yield {
            audience: stack.enter_context(served(demo / audience))
            for audience in ("public", "dealer")
        }


@pytest.fixture(scope="module")
def windows(browser: Browser, origins: dict[str, str]) -> Iterator[dict[str, Window]]:
    """A page for each audience, which the tests share; nothing moves on it that would blur colours.

    A page that is warm shows an address several times as fast as a new one. It remembers nothing of
    what a reader chose before.
    """
    with ExitStack() as stack:
        opened = {}
        for audience, base in origins.items():
            context = stack.enter_context(
                browser.new_context(base_url=base, reduced_motion="reduce")
            )
            context.add_init_script(f"localStorage.clear(); sessionStorage.clear(); {AXE_SCRIPT}")
            opened[audience] = Window(context.new_page(), base)
        yield opened


@pytest.fixture
def shown(windows: dict[str, Window]) -> Iterator[Callable[[str, View], Page]]:
    """Open an address of the example in a view."""

    def show(path: str, view: View) -> Page:
        page = windows[view.audience].page
        page.goto(view.prefix + path)
        turn(page, view)
        return page

    yield show
    assert [wrong for window in windows.values() for wrong in window.complaints()] == []


def turn(page: Page, view: View) -> None:
    """Give a page the width and the colours of a view, and time to see to its boxes."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", view.scheme)
    page.wait_for_function(SEEN_TO)


def faults(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    """Return what axe finds."""
    found = page.evaluate(
        "options => axe.run(document, options).then(told => told.violations)",
        {"runOnly": rules, "resultTypes": ["violations"], "preload": False},
    )
    return [
        f"{fault['id']}: {node['html']}\n{node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("number", "path"), [*enumerate(TEMPLATES.values())], ids=[*TEMPLATES])
def test_axe_finds_no_fault(shown: Callable[[str, View], Page], number: int, path: str) -> None:
    found = []
    for _, same in groupby(views(number), key=lambda view: (view.audience, view.prefix)):
        first, *others = same
        page = shown(path, first)
        found += [(first, fault) for fault in faults(page)]
        for before, view in pairwise((first, *others)):
            turn(page, view)
            rules = COLOURS if before.width == view.width else RULES
            found += [(view, fault) for fault in faults(page, rules)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=[*TEMPLATES])
def test_a_page_is_no_wider_than_the_smallest_window(
    shown: Callable[[str, View], Page], path: str
) -> None:
    for audience, prefix in product(("public", "dealer"), ("", "ru/")):
        page = shown(path, View(audience, prefix, SMALLEST, "default"))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= SMALLEST
        assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_the_list_of_withdrawn_products_folds_instead_of_scrolling(
    shown: Callable[[str, View], Page], prefix: str
) -> None:
    page = shown("withdrawn/", View("public", prefix, SMALLEST, "default"))
    lists = page.locator(".inf-scroll:has(.inf-withdrawn)")
    expect(lists.first).to_be_visible()
    wider = "boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth).length"
    assert lists.evaluate_all(wider) == 0


def test_a_day_stands_in_one_line_in_the_smallest_window(
    shown: Callable[[str, View], Page],
) -> None:
    page = shown("", View("public", "ru/", SMALLEST, "default"))
    day = page.locator(".inf-assurance time")
    assert day.evaluate("day => day.getClientRects().length") == 1


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    page.get_by_text("Information", exact=True).first.click()


def open_search(page: Page) -> None:
    page.locator("[data-inf-search]").first.click()
    page.keyboard.type("pump")
    expect(page.locator("dialog a").first).to_be_visible()


def open_picture(page: Page) -> None:
    page.locator("[data-inf-gallery] a").first.click()
    expect(page.locator(".inf-gallery")).to_be_visible()


def open_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")


@pytest.mark.parametrize(
    ("path", "width", "open_it"),
    [
        ("", 360, open_menu),
        ("", 1440, open_search),
        ("products/hx-120/", 360, open_picture),
        ("products/hx-100/", 1440, open_details),
    ],
    ids=["menu", "search", "picture", "details"],
)
def test_axe_finds_no_fault_in_what_opens(
    shown: Callable[[str, View], Page],
    path: str,
    width: int,
    open_it: Callable[[Page], None],
) -> None:
    view = View("public", "", width, "default")
    page = shown(path, view)
    open_it(page)
    found = faults(page)
    turn(page, view._replace(scheme="slate"))
    assert found + faults(page, COLOURS) == []
