"""A product off the market says so before everything else, on screen and on paper."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser
PRODUCT = "products/pt-30/"


@pytest.mark.parametrize(
    ("prefix", "heading", "heir", "link"),
    [
        ("", "Withdrawn from sale", "PT 32 pressure transmitter", "PDN-2026-002"),
        ("ru/", "Изъято из продажи", "Преобразователь давления PT 32", "PDN-2026-002"),
    ],
)
@pytest.mark.parametrize("width", [360, 1440])
def test_the_banner_stands_first_and_leads_on(
    demo_page: Page, width: int, prefix: str, heading: str, heir: str, link: str
) -> None:
    demo_page.set_viewport_size({"width": width, "height": 900})
    demo_page.goto(prefix + PRODUCT)
    banner = demo_page.get_by_role("region", name=heading)
    expect(banner.get_by_role("heading", name=heading)).to_be_in_viewport(ratio=1)
    assert demo_page.evaluate(
        """() => {
            const [banner, title] = [".inf-banner", "main h1"].map((name) =>
                document.querySelector(name).getBoundingClientRect());
            return banner.bottom <= title.top;
        }"""
    )
    expect(banner.get_by_role("link", name=link)).to_be_visible()
    banner.get_by_role("link", name=heir).click()
    expect(demo_page.get_by_role("heading", level=1)).to_have_text(heir)
    expect(demo_page.locator(".inf-banner")).to_have_count(0)


@pytest.mark.parametrize(
    ("prefix", "first", "stamp"),
    [
        ("", ("Withdrawn from sale", "17 August 2026", "PT 32"), ("Revision", "Digest")),
        ("ru/", ("Изъято из продажи", "17 августа 2026", "PT 32"), ("Ревизия", "Отпечаток")),
    ],
)
def test_paper_carries_the_notice_before_the_figures_and_the_stamp(
    demo_page: Page, tmp_path: Path, prefix: str, first: tuple[str, ...], stamp: tuple[str, ...]
) -> None:
    demo_page.goto(prefix + PRODUCT)
    title = demo_page.get_by_role("heading", level=1).inner_text()
    digest = demo_page.locator(".inf-stamp code").inner_text()
    demo_page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with closing(PdfDocument(tmp_path / "page.pdf")) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    heading, day, heir = (text.index(part) for part in first)
    assert heading < day < heir < text.index(f"{title}", heir)
    assert all(part in text for part in (*stamp, digest))
    assert text.index(digest) > text.index(title, heir)
