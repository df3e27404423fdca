"""Nothing is torn apart, cut off or left alone, however wide the window is."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def _narrow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def test_a_copy_button_stands_beside_its_order_code(demo_page: Page) -> None:
    _narrow(demo_page, 320)
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
