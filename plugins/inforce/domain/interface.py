"""The words of the interface in one language, as a file gives them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Interface(Struct, frozen=True, kw_only=True):
    """Texts by their dotted key, symbols by unit; either may be a part of what there is."""

    texts: Mapping[str, str] = {}
    units: Mapping[str, str] = {}
