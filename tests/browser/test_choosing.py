"""Narrowing a family down, and comparing products, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, served
from tests.site.conftest import FILES, MkDocs
from tests.sites import write_site

pytestmark = pytest.mark.browser
PUMPS = "families/centrifugal-pump/"


def names(page: Page) -> list[str]:
    """Return the products of the table in their order: ``HX 110`` and so on."""
    links = page.locator(".inf-compare tbody th a")
    return [" ".join(text.split()[:2]) for text in links.all_inner_texts()]


def expect_heads(page: Page, *names: str) -> None:
    """Wait until these products stand at the head of the comparison, in this order."""
    links = page.locator(".inf-comparison__heads .inf-comparison__name")
    expect(links).to_have_text([re.compile(rf"^\s*{name}\b") for name in names])


def test_a_range_narrows_the_table_and_the_address_keeps_it(
    demo_page: Page, opened: Opened, demo_address: str
) -> None:
    demo_page.goto(PUMPS)
    told = demo_page.locator(".inf-choice__count")
    expect(told).to_have_text("Products: 6")
    demo_page.get_by_label("Maximum flow, from").fill("24")
    expect(told).to_have_text("3 of 6 products")
    assert names(demo_page) == ["HX 160", "MX 16", "VX 50"]
    expect(demo_page.locator(".inf-cards > li:visible")).to_have_count(3)
    shared = opened(f"{demo_address}public/")
    shared.goto(demo_page.url)
    expect(shared.locator(".inf-choice__count")).to_have_text("3 of 6 products")
    expect(shared.get_by_label("Maximum flow, from")).to_have_value("24")
    shared.get_by_role("button", name=re.compile("^Remove filter")).click()
    expect(shared.locator(".inf-choice__count")).to_have_text("Products: 6")


def test_a_range_of_a_product_must_cover_what_is_asked(demo_page: Page) -> None:
    demo_page.goto(PUMPS)
    demo_page.get_by_label("Medium temperature, from").fill("-15")
    demo_page.get_by_label("Medium temperature, to").fill("115")
    expect(demo_page.locator(".inf-choice__count")).to_have_text("3 of 6 products")
    assert names(demo_page) == ["HX 160", "MX 16", "VX 50"]


def test_facets_count_what_is_left_and_back_takes_a_step_back(demo_page: Page) -> None:
    demo_page.goto(PUMPS)
    demo_page.get_by_label("Maximum head, to").fill("37")
    iron = demo_page.locator(".inf-option", has_text="Cast iron")
    expect(iron.locator(".inf-count")).to_have_text("1")
    iron.locator("input").check()
    assert names(demo_page) == ["VX 50"]
    demo_page.go_back()
    expect(iron.locator("input")).not_to_be_checked()
    expect(demo_page.locator(".inf-choice__count")).to_have_text("3 of 6 products")


def test_an_old_address_asks_for_nothing_that_nobody_could_take_back(demo_page: Page) -> None:
    demo_page.goto(f"{PUMPS}?f.body_material=wood&utm_source=letter")
    expect(demo_page.locator(".inf-choice__count")).to_have_text("Products: 6")


def test_columns_sort_by_figures_and_say_so(demo_page: Page) -> None:
    demo_page.goto(PUMPS)
    head = demo_page.locator(".inf-compare thead th", has_text="Weight")
    head.get_by_role("button").focus()
    demo_page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    rising = names(demo_page)
    demo_page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert rising[0] == "HX 120"
    assert names(demo_page) == rising[::-1]
    assert "sort=-weight" in demo_page.url


def test_filters_speak_the_unit_of_the_table(demo_page: Page) -> None:
    demo_page.goto(f"{PUMPS}?f.flow_max=24..")
    demo_page.get_by_label("US", exact=True).check()
    bound = demo_page.get_by_label("Maximum flow, from")
    expect(bound).to_have_value("105.669")
    bound.fill("105.7")
    expect(demo_page.locator(".inf-choice__count")).to_have_text("3 of 6 products")


def test_part_numbers_find_rows_however_they_are_written(demo_page: Page) -> None:
    demo_page.goto("ru/families/ball-valve/")
    demo_page.get_by_label("Название или код заказа").fill("bk15")
    expect(demo_page.locator(".inf-choice__count")).to_have_text("Найдено: 1 из 7")


@pytest.fixture(scope="module")
def long_address(mkdocs: MkDocs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site with 130 pumps is served, the last of which is the smallest."""
    changes: dict[str, str | bytes | None] = {
        f"content/products/p-{number:03}.yaml": (
            f"id: p-{number:03}\nname: P {number}\nfamily: pump\n"
            f"specs: {{flow: {200 - number}}}\ncontrol: {{owner: sales}}\n"
        )
        for number in range(130)
    }
    policy = "approval: off\ntime_zone: Europe/Vienna\nlocales: [en]\naudiences: {public: {}}\n"
    files = {
        "mkdocs.yml": (
            "site_name: M\ndocs_dir: content/pages\ntheme: {name: material, font: false}\n"
            "plugins: [{inforce: {search: false}}]\n"
        ),
        "site_config/policy.yaml": policy,
        "content/pages/index.md": "# M\n",
        "schemas/families/pump.yaml": FILES["schemas/families/pump.yaml"].replace(  # type: ignore[union-attr]  # it is text
            "audience: dealer", "level: variant"
        ),
        "content/media/pump.svg": FILES["content/media/pump.svg"],
        "content/products/hx-100.yaml": None,
        "content/pages/terms.md": None,
    }
    site = write_site(tmp_path_factory.mktemp("long"), {**files, **changes})
    mkdocs(site)
    with served(site / "site") as base:
        yield base


