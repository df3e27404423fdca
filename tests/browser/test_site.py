"""The small site in a real browser."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
WIDTHS = (360, 768, 1440)


@pytest.mark.parametrize("path", ["", "products/hx-90/", "ru/products/hx-100/", "ru/terms/"])
def test_page_asks_this_host_alone_and_has_no_complaint(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("main h1")).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("", "products/", "products/hx-90/", "families/pump/", "terms/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_language_switch_stays_on_the_page(page: Page, address: str) -> None:
    page.goto("products/hx-90/")
    page.locator(".inf-tongues a[hreflang=ru]").click()
    expect(page).to_have_url(f"{address}ru/products/hx-90/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_dark_colours_are_chosen_once_for_both_languages(page: Page) -> None:
    page.goto("")
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto("ru/products/hx-100/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_units_are_chosen_once_for_all_pages_and_languages(page: Page) -> None:
    figure, table = page.locator(".inf-figures dd").first, page.locator(".inf-specs td").first
    told = page.locator(".inf-units [role=status]")
    page.goto("products/hx-100/")
    expect(figure).to_contain_text("12.50\N{NO-BREAK SPACE}m³/h")
    expect(told).to_have_text("")
    page.locator(".inf-units input[value=us]").check()
    expect(figure).to_contain_text("55.04\N{NO-BREAK SPACE}gal/min")
    expect(table).to_contain_text("55.04\N{NO-BREAK SPACE}gal/min")
    expect(told).to_contain_text("converted")
    page.goto("ru/families/pump/")
    head = page.locator(".inf-compare .inf-unit").first
    expect(head).to_contain_text("галл")
    expect(page.locator(".inf-compare")).to_contain_text("55,04")
    expect(page.locator(".inf-units input[value=us]")).to_be_checked()
    page.locator(".inf-units input[value='']").check()
    expect(head).to_have_text("м³/ч")


def test_figures_that_come_later_and_of_another_system(page: Page) -> None:
    page.goto("terms/")
    expect(page.locator(".inf-units")).to_have_count(0)
    figures = '<dl><dd data-us="1 in">25 mm</dd><dd data-metric="51 mm">2 in</dd></dl>'
    page.locator("main article").evaluate(
        "(article, figures) => article.insertAdjacentHTML('beforeend', figures)", figures
    )
    expect(page.locator(".inf-units input")).to_have_count(3)
    shown = page.locator("main dd[data-us], main dd[data-metric]")
    for choice, expected in (
        ("us", ["1 in", "2 in"]),
        ("metric", ["25 mm", "51 mm"]),
        ("", ["25 mm", "2 in"]),
    ):
        page.locator(f".inf-units input[value='{choice}']").check()
        expect(shown).to_have_text(expected)


def test_language_switch_keeps_query_and_place(page: Page) -> None:
    page.goto("products/hx-100/?a=1#variants")
    page.locator(".inf-tongues a[hreflang=ru]").click()
    page.wait_for_url("**/ru/products/hx-100/?a=1#variants")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("products/hx-100/", "Edition of 1 June 2026 · "),
        ("ru/products/hx-100/", "Издание на 1 июня 2026 г. · "),
        ("terms/", "Edition of 1 June 2026 · "),
    ],
)
def test_every_page_says_of_which_edition_it_is(
    page: Page, built: Path, at: str, words: str
) -> None:
    page.goto(at)
    digest = json.loads((built / "edition.json").read_bytes())["digest"].rpartition(":")[2][:8]
    expect(page.locator(".inf-footer__edition a")).to_have_text(words + digest)


def test_without_the_file_of_the_edition_the_link_to_it_stays(page: Page) -> None:
    page.route("**/edition.json", lambda route: route.fulfill(status=204))
    page.goto("products/hx-100/")
    expect(page.locator(".inf-footer__edition a")).to_have_text("Day and digest of this edition")


def test_a_paper_is_looked_up_in_an_edition_of_a_day(page: Page) -> None:
    page.goto("products/hx-100/r/1/")
    expect(page.locator(".inf-facts [data-inf-edition]")).to_have_text("1 June 2026")


def test_the_typeface_comes_from_the_site(page: Page) -> None:
    with page.expect_response("**/assets/inforce/roboto-bold-*.woff"):
        page.goto("products/hx-90/")
    shown = "[...document.fonts].map((face) => face.status)"
    page.wait_for_function(f"{shown}.includes('loaded')")
    assert page.evaluate(f"document.fonts.ready.then(() => {shown})").count("error") == 0
