"""Where the files of the static API stand, from the root of an output."""

from __future__ import annotations

BASE = "api/v1/"
EDITION = f"{BASE}edition.json"


def product(key: str) -> str:
    """Return the path of a product's document."""
    return f"{BASE}products/{key}.json"
