"""A page that lists addresses, served to this machine alone for as long as they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import final


@contextmanager
def served(addresses: Iterable[str]) -> Iterator[str]:
    """Serve a page with a link to each address; give the page's own address."""
    links = "".join(f'<li><a href="{escape(address)}">link</a>\n' for address in addresses)
    page = f'<!doctype html><meta charset="utf-8"><title>Links</title><ul>\n{links}</ul>\n'
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(page.encode())) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def _handler(page: bytes) -> type[BaseHTTPRequestHandler]:
    @final
    class Handler(BaseHTTPRequestHandler):
        """Answers with the page at the root, and in silence."""

        def do_GET(self) -> None:
            """Send the page; anything else, robots.txt among it, is not there."""
            there = self.path == "/"
            self.send_response(HTTPStatus.OK if there else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page) if there else 0))
            self.send_header("LinkChecker", "unthrottled")  # this server need not be spared
            self.end_headers()
            if there:
                self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
            """Say nothing."""

    return Handler
