"""Every link and anchor of a built site, looked up in one index: no server, no browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from inforce.domain.finding import Problem
from inforce.domain.links import Target, is_outside, resolved
from inforce.pipeline.file_links import (
    map_links,
    names,
    page_folders,
    page_links,
    sheet_links,
    without_scripts,
)

# Shown at any address: its links start at the root of the host, wherever the site stands on it.
_ANYWHERE = "404.html"
_INDEX = "index.html"
_READ = (".html", ".css", ".xml")


class _Broken(Struct):
    """A target that is not there: the link as it is first written, where, and on how many pages."""

    page: str
    line: int
    link: str
    fault: str
    expected: str
    pages: int = 0


@final
class LinkIndex:
    """The links of the pages, style sheets and maps below ``folder``, whose files are ``files``.

    ``origin`` is the absolute address of the root, empty where the site has none.
    """

    def __init__(self, folder: Path, files: Mapping[str, str], origin: str = "") -> None:
        self._folder = folder
        self._files = files
        self._origin = origin
        self._base = urlsplit(origin).path or "/"
        self._folders = {
            f"{folder}/" if folder else "" for path in files for folder in _above(path)
        }
        self._fine: set[tuple[int, bytes]] = set()
        self._broken: dict[Target, _Broken] = {}
        self._asked: dict[str, dict[str, tuple[str, str]]] = {}

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each address or anchor that some page leads to and that is not there.

        It is told where it stands first, with the number of other pages that share it.
        """
        own = self._origin.encode()
        for page in sorted(self._files):
            octets = self._read(page) if page.endswith(_READ) else b""
            if page.endswith(".html"):
                self._page(page, octets, page_links(octets, own))
                self._scripts(page, octets)
            elif page.endswith(".css"):
                self._page(page, octets, sheet_links(octets))
            elif page.endswith(".xml"):
                self._page(page, octets, map_links(octets))
        for path in sorted(self._asked):
            self._anchors(path)
        for _, broken in sorted(self._broken.items(), key=lambda pair: pair[1].page):
            yield _problem(broken)

    def _read(self, page: str) -> bytes:
        return without_scripts((self._folder / page).read_bytes())

    def _page(self, page: str, html: bytes, written_there: Iterable[bytes]) -> None:
        depth = page.count("/")
        upwards = b"../" * depth or b"/"
        own: dict[str, str] = {}
        for written in written_there:
            shared = (depth, written)
            if shared in self._fine:
                continue
            link = unescape(written.decode("utf-8", "replace")).strip()
            target = self._target(link, page)
            if target is not None and target.path not in self._files:
                self._note(Target(target.path, ""), page, link, html)
            elif target is None or target.fragment in {"", "top"}:
                if written.startswith((upwards, b"http")):
                    self._fine.add(shared)  # it leads there from every page of this depth
            elif target.path == page:
                own.setdefault(target.fragment, link)
            else:
                asked = self._asked.setdefault(target.path, {})
                asked.setdefault(target.fragment, (page, link))
        for fragment in own.keys() - _names(html) if own else ():
            self._note(Target(page, fragment), page, own[fragment], html)

    def _scripts(self, page: str, html: bytes) -> None:
        """Look up the folders in which the scripts of a page find their files."""
        for written in page_folders(html):
            link = unescape(written.decode("utf-8", "replace"))
            target = self._target(link, page)
            if target is not None and target.path.removesuffix(_INDEX) not in self._folders:
                self._note(Target(target.path, ""), page, link, html)

    def _anchors(self, path: str) -> None:
        """Look up the anchors that other pages ask of one."""
        there = _names(self._read(path)) if path.endswith(".html") else frozenset[str]()
        for fragment, (page, link) in self._asked[path].items():
            if fragment not in there:
                self._note(Target(path, fragment), page, link, self._read(page))

    def _target(self, link: str, page: str) -> Target | None:
        """Return the file and anchor that ``link`` leads to, None where it leaves the site.

        What leads out above the root is a target that is never there.
        """
        if self._origin and (link == self._origin or link.startswith(self._origin)):
            link = link.removeprefix(self._origin) or "./"
            page = ""
        elif is_outside(link):
            return None
        elif link.startswith("/"):
            if not self._origin and page.endswith(_ANYWHERE):
                return None
            if not link.startswith(self._base):
                return Target(unquote(link), "")
            link = link.removeprefix(self._base) or "./"
            page = ""
        return resolved(link, page) or Target(unquote(link), "")

    def _note(self, target: Target, page: str, link: str, html: bytes) -> None:
        if target not in self._broken:
            missing = not target.fragment
            self._broken[target] = _Broken(
                page=page,
                line=_line(html, link),
                link=link,
                fault="leads nowhere" if missing else "leads to an anchor that is not there",
                expected="a page or file of this output" if missing else "an anchor of that page",
            )
        self._broken[target].pages += 1


def _above(path: str) -> Iterator[str]:
    """Yield every folder that ``path`` lies in, from the root; the root is empty."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _names(html: bytes) -> frozenset[str]:
    return frozenset(unescape(name.decode("utf-8", "replace")) for name in names(html))


def _line(html: bytes, link: str) -> int:
    """Return the line on which a link stands first; 1 where its writing was another."""
    at = max(html.find(link.encode()), 0)
    return html.count(b"\n", 0, at) + 1


def _problem(broken: _Broken) -> Problem:
    others = broken.pages - 1
    return Problem(
        code="PUB002",
        path=broken.page,
        line=broken.line,
        column=1,
        facts={
            "link": broken.link,
            "fault": broken.fault,
            "expected": broken.expected,
            "others": f"; on {others} more pages" if others else "",
        },
    )
