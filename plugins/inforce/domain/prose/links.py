"""Links inside a site: where they lead, told from the address of the page they stand on."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Steps up, then names, perhaps an anchor in them: most links of a site.
_PLAIN = re.compile(
    r"(?!#|\Z)((?:\.\./)*)((?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?)(?:#([\w.~-]*))?", re.ASCII
)
_STEP_UP = len("../")


class Target(NamedTuple):
    """A file of the site, by its path from the root, and an anchor in it."""

    path: str
    fragment: str


def is_outside(link: str) -> bool:
    """Whether ``link`` names a scheme or another host."""
    head = link.partition("/")[0].partition("?")[0].partition("#")[0]
    return ":" in head or link.startswith("//")


def beside(link: str, page: str) -> str:
    """Return the file that a relative ``link`` in the Markdown of ``page`` leads to.

    Both are paths below the pages' folder; query and anchor are left out. A link to a place on its
    own page leads to ``page``.
    """
    path = link.partition("#")[0].partition("?")[0]
    return normpath(join(dirname(page), unquote(path))) if path else page


def resolved(link: str, page: str) -> Target | None:
    """Return where a relative ``link`` on the file ``page`` leads, None where it leaves the site.

    Both are paths from the root. An address that ends in a slash is the ``index.html`` in it.
    """
    plain = _PLAIN.fullmatch(link)
    return _plainly(page, *plain.groups("")) if plain else _wholly(link, page)


def _plainly(page: str, up: str, down: str, fragment: str) -> Target | None:
    """Return where the names in ``down`` lead, so many steps ``up`` from the file ``page``."""
    steps = len(up) // _STEP_UP
    base, *below = page.rsplit("/", steps + 1)
    if len(below) < steps:
        return None
    path = f"{base}/{down}" if len(below) > steps else down
    return Target(path if down and not down.endswith("/") else f"{path}index.html", fragment)


def _wholly(link: str, page: str) -> Target | None:
    parts = urlsplit(link)
    steps = page.split("/")[:-1] if parts.path else page.split("/")
    for step in parts.path.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    path = unquote("/".join(steps))
    if parts.path.endswith(("/", "/.", "/..")) or parts.path in {".", ".."} or not steps:
        path = f"{path}/index.html".lstrip("/")
    return Target(path, unquote(parts.fragment))
