"""The navigation of one locale: what the edition does not hold leaves it, titles are translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def arranged(nav: Any, left_out: frozenset[str], titles: Mapping[str, str]) -> Any:  # noqa: ANN401 - nested lists and maps as in mkdocs.yml
    """Return ``nav`` of mkdocs.yml without the pages in ``left_out``; empty sections go too.

    ``titles`` translates the titles that stand in it.
    """
    if not isinstance(nav, list):
        return nav
    kept = (_entry(entry, left_out, titles) for entry in nav)
    return [entry for entry in kept if entry is not None]


def _entry(entry: Any, left_out: frozenset[str], titles: Mapping[str, str]) -> Any:  # noqa: ANN401 - the same
    if isinstance(entry, str):
        return None if entry in left_out else entry
    if not isinstance(entry, dict):
        return entry
    kept = {
        titles.get(title, title): arranged(part, left_out, titles)
        if isinstance(part, list)
        else part
        for title, part in entry.items()
        if not (isinstance(part, str) and part in left_out)
    }
    return {title: part for title, part in kept.items() if part != []} or None
