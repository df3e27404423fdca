"""What a reader does on a product page of the example site."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser
PUMP = "products/hx-120/"


def test_an_order_code_is_copied(opened: Opened, demo_address: str) -> None:
    page = opened(f"{demo_address}public/", permissions=["clipboard-read", "clipboard-write"])
    page.goto(PUMP)
    page.get_by_role("button", name="Copy HX120-SF-400").click()
    expect(page.get_by_text("Copied: HX120-SF-400")).to_have_attribute("role", "status")
    assert page.evaluate("navigator.clipboard.readText()") == "HX120-SF-400"


def test_variants_are_chosen_by_property_and_order_code(demo_page: Page) -> None:
    demo_page.goto(PUMP)
    rows = demo_page.locator(".inf-variants tbody tr:visible")
    expect(rows).to_have_count(4)
    demo_page.get_by_label("Supply voltage").select_option("1~ 230 V 50 Hz")
    expect(rows).to_have_count(1)
    expect(demo_page.get_by_text("1 of 4 order codes")).to_be_visible()
    demo_page.get_by_label("Supply voltage").select_option("All")
    demo_page.get_by_role("searchbox", name="Order code").fill("120 sf")
    expect(rows).to_have_text(re.compile("HX120-SF-400"))


def test_a_question_and_a_correction_say_what_they_are_about(demo_page: Page) -> None:
    demo_page.goto(f"ru/{PUMP}")
    for link, part in (
        (demo_page.get_by_role("link", name="Спросить об изделии"), "hx-120"),
        (demo_page.get_by_role("link", name="Спросить о коде заказа HX120-SE-400"), "HX120-SE-400"),
        (demo_page.get_by_role("link", name="Сообщить о неточности").first, "hx-120"),
    ):
        letter = unquote(link.get_attribute("href") or "")
        assert f"Код заказа: {part}\r\nРевизия: 1\r\n" in letter
        assert letter.count("/ru/products/hx-120/") == 1


def test_a_picture_is_shown_large_and_the_focus_comes_back(demo_page: Page) -> None:
    demo_page.goto(PUMP)
    link = demo_page.locator("[data-inf-gallery] a").first
    link.focus()
    demo_page.keyboard.press("Enter")
    dialog = demo_page.get_by_role("dialog", name="Picture")
    expect(dialog.get_by_role("img", name="Dimensional drawing")).to_be_visible()
    demo_page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_the_replacement_chain_stands_whole_on_each_of_its_pages(demo_page: Page) -> None:
    for path in ("products/hx-100/", "products/hx-110/", PUMP):
        demo_page.goto(path)
        stations = demo_page.locator(".inf-line > li")
        expect(stations).to_have_text(
            [re.compile("HX 100"), re.compile("HX 110"), re.compile("HX 120")]
        )
        expect(demo_page.locator(".inf-line [aria-current]")).to_have_count(1)


def test_the_head_of_variants_names_the_unit_of_the_figures_below(demo_page: Page) -> None:
    demo_page.goto("products/bk-25/")
    table = demo_page.locator(".inf-variants")
    head, figure = table.locator("thead th").nth(2), table.locator("tbody td").nth(1)
    expect(head).to_have_text("Weight kg")
    expect(figure).to_have_text("0.42")
    demo_page.locator(".inf-units input[value=us]").check()
    expect(head).to_have_text("Weight lb")
    expect(figure).to_have_text("0.93")


def test_a_figure_that_is_defined_in_its_unit_keeps_it(demo_page: Page) -> None:
    demo_page.goto("products/bk-25/")
    head = demo_page.locator(".inf-variants thead th").filter(has_text="Kv")
    demo_page.locator(".inf-units input[value=us]").check()
    expect(head).to_have_text("Flow coefficient Kv m³/h")


def test_units_are_chosen_above_the_new_products_and_not_in_one_of_them(demo_page: Page) -> None:
    demo_page.goto("./")
    expect(demo_page.locator(".inf-units")).to_be_visible()
    expect(demo_page.locator(".inf-card .inf-units")).to_have_count(0)


def test_nothing_is_asked_on_paper(demo_page: Page) -> None:
    demo_page.goto(PUMP)
    heads = demo_page.locator(".inf-variants thead th:visible")
    expect(heads.last).to_have_text("Question")
    demo_page.emulate_media(media="print")
    expect(heads.last).to_have_text("GTIN")
    expect(demo_page.get_by_role("link", name="Ask about HX120-SF-400")).to_be_hidden()
