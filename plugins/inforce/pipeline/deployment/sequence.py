"""In which order files are published, so that no reader meets a link to what is not there yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import IntEnum

from inforce.domain import address
from inforce.renderers.api.paths import EDITION

_PAGE = ".html"
_INDEX = f"{address.PRODUCTS}index.html"
_LISTS = (
    *(address.FAMILIES, address.WITHDRAWN, address.NOTICES, address.SEARCH, address.COMPARE),
    "feeds/",
)
_API = EDITION.rpartition("/")[0] + "/"
_SEARCHES = "pagefind/pagefind-entry.json"
# The sitemap is in parts where it is long.
_ENTRIES = re.compile(r"index\.html|llms\.txt|robots\.txt|sitemap[^/]*\.xml")


class Place(IntEnum):
    """What a file is for a reader, in the order of publication."""

    ASSET = 0
    PAGE = 1
    LIST = 2
    ENTRY = 3
    EDITION = 4


class Rank(IntEnum):
    """How a file comes: one that is new before one that takes another's place.

    Nothing live leads to what is new; what is changed may lead to it.
    """

    NEW = 0
    CHANGED = 1


def places(files: Iterable[str]) -> Callable[[str], Place]:
    """Return what tells the place of each of ``files``, the paths of one output.

    ``LIST`` is what leads to pages: families, notices, feeds, the search, the indexes of the API;
    ``ENTRY`` what leads to lists: home pages, the sitemap. ``edition.json`` tells of all others.
    """
    roots = {path.removesuffix(_INDEX) for path in files if f"/{path}".endswith(f"/{_INDEX}")}

    def place(path: str) -> Place:
        if path == EDITION:
            return Place.EDITION
        within = [path.removeprefix(root) for root in {"", *roots} if path.startswith(root)]
        if any(_ENTRIES.fullmatch(rest) for rest in within):
            return Place.ENTRY
        if path == _SEARCHES or _is_api_index(path) or any(map(_lists, within)):
            return Place.LIST
        return Place.PAGE if path.endswith(_PAGE) else Place.ASSET

    return place


def _is_api_index(path: str) -> bool:
    return path.startswith(_API) and "/" not in path.removeprefix(_API)


def _lists(path: str) -> bool:
    return path == _INDEX or path.startswith(_LISTS)
