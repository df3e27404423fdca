"""A paper whose revision is not listed, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def lost(page: Page, built: Path) -> Page:
    """A page of a host that answers unknown addresses with the 404 page, as static hosts do."""
    html = (built / "404.html").read_text(encoding="utf-8").replace('"/shop/', '"/')
    page.route(
        re.compile(r"/r/[89]/$|/nothing/$"),
        lambda route: route.fulfill(body=html, content_type="text/html"),
    )
    return page


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        (
            "",
            "HX 100 <pump> has no revision 9 here. The one in force is revision 1, since 5 January",
        ),
        ("ru/", "Изделие «Насос HX 100»: ревизии 9 здесь нет. С 5 января 2026 г. действует"),
    ],
)
def test_it_says_which_revision_is_the_present_one(
    lost: Page, address: str, prefix: str, told: str
) -> None:
    lost.goto(f"{prefix}products/hx-100/r/9/")
    expect(lost.locator("#inf-lost")).to_contain_text(told)
    lost.locator("#inf-lost .inf-button").first.click()
    expect(lost).to_have_url(f"{address}{prefix}products/hx-100/")


@pytest.mark.parametrize(
    ("prefix", "title", "button"),
    [("", "This page does not exist", "Home"), ("ru/", "Такой страницы нет", "Главная")],
)
def test_the_page_speaks_the_language_of_the_address(
    lost: Page, address: str, prefix: str, title: str, button: str
) -> None:
    lost.goto(f"{prefix}nothing/")
    expect(lost.locator("h1")).to_have_text(title)
    lost.locator(".inf-lost").get_by_role("link", name=button).click()
    expect(lost).to_have_url(f"{address}{prefix}")


def test_a_former_id_leads_on(lost: Page, address: str) -> None:
    lost.route("**/hx100.json", lambda route: route.fulfill(status=204))
    lost.goto("products/hx100/r/8/")
    expect(lost.locator("#inf-lost")).to_contain_text("listed here under another address")
    lost.locator("#inf-lost .inf-button").click()
    expect(lost).to_have_url(f"{address}products/hx-100/")


def test_a_paper_that_is_current_says_so(page: Page) -> None:
    page.goto("products/hx-100/r/1/")
    expect(page.locator("h1")).to_have_text("This paper is current")
