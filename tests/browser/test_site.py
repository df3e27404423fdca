"""The small site in a real browser, served on localhost."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.tab import Tab, tab

pytestmark = pytest.mark.browser
WIDTHS = (360, 768, 1440)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Where the built site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(built))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def page(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of the browser."""
    with tab(chromium, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("path", ["", "products/hx-90/", "ru/products/hx-100/", "ru/terms/"])
def test_page_asks_this_host_alone_and_has_no_complaint(page: Tab, address: str, path: str) -> None:
    page.open(address + path)
    assert page.run("document.querySelectorAll('main h1').length") == 1
    assert [url for url in page.requests if not url.startswith((address, "data:"))] == []
    assert page.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", "products/", "products/hx-90/", "families/pump/", "terms/"])
def test_nothing_sticks_out(page: Tab, address: str, path: str, width: int) -> None:
    page.resize(width)
    page.open(address + path)
    assert page.run("document.documentElement.scrollWidth") <= width


def found(page: Tab) -> list[str]:
    """Wait for the answer of the search; return the addresses it leads to."""
    links = "[...document.querySelectorAll('.pagefind-ui__result-link')]"
    told = "document.querySelector('.pagefind-ui__message')?.textContent.match(/^\\d+/)"
    page.wait(f"{links}.length && {links}.length === Math.min(5, {told})")
    return list(page.run(f"{links}.map(link => new URL(link.href).pathname)"))


def test_part_number_finds_its_product(page: Tab, address: str) -> None:
    page.open(address)
    page.run("document.querySelector('[data-inf-search]').click()")
    page.wait("document.querySelector('.pagefind-ui__search-input') === document.activeElement")
    script = "const i = document.activeElement; i.value = 'HX100-230'; "
    page.run(f"{{ {script} i.dispatchEvent(new Event('input', {{bubbles: true}})); }}")
    assert found(page)[0] == "/products/hx-100/"
    assert page.complaints == []


def test_russian_word_is_found_in_another_form(page: Tab, address: str) -> None:
    page.open(address + "ru/?q=насосом")
    assert "/ru/products/hx-100/" in found(page)


def test_withdrawn_product_is_found_and_marked(page: Tab, address: str) -> None:
    page.open(address + "?q=HX%2090")
    assert "/products/hx-90/" in found(page)
    results = "document.querySelector('.pagefind-ui__results')"
    page.wait(f"{results}.innerText.includes('Discontinued')")


def test_language_switch_stays_on_the_page(page: Tab, address: str) -> None:
    page.open(address + "products/hx-90/")
    page.open(page.run("document.querySelector('.inf-tongues a[hreflang=ru]').href"))
    assert page.run("location.pathname") == "/ru/products/hx-90/"
    assert page.run("document.documentElement.lang") == "ru"


def test_dark_colours_are_chosen_once_for_both_languages(page: Tab, address: str) -> None:
    page.open(address)
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    page.wait("document.querySelector('label[for=__palette_1]:not([hidden])')")
    page.run("document.querySelector('label[for=__palette_1]').click()")
    page.wait(f"{scheme} === 'slate'")
    page.open(address + "ru/products/hx-100/")
    page.wait(f"{scheme} === 'slate'")


def test_units_are_chosen_once_for_all_pages_and_languages(page: Tab, address: str) -> None:
    figure = "document.querySelector('.inf-figures dd').firstChild.data"
    table = "document.querySelector('.inf-specs td').firstChild.data"
    told = "document.querySelector('.inf-units [role=status]').textContent"
    page.open(address + "products/hx-100/")
    assert page.run(f"[{figure}, {told}]") == ["12.50\N{NO-BREAK SPACE}m³/h", ""]
    page.run("document.querySelector('.inf-units input[value=us]').click()")
    assert page.run(f"[{figure}, {table}]") == ["55.04\N{NO-BREAK SPACE}gal/min"] * 2
    assert "converted" in page.run(told)
    page.open(address + "ru/families/pump/")
    head = "document.querySelector('.inf-compare .inf-unit').textContent"
    assert "галл" in page.run(head)
    cells = "[...document.querySelectorAll('.inf-compare td')].map(cell => cell.textContent)"
    assert "55,04" in page.run(cells)
    assert page.run("document.querySelector('.inf-units input:checked').value") == "us"
    page.run("document.querySelector('.inf-units input[value=\"\"]').click()")
    assert page.run(head) == "м³/ч"
    assert page.complaints == []


def test_figures_that_come_later_and_of_another_system(page: Tab, address: str) -> None:
    page.open(address + "terms/")
    assert page.run("document.querySelector('.inf-units')") is None
    figures = '<dl><dd data-us="1 in">25 mm</dd><dd data-metric="51 mm">2 in</dd></dl>'
    page.run(f"document.querySelector('main article').insertAdjacentHTML('beforeend', '{figures}')")
    page.wait("document.querySelectorAll('.inf-units input').length === 3")
    shown = "[...document.querySelectorAll('main dd[data-us], main dd[data-metric]')].map(figure => figure.textContent)"
    for choice, expected in (
        ("us", ["1 in", "2 in"]),
        ("metric", ["25 mm", "51 mm"]),
        ("", ["25 mm", "2 in"]),
    ):
        page.run(f"document.querySelector('.inf-units input[value=\"{choice}\"]').click()")
        assert page.run(shown) == expected
