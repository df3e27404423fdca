"""Nothing is torn apart, cut off or left alone, however wide the window is."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def test_a_copy_button_stands_beside_its_order_code(demo_page: Page) -> None:
    _resize(demo_page, 320)
    demo_page.goto("products/hx-120/")
    apart = demo_page.locator("[data-copy] + button").evaluate_all(
        """(buttons) => buttons.map((one) => {
            const code = one.previousElementSibling;
            const [text, button] = [code, one].map((box) => box.getBoundingClientRect());
            return [code.textContent, button.top > text.bottom];
        })"""
    )
    assert len(apart) > 6
    assert [code for code, dropped in apart if dropped] == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_facts_of_the_edition_leave_no_hole(demo_page: Page, width: int) -> None:
    _resize(demo_page, width)
    demo_page.goto("ru/")
    ends = demo_page.locator(".inf-assurance, .inf-assurance > :last-child").evaluate_all(
        "(boxes) => boxes.map((one) => Math.round(one.getBoundingClientRect().right))"
    )
    assert ends[0] - ends[1] <= 1


@pytest.mark.parametrize("width", [768, 1440])
def test_the_facts_of_the_stamp_stand_in_columns(demo_page: Page, width: int) -> None:
    _resize(demo_page, width)
    demo_page.goto("ru/products/hx-100/")
    starts = demo_page.locator(".inf-stamp dt").evaluate_all(
        """(terms) => terms.map((one) => {
            const { left, top } = one.getBoundingClientRect();
            return [Math.round(left), Math.round(top)];
        })"""
    )
    first_row = [left for left, top in starts if top == starts[0][1]]
    assert {left for left, _ in starts} == set(first_row)


@pytest.mark.parametrize("width", [320, 768, 1100, 1440, 1920])
def test_header_text_and_footer_share_their_edges(demo_page: Page, width: int) -> None:
    _resize(demo_page, width)
    demo_page.goto("products/hx-100/")
    parts = ".inf-path, .inf-footer__brand, .inf-footer__edition"
    boxes = demo_page.locator(parts).evaluate_all(
        "(boxes) => boxes.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len({round(box["left"]) for box in boxes}) == 1
    assert round(boxes[0]["right"]) == round(boxes[2]["right"])
    if width > 1300:
        logo = demo_page.locator(".inf-header__logo").evaluate(
            "(one) => one.getBoundingClientRect().left"
        )
        assert round(logo) == round(boxes[0]["left"])


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_codes_are_not_broken_and_lists_have_the_same_columns(demo_page: Page, width: int) -> None:
    _resize(demo_page, width)
    demo_page.goto("ru/withdrawn/")
    codes = demo_page.locator(".inf-withdrawn .inf-whole")
    lines = codes.evaluate_all("(codes) => codes.map((one) => one.getClientRects().length)")
    assert set(lines) == {1}
    starts = demo_page.locator("thead").evaluate_all(
        "(heads) => heads.map((one) => [...one.querySelectorAll('th')].map((th) => th.offsetLeft))"
    )
    assert all(one == starts[0] for one in starts)
    assert demo_page.locator(".inf-scroll").evaluate_all(
        "(boxes) => boxes.every((one) => one.scrollWidth <= one.clientWidth)"
    )


def test_the_switch_of_units_stands_above_what_a_paper_said(demo_page: Page) -> None:
    demo_page.goto("products/pt-30/r/2/")
    switch, figures = demo_page.locator("#said .inf-units, #said .inf-groups").all()
    assert "inf-units" in (switch.get_attribute("class") or "")
    assert not figures.locator(".inf-units").count()


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_neither_words_of_a_heading_nor_designations_are_broken(
    demo_page: Page, width: int
) -> None:
    _resize(demo_page, width)
    demo_page.goto("ru/products/bf-70/")
    broken = """(boxes) => boxes.flatMap((one) => {
        const text = one.firstChild;
        return [...text.data.matchAll(/\\S+/g)].filter((word) => {
            const range = new Range();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
        }).map((word) => word[0]);
    })"""
    assert demo_page.locator("h1, .inf-whole").evaluate_all(broken) == []
    expect(demo_page.locator(".inf-whole", has_text="EN-GJS-400-15").first).to_be_visible()


@pytest.mark.parametrize("path", ["families/centrifugal-pump/", "ru/families/ball-valve/"])
def test_paper_cuts_nothing_off(demo_page: Page, path: str) -> None:
    demo_page.emulate_media(media="print")
    _resize(demo_page, 680)  # what the margins leave of A4
    demo_page.goto(path)
    over = demo_page.locator(".inf-scroll").evaluate_all(
        "(boxes) => boxes.map((one) => one.scrollWidth - one.clientWidth)"
    )
    assert over
    assert max(over) == 0


def test_paper_has_no_section_without_contents(demo_page: Page) -> None:
    demo_page.emulate_media(media="print")
    demo_page.goto("products/pt-30/")
    expect(demo_page.locator("#related")).to_be_hidden()
    demo_page.goto("products/hx-120/")
    expect(demo_page.locator("#related h3:visible")).to_have_text(["Accessories"])


def test_a_comparison_on_paper_begins_under_its_heading(demo_page: Page, tmp_path: Path) -> None:
    demo_page.goto("compare/?p=hx-110,hx-160,mx-16")
    expect(demo_page.locator(".inf-comparison__table")).to_be_visible()
    demo_page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    first = PdfReader(tmp_path / "page.pdf").pages[0].extract_text()
    assert "Compare products" in first
    assert "Maximum head" in first


@pytest.mark.parametrize("width", [360, 1440])
def test_the_lists_to_choose_a_variant_by_fill_their_rows(demo_page: Page, width: int) -> None:
    _resize(demo_page, width)
    demo_page.goto("products/bf-70/")
    tops = demo_page.locator(".inf-choose label").evaluate_all(
        "(labels) => labels.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    rows = 1 if width == 1440 else 3
    assert len(tops) == 5
    assert len(set(tops)) == rows


def test_the_language_of_the_page_is_told_without_colours(demo_page: Page) -> None:
    demo_page.emulate_media(forced_colors="active")
    demo_page.goto("products/")
    outline = "(one) => getComputedStyle(one).outlineStyle"
    tongues = demo_page.locator(".inf-tongues a")
    assert [one.evaluate(outline) for one in tongues.all()] == ["solid", "none"]


def test_certificates_fold_instead_of_hiding_how_long_they_hold(demo_page: Page) -> None:
    _resize(demo_page, 360)
    demo_page.goto("ru/products/bf-70/")
    table = demo_page.locator("#certificates .inf-scroll")
    assert table.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    expect(table.locator("td").last).to_contain_text("действителен до")
