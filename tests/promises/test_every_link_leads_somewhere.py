"""Availability (4.3): every link and anchor of the example site leads somewhere."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

_LINK = re.compile(r'<(?:a|link|img|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ANCHOR = re.compile(r'\s(?:id|name)="([^"]*)"')
_HOST = "http://site.invalid/"


class _Server(SimpleHTTPRequestHandler):
    """Serves a folder in silence, and lets LinkChecker run at full speed."""

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "unthrottled")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(example: Path) -> Iterator[str]:
    """The address at which the example site is served."""
    handler = partial(_Server, directory=str(example))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _pages(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.html"))
        if "pagefind" not in file.parts
    }


def test_every_link_and_anchor_is_there(example: Path) -> None:
    pages = _pages(example)
    anchors = {path: set(_ANCHOR.findall(html)) for path, html in pages.items()}
    broken = []
    checked = 0
    for path, html in pages.items():
        if path == "404.html":
            continue  # shown at any address, so that its links are absolute
        for link in _LINK.findall(html):
            target = urlsplit(urljoin(_HOST + path, unescape(link)))
            if target.netloc != "site.invalid":
                continue
            checked += 1
            name = unquote(target.path).removeprefix("/")
            name = f"{name}index.html" if name.endswith("/") or not name else name
            missing = not (example / name).is_file()
            if missing or (target.fragment and unquote(target.fragment) not in anchors[name]):
                broken.append((path, link))
    assert broken == []
    assert checked > 5000


def test_linkchecker_agrees_for_the_home_page(served: str) -> None:
    program = Path(sys.executable).with_name("linkchecker")
    done = subprocess.run(
        [program, "--no-status", "--recursion-level=1", "--output=text", served],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 errors found" in done.stdout
