"""The search in a real browser: the quick one of the header, and its page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from inforce.domain.prose.designations import joined

pytestmark = pytest.mark.browser
DIALOG = "#inf-search"
# Every kind of spelling, and signs that scripts of other languages know and this site does not.
SPELLINGS = (
    *("RN-40/2", "rn402", "RN 40 2", "РН-40/2", "рн402", "НХ 100", "ВК\u00a025", "Ünïcode²№ 5"),
    *("", "—", "ΣΑΣ", "İ", "１２", "a_b", "9520417000017", "кран шаровой", "𝐀1", "e\u0301"),
)


def rows(page: Page, part: str) -> Locator:
    """The results in one part of the page: numbers, current, gone."""
    return page.locator(f"[data-inf-find-{part}] li a")


@pytest.mark.parametrize("written", ["HX100-230", "hx100230", "HX 100 230", "НХ100–230"])
def test_part_number_is_found_however_it_is_written(page: Page, written: str) -> None:
    page.goto("")
    page.locator("[data-inf-search]").first.click()
    page.keyboard.type(written)
    first = page.locator(f"{DIALOG} li").first
    expect(first).to_contain_text("HX100-230")
    expect(first.locator("a")).to_have_attribute("href", "/products/hx-100/")


def test_script_and_program_make_the_same_keys(page: Page) -> None:
    page.goto("search/")
    made = page.evaluate(
        """async (texts) => {
            const { head, key } = inforce.search.numbers;
            const rule = await head();
            return texts.map((text) => key(rule, text));
        }""",
        SPELLINGS,
    )
    assert made == [joined(text) for text in SPELLINGS]


def test_old_numbers_lead_to_the_present_page(page: Page) -> None:
    page.goto("search/?q=rn885")
    expect(rows(page, "numbers")).to_have_attribute("href", "/products/hx-100/")
    expect(page.locator("[data-inf-find-numbers]")).to_contain_text("formerly RN/88-5")
    page.goto("search/?q=9520417000017")
    expect(page.locator("[data-inf-find-numbers]")).to_contain_text("GTIN 9520417000017")
    page.goto("ru/search/?q=НХ90")
    expect(rows(page, "numbers")).to_have_attribute("href", "/ru/products/hx-90/")
    expect(page.locator("[data-inf-find-numbers]")).to_contain_text("Снято с производства")


def test_what_is_gone_stands_apart_and_counts_where_it_is_asked_for(page: Page) -> None:
    page.goto("search/?q=pumps")
    expect(rows(page, "current").first).to_have_attribute("href", "/products/hx-100/")
    expect(rows(page, "gone")).to_have_attribute("href", "/products/hx-90/")
    expect(page.locator("[data-inf-find-gone]")).to_contain_text("Discontinued")
    expect(page.locator("[data-inf-find-told]")).to_contain_text("No longer available: 1")
    page.get_by_label("Discontinued").check()
    expect(rows(page, "current")).to_have_attribute("href", "/products/hx-90/")
    expect(page.locator("[data-inf-find-gone]")).to_be_hidden()
    assert page.url.endswith("?q=pumps&status=discontinued")


def test_word_is_found_in_another_form(page: Page) -> None:
    page.goto("ru/?q=насосами")
    link = page.locator(f"{DIALOG} li a[href='/ru/products/hx-100/']")
    expect(link).to_be_visible()
    expect(link.locator("mark")).to_have_text(["Насос"])


def test_keys_alone_lead_from_a_page_to_a_product(page: Page, address: str) -> None:
    page.goto("terms/")
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("hx 100")
    expect(page.locator(f"{DIALOG} [role=status]")).to_contain_text("Results:")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{DIALOG} li a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}products/hx-100/")


def test_keys_that_follow_each_other_at_once_are_all_heard(page: Page) -> None:
    """A browser takes the focus from a field that is gone only when it next draws the page."""
    page.goto("terms/")
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.evaluate(
        """() => {
          for (const key of ["Escape", "/"])
            document.activeElement.dispatchEvent(
              new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
            );
        }"""
    )
    expect(page.locator(DIALOG)).to_be_visible()


def test_what_is_found_is_fetched_at_once_and_not_one_after_the_other(demo_page: Page) -> None:
    demo_page.add_init_script("""
        const real = window.fetch;
        let open = 0;
        window.most = 0;
        window.fetch = async (at, ...rest) => {
            const text = String(at.url ?? at).includes("/fragment/");
            open += text;
            window.most = Math.max(window.most, open);
            const answer = await real(at, ...rest);
            open -= text;
            return answer;
        };
    """)
    demo_page.goto("about/")
    demo_page.keyboard.press("/")
    demo_page.locator(f"{DIALOG} input").fill("pump")
    expect(demo_page.locator(f"{DIALOG} li")).to_have_count(9)
    assert demo_page.evaluate("most") > 2


def test_enter_leads_to_all_results(page: Page, address: str) -> None:
    page.goto("products/hx-90/")
    page.keyboard.press("/")
    page.keyboard.type("pumps")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pumps")
    expect(rows(page, "current").first).to_be_visible()


def test_nothing_found_says_what_may_help(page: Page) -> None:
    page.goto("search/?q=qqqq")
    expect(page.locator("[data-inf-find-told]")).to_contain_text("Nothing found for “qqqq”")
    other = page.locator("[data-inf-find-others] a")
    expect(other).to_have_attribute("hreflang", "ru")
    other.click()
    expect(page.locator("[data-inf-find-told]")).to_contain_text("ничего не найдено")


def test_a_word_that_only_begins_like_another_is_not_found(demo_page: Page) -> None:
    demo_page.goto("ru/search/?q=клапан")
    expect(demo_page.locator("[data-inf-find-told]")).to_contain_text("ничего не найдено")


def test_words_of_others_in_the_address_narrow_nothing(demo_page: Page) -> None:
    demo_page.goto("search/?q=hx12&utm_source=letter&family=no-such")
    expect(rows(demo_page, "numbers").first).to_contain_text("HX 120")
    expect(demo_page.locator("[data-inf-find-empty]")).to_be_hidden()


def test_facets_narrow_down_and_the_way_back_is_open(demo_page: Page) -> None:
    page = demo_page
    page.goto("search/")
    page.locator("#inf-find-term").fill("valve")
    told = page.locator("[data-inf-find-told]")
    expect(told).to_have_text("Results: 19")
    family = page.locator(".inf-facet input[name=family]")
    expect(family).to_have_count(2)
    ball = page.locator(".inf-facet label", has_text="Ball valves")
    count = ball.locator(".inf-facet__count").text_content()
    ball.click()
    expect(told).to_have_text(f"Results: {count}")
    expect(family).to_have_count(2)
    page.locator(".inf-facet label", has_text="DN80").click()
    assert page.url.endswith("?q=valve&family=ball-valve&nominal_size=DN80")
    for link in rows(page, "current").all():
        assert "/products/bk-" in str(link.get_attribute("href"))
    page.go_back()
    expect(told).to_have_text(f"Results: {count}")
    page.go_back()
    expect(told).to_have_text("Results: 19")
    page.go_back()
    expect(page.locator("#inf-find-term")).to_have_value("")
    expect(page.locator("[data-inf-find-start]")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("search/?q=pump")
    expect(rows(page, "current").first).to_be_visible()
    facets = page.locator("[data-inf-find-panel]")
    expect(facets).to_be_visible(visible=width > 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("terms/")
    page.keyboard.press("/")
    page.keyboard.type("pump")
    expect(page.locator(f"{DIALOG} li").first).to_be_visible()
    assert page.locator(DIALOG).evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