def test_a_long_family_loads_its_rows_when_they_are_asked_for(
    opened: Opened, long_address: str
) -> None:
    page = opened(long_address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.goto("families/pump/")
    expect(page.locator(".inf-compare tbody tr")).to_have_count(100)
    rows = f"{long_address}families/pump/rows.json"
    assert rows not in asked
    page.locator(".inf-compare thead button").nth(1).click()
    expect(page.locator(".inf-compare tbody th a").first).to_have_text("P 129")
    assert rows in asked
    page.locator(".inf-pages:visible a", has_text="2").click()
    expect(page.locator(".inf-compare tbody tr")).to_have_count(30)
    page.get_by_label("Flow, to").fill("71.5")
    expect(page.locator(".inf-choice__count")).to_have_text("1 of 130 products")
    page.goto("families/pump/2/?f.flow=200..")
    expect(page.locator(".inf-compare tbody th a")).to_have_text(["P 0"])


def test_chosen_products_are_compared_as_their_pages_say(demo_page: Page) -> None:
    demo_page.goto(PUMPS)
    demo_page.locator("tr[data-product=hx-110] .inf-pick").click()
    demo_page.goto("products/hx-160/")
    stated = demo_page.locator("[data-key=flow_max] td").inner_text()
    demo_page.locator(".inf-picked input").check()
    demo_page.locator(".inf-tray .inf-button").click()
    expect(demo_page).to_have_url(re.compile(r"/compare/\?p=hx-110,hx-160$"))
    expect_heads(demo_page, "HX 110", "HX 160")
    assert (
        demo_page.locator("tr", has_text="Maximum flow").locator("td").nth(1).inner_text() == stated
    )
    same = demo_page.locator(".inf-comparison__table tbody tr:not(.inf-comparison__group)")
    whole = same.count()
    demo_page.get_by_label("Show differences only").check()
    assert 0 < same.count() < whole
    expect(demo_page).to_have_url(re.compile("differences"))


def test_products_are_chosen_where_they_are_compared(demo_page: Page) -> None:
    demo_page.goto("ru/compare/")
    choice = demo_page.locator(".inf-comparison__choice")
    boxes = choice.get_by_role("checkbox")
    heads = demo_page.locator(".inf-comparison__heads .inf-comparison__name")
    expect(boxes).to_have_count(0)
    choice.get_by_label("Группа").select_option("ball-valve")
    expect(boxes).to_have_count(7)
    choice.get_by_label("Поиск по названию или коду заказа").fill("bk15")
    expect(boxes).to_have_count(1)
    boxes.check()
    expect(heads).to_contain_text(["BK 15"])
    choice.get_by_label("Группа").select_option("")
    choice.get_by_label("Поиск по названию или коду заказа").fill("HX 110")
    other = choice.get_by_role("checkbox", name="HX 110")
    other.focus()
    demo_page.keyboard.press("Space")
    expect(heads).to_contain_text(["BK 15", "HX 110"])
    expect(other).to_be_focused()
    expect(demo_page).to_have_url(re.compile(r"/ru/compare/\?p=bk-15,hx-110$"))
    demo_page.locator("thead").get_by_role("button", name="Убрать: Центробежный").click()
    expect(other).not_to_be_checked()
    choice.get_by_label("Поиск по названию или коду заказа").fill("нетакого77")
    expect(choice.get_by_role("status")).to_contain_text("нетакого77")


def test_what_is_gone_is_no_choice_like_any_other(page: Page) -> None:
    page.goto("compare/")
    choice = page.locator(".inf-comparison__choice")
    choice.get_by_role("searchbox").fill("hx 90")
    expect(choice.locator("li")).to_have_text(["HX 90 pumpDiscontinued"])


def test_a_product_to_choose_stays_in_one_column(demo_page: Page) -> None:
    demo_page.goto("compare/")
    choice = demo_page.locator(".inf-comparison__choice")
    choice.get_by_label("Family").select_option("ball-valve")
    rows = choice.locator("li")
    expect(rows).to_have_count(7)
    for row in rows.all():
        box, name = row.locator("input").bounding_box(), row.locator("span").bounding_box()
        assert box is not None
        assert name is not None
        assert box["x"] < name["x"] < box["x"] + 60
        assert abs(box["y"] - name["y"]) < 20


def test_no_more_are_chosen_than_are_compared(demo_page: Page) -> None:
    demo_page.goto("compare/?p=hx-110,hx-120,hx-160,mx-16,vx-50")
    choice = demo_page.locator(".inf-comparison__choice")
    choice.get_by_label("Family").select_option("ball-valve")
    boxes = choice.get_by_role("checkbox")
    boxes.nth(0).check()
    expect(demo_page.locator(".inf-comparison__name")).to_have_count(6)
    expect(boxes.nth(1)).to_be_disabled()
    boxes.nth(0).uncheck()
    expect(boxes.nth(1)).to_be_enabled()
    expect(demo_page.locator(".inf-comparison__name")).to_have_count(5)


def test_comparison_is_used_with_the_keyboard_alone(demo_page: Page) -> None:
    demo_page.goto("compare/?p=hx-110,hx-160,mx-16")
    demo_page.get_by_role("button", name="Move HX 110 centrifugal pump to the right").focus()
    demo_page.keyboard.press("Enter")
    expect_heads(demo_page, "HX 160", "HX 110", "MX 16")
    demo_page.keyboard.press("Tab")
    demo_page.keyboard.press("Space")
    expect_heads(demo_page, "HX 160", "MX 16")
    assert demo_page.evaluate("document.activeElement.closest('.inf-comparison') !== null")


def test_a_seventh_product_is_declined(demo_page: Page) -> None:
    demo_page.goto("families/ball-valve/")
    boxes = demo_page.locator(".inf-compare .inf-pick input")
    for place in range(6):
        boxes.nth(place).check()
    boxes.nth(6).click()
    expect(boxes.nth(6)).not_to_be_checked()
    expect(demo_page.locator(".inf-tray [role=status]")).to_contain_text("No more than 6")
    demo_page.locator(".inf-tray li button").first.click()
    expect(boxes.first).not_to_be_checked()


def test_gone_former_and_unknown_products_are_named_as_they_are(
    opened: Opened, address: str
) -> None:
    page = opened(address)
    page.goto("compare/?p=hx100,hx-90,..%2Fsecret")
    expect(page.locator(".inf-comparison__missing")).to_have_text(
        "There is no product “../secret” here."
    )
    expect(page.locator(".inf-comparison__note")).to_have_text("Can no longer be ordered")
    expect(page.locator(".inf-comparison__heir")).to_contain_text("HX 100")
    expect_heads(page, "HX 100", "HX 90")


def test_printed_comparison_lies_across_the_page(demo_page: Page, tmp_path: Path) -> None:
    from pypdf import PdfReader

    demo_page.goto("compare/?p=hx-110,hx-160,mx-16")
    expect(demo_page.locator(".inf-comparison__table")).to_be_visible()
    demo_page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "page.pdf").pages
    texts = [sheet.extract_text() for sheet in sheets]
    wide = [sheet for sheet, text in zip(sheets, texts, strict=True) if "Maximum head" in text]
    assert wide
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in wide)
    assert "Ball valves" not in "".join(texts)
