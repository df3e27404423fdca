"""What to publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from inforce.domain.items.product import PUBLIC


class Order(Struct, frozen=True, kw_only=True):
    """What to publish: ``locales`` empty means all of the site's, default always among them."""

    root: Path
    out: Path
    today: date
    audience: str = PUBLIC
    locales: tuple[str, ...] = ()
    preview: bool = False
    pdf: bool = False
    search: bool = True
    origin: str = ""
