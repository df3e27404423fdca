"""The addresses of the website, relative to the root of a locale's site.

They are the same in every locale and never change (design page 5); a page stands at
``<address>index.html``.
"""

from __future__ import annotations

import re

HOME = ""
PRODUCTS = "products/"
FAMILIES = "families/"
WITHDRAWN = "withdrawn/"
NOTICES = "notices/"
CHANGES = "notices/changes/"
DOWNLOADS = "downloads/"
SEARCH = "search/"
COMPARE = "compare/"
FEED = "feeds/notices.xml"
JSON_FEED = "feeds/notices.json"
LAST_ORDERS = "feeds/last-orders.ics"
LLMS = "llms.txt"
EDITION = "edition.json"

# What stands beside the notices, and so is no notice's name.
_TAKEN = frozenset({"changes", "list"})
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def product(key: str) -> str:
    """Return the address of a product's page."""
    return f"{PRODUCTS}{key}/"


def revisions(key: str) -> str:
    """Return the address of the list of a product's revisions."""
    return f"{product(key)}r/"


def revision(key: str, number: int | str) -> str:
    """Return the address to which papers of one revision of a product lead."""
    return f"{revisions(key)}{number}/"


def family(key: str, part: int = 1) -> str:
    """Return the address of a family's page; a long family has more than one part."""
    return f"{FAMILIES}{key}/" if part == 1 else f"{FAMILIES}{key}/{part}/"


def notice(number: str, part: int = 1) -> str:
    """Return the address of a notice; what does not belong in a path becomes a hyphen.

    A notice of many products has more than one part.
    """
    name = _UNSAFE.sub("-", number).strip(".-") or "unnumbered"
    at = f"{NOTICES}notice-{name}/" if name in _TAKEN else f"{NOTICES}{name}/"
    return at if part == 1 else f"{at}{part}/"


def notices(part: int = 1) -> str:
    """Return the address of the list of notices; a long list has more than one part."""
    return NOTICES if part == 1 else f"{NOTICES}list/{part}/"


def changes(part: int = 1) -> str:
    """Return the address of the list of changes; a long list has more than one part."""
    return CHANGES if part == 1 else f"{CHANGES}{part}/"


def withdrawn(part: int = 1) -> str:
    """Return the address of the withdrawn list; a long list has more than one part."""
    return WITHDRAWN if part == 1 else f"{WITHDRAWN}{part}/"


def written(path: str) -> str:
    """Return the address of the hand-written page at ``path`` below ``content/pages/``."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    steps = [folder] if folder else []
    if stem not in {"index", "README"}:
        steps.append(stem)
    return "".join(f"{step}/" for step in steps)


def upwards(address: str) -> str:
    """Return the way from ``address`` to the root: ``../`` for each folder."""
    return "../" * address.count("/")


def prefix(locale: str, default: str) -> str:
    """Return the folder of a locale's site: empty for the default one."""
    return "" if locale == default else f"{locale}/"


def brochure(key: str, locale: str, revision: int | None = None) -> str:
    """Return the path of a product's brochure from the root of the whole site.

    It is the same for every revision; a copy of it has the revision in its name.
    """
    copy = "" if revision is None else f"-r{revision}"
    return f"{DOWNLOADS}{key}-{locale}{copy}.pdf"


def bulletin(number: str, locale: str) -> str:
    """Return the path of a notice's bulletin from the root of the whole site."""
    name = notice(number).removeprefix(NOTICES).rstrip("/").removeprefix("notice-")
    return f"{DOWNLOADS}notice-{name}-{locale}.pdf"


def quotation(name: str, locale: str) -> str:
    """Return the name of a quotation's file; it has no place on the website."""
    return f"quotation-{_UNSAFE.sub('-', name).strip('.-') or 'unnumbered'}-{locale}.pdf"


def catalogue(locale: str) -> str:
    """Return the path of the complete catalogue from the root of the whole site."""
    return f"{DOWNLOADS}catalogue-{locale}.pdf"


def digital_link(gtin: str) -> str:
    """Return the address of an article by its number, a GS1 Digital Link with AI 01.

    A GTIN of 8, 12 or 13 digits is filled up to 14 (GS1 General Specifications, 3.2).
    """
    return f"01/{gtin.zfill(14)}/"
