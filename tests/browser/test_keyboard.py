"""The whole way to a product without a mouse, and what opens on it."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser
NARROW: ViewportSize = {"width": 360, "height": 740}


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name: str = page.evaluate(
        "(document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"
    )
    return name


def step(page: Page, count: int = 1) -> list[str]:
    """Press Tab so many times; return the names of what it led to."""
    names = []
    for _ in range(count):
        page.keyboard.press("Tab")
        names.append(focused(page))
    return names


def test_tab_leads_through_the_header_to_the_search_and_to_a_product(page: Page) -> None:
    page.goto("terms/")
    names = step(page, 8)
    assert names[:2] == ["Skip to the content", "Maker"]
    assert names[2:7] == ["Products", "Withdrawn products", "Notices", "More", "Search"]
    assert names[7] == "EN"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("hx100-230")
    results = page.get_by_role("dialog", name="Search").get_by_role("listitem")
    expect(results.first).to_contain_text("HX100-230")
    assert step(page, 2) == ["Close", "HX 100 <pump>"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("HX 100 <pump>")


@pytest.mark.parametrize("path", ["products/hx-100/", "terms/"])
def test_the_first_step_is_the_way_past_the_header(page: Page, path: str) -> None:
    page.goto(path)
    assert step(page) == ["Skip to the content"]
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#inf-content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus, footer :focus")).to_have_count(1)


def test_a_group_of_the_menu_opens_and_closes_by_keys(page: Page) -> None:
    page.goto("")
    group = page.locator(".inf-nav details")
    terms = group.get_by_role("link", name="Terms")
    expect(terms).to_be_hidden()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(terms).to_be_visible()
    assert step(page) == ["Terms"]
    page.keyboard.press("Escape")
    expect(terms).to_be_hidden()
    expect(group.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(terms).to_be_visible()
    page.locator("[data-inf-search]").first.focus()
    expect(terms).to_be_hidden()


def test_the_menu_of_a_narrow_window_gives_the_focus_back(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("products/hx-100/")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    assert step(page, 2)[1] == "Menu"
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert step(page) == ["Products"]
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(menu).to_have_css("position", "static")


@pytest.mark.parametrize("opener", ["[data-inf-search]", "[data-inf-gallery] a"])
def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page, opener: str) -> None:
    page.goto("products/hx-100/")
    button = page.locator(opener).first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        # Past its last control a browser's own bar has its turn, never the page below.
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
