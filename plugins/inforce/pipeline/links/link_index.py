"""Every link and anchor of a built site, looked up in one index: no server, no browser."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from inforce.domain.prose.links import Target, is_outside, resolved
from inforce.domain.site.finding import Problem
from inforce.pipeline.links.file_links import READ, FileLinks, without_scripts
from inforce.pipeline.links.link_reading import NOTHING_KNOWN, links_of_files

# Shown at any address: its links start at the root of the host, wherever the site stands on it.
_ANYWHERE = "404.html"
_INDEX = "index.html"
# A link is a whole value, or stands in one among others.
_LINK = rb"[\"'=>(,]\s*(%b)(?=[\"'<>),\s]|\Z)"


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

    def __init__(
        self,
        folder: Path,
        files: Mapping[str, str],
        origin: str = "",
        known: Mapping[str, FileLinks] = NOTHING_KNOWN,
    ) -> None:
        """Bind to the output; ``known`` is what ``file_links`` gives for files not to be read."""
        self._folder = folder
        self._files = files
        self._origin = origin
        self._known = known
        self._base = urlsplit(origin).path or "/"
        # What leads somewhere from every page of a depth, and the folders that are there for all.
        self._fine: dict[int, set[str]] = {}
        self._fine_folders: dict[int, set[str]] = {}
        self._broken: dict[Target, _Broken] = {}
        self._asked: dict[str, dict[str, tuple[str, str]]] = {}
        self._there: dict[str, frozenset[str]] = {}
        self._alike: dict[tuple[str, ...], frozenset[str]] = {}

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self._files)

    def problems(self, wanted: Collection[str] | None = None) -> Iterator[Problem]:
        """Yield a problem for each address or anchor that some page leads to and that is not there.

        It is told where it stands first, with the number of other pages that share it. Only what
        is ``wanted`` is looked through, where that is said.
        """
        every = self._files if wanted is None else wanted
        paths = [path for path in sorted(every) if path.endswith(READ)]
        for page, leads in links_of_files(self._folder, paths, self._origin, self._known):
            if page.endswith(".html"):  # thousands of pages have the same anchors
                alike = self._alike.get(leads.anchors)
                self._there[page] = alike or self._alike.setdefault(
                    leads.anchors, frozenset(leads.anchors)
                )
            self._page(page, leads.links)
            self._scripts(page, leads.folders)
        for path in sorted(self._asked):
            self._anchors(path)
        for _, broken in sorted(self._broken.items(), key=lambda pair: pair[1].page):
            yield _problem(broken)

    def _page(self, page: str, links: Iterable[str]) -> None:
        depth = page.count("/")
        fine = self._fine.setdefault(depth, set())
        own: dict[str, str] = {}
        for link in links:
            if link in fine:
                continue
            target = self._target(link, page)
            if target is not None and target.path not in self._files:
                self._note(Target(target.path, ""), page, link)
            elif target is None or target.fragment in {"", "top"}:
                if _is_shared(link, depth):
                    fine.add(link)
            elif target.path == page:
                own.setdefault(target.fragment, link)
            else:
                asked = self._asked.setdefault(target.path, {})
                asked.setdefault(target.fragment, (page, link))
        for fragment, link in own.items():
            if fragment not in self._there.get(page, ()):
                self._note(Target(page, fragment), page, link)

    def _scripts(self, page: str, folders: Iterable[str]) -> None:
        """Look up the folders in which the scripts of a page find their files."""
        depth = page.count("/")
        fine = self._fine_folders.setdefault(depth, set())
        for link in folders:
            if link in fine:
                continue
            target = self._target(link, page)
            if target is not None and not self._has(target.path.removesuffix(_INDEX)):
                self._note(Target(target.path, ""), page, link)
            elif _is_shared(link, depth):
                fine.add(link)

    def _has(self, folder: str) -> bool:
        """Whether anything lies in ``folder``, which ends in a slash unless it is the root."""
        if folder and not folder.endswith("/"):
            return False
        first = bisect_left(self._sorted, folder)
        return first < len(self._sorted) and self._sorted[first].startswith(folder)

    def _anchors(self, path: str) -> None:
        """Look up the anchors that other pages ask of one."""
        if path not in self._there and path.endswith(".html"):  # it was not looked through
            leads = dict(links_of_files(self._folder, [path], self._origin, self._known))[path]
            self._there[path] = frozenset(leads.anchors)
        there = self._there.get(path, frozenset())
        for fragment, (page, link) in self._asked[path].items():
            if fragment not in there:
                self._note(Target(path, fragment), page, link)

    def _target(self, link: str, page: str) -> Target | None:
        """Return the file and anchor that ``link`` leads to, None where it leaves the site.

        What leads out above the root is a target that is never there.
        """
        if self._origin and link.startswith(self._origin):
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

    def _note(self, target: Target, page: str, link: str) -> None:
        if target not in self._broken:
            missing = not target.fragment
            self._broken[target] = _Broken(
                page=page,
                line=_line(without_scripts((self._folder / page).read_bytes()), link),
                link=link,
                fault="leads nowhere" if missing else "leads to an anchor that is not there",
                expected="a page or file of this output" if missing else "an anchor of that page",
            )
        self._broken[target].pages += 1


def _is_shared(link: str, depth: int) -> bool:
    """Whether ``link`` leads to the same from every page of ``depth``."""
    return link.startswith(("../" * depth or "/", "http"))


def _line(html: bytes, link: str) -> int:
    """Return the line on which a link stands first; 1 where its writing was another."""
    found = re.search(_LINK % re.escape(link.encode()), html)
    return html.count(b"\n", 0, found.start(1)) + 1 if found else 1


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
