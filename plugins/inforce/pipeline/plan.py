"""What is to be made of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from inforce.domain.paper import Stock


class Plan(Struct, frozen=True, kw_only=True):
    """What to make of an edition: where from and to, which locales, with or without PDFs, search.

    ``origin`` is the absolute address of the site's root, empty where it has none; ``stock`` is
    what documents of each locale are put on.
    """

    root: Path
    out: Path
    locales: tuple[str, ...]
    origin: str = ""
    search: bool = True
    pdf: bool = False
    stock: Mapping[str, Stock] = {}
