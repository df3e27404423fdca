"""Built sites in a real Chromium, served on localhost.

A test asks for ``page`` (the small site of tests/site) or ``demo_page`` (the example site, for the
public) and goes to addresses below it: ``page.goto("products/hx-100/")``. Each test has a browser
context of its own, and fails when a page complained, asked another host, or got no answer.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.site.conftest import built, make_site, mkdocs

__all__ = ["built", "make_site", "mkdocs"]

# The last ones keep the browser from looking up its maker's hosts.
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
# Why a request ends that the reader's next step made needless.
_LEFT = "net::ERR_ABORTED"
# How long a page may take for what is expected of it, in ms: machines may be busy.
_PATIENCE = 20_000
expect.set_options(timeout=_PATIENCE)
Opened = Callable[..., Page]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve ``folder`` and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """The browser; a module's tests share it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Where the small site is served."""
    with served(built) as base:
        yield base


@pytest.fixture(scope="module")
def demo_address(demo: Path) -> Iterator[str]:
    """Where the example site is served: ``public/`` and ``dealer/`` below it."""
    with served(demo) as base:
        yield base


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open a page of a new context at a base address, with any options of such a context.

    At the end of the test nothing may have gone wrong on it.
    """
    with ExitStack() as stack:

        def open_page(base: str, **options: object) -> Page:
            context = browser.new_context(base_url=base, **options)  # type: ignore[arg-type]  # its own options
            return stack.enter_context(_watched(context, base))

        yield open_page


@pytest.fixture
def page(opened: Opened, address: str) -> Page:
    """A page of the small site."""
    return opened(address)


@pytest.fixture
def demo_page(opened: Opened, demo_address: str) -> Page:
    """A page of the example site, as the public sees it."""
    return opened(f"{demo_address}public/")


class Window:
    """A page, and what went wrong on it: a request to another host, no answer, a complaint."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self._host = f"http://{base.split('/')[2]}/"
        self._wrong: list[str] = []
        page.set_default_timeout(_PATIENCE)
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self._wrong.append(str(error)))
        page.on("request", self._note_request)
        page.on("requestfailed", self._note_failure)

    def complaints(self) -> list[str]:
        """Return what went wrong since this was last asked."""
        told, self._wrong = self._wrong, []
        return told

    def _note_message(self, told: ConsoleMessage) -> None:
        if told.type == "error":
            self._wrong.append(told.text)

    def _note_request(self, asked: Request) -> None:
        if not asked.url.startswith((self._host, "data:", "blob:")):
            self._wrong.append(f"asked another host: {asked.url}")

    def _note_failure(self, asked: Request) -> None:
        if asked.failure != _LEFT:
            self._wrong.append(f"no answer: {asked.url} {asked.failure}")


@contextmanager
def _watched(context: BrowserContext, base: str) -> Iterator[Page]:
    """Give a page; then assert that it asked this host alone, got answers, and did not complain."""
    window = Window(context.new_page(), base)
    yield window.page
    context.close()
    assert window.complaints() == []
