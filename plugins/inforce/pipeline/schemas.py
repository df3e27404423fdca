"""Writes the schemas that editors use: those of the file kinds, and what is made for this site.

Made are one for each family, and one of the interface texts, whose name no family can have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from inforce.domain.errors import naming
from inforce.domain.items.family import Family
from inforce.readers.family_schema import family_schema
from inforce.readers.interface import interface_schema
from inforce.readers.schemas import schema_names, schema_text


def compiled(family: Family, locale: str) -> dict[str, object]:
    """Return the compiled schema of a family."""
    return family_schema(family, locale)


def write_schemas(root: Path, families: Mapping[str, Family], locale: str) -> int:
    """Write every schema below ``schemas/`` of the site; return how many."""
    folder = root / "schemas"
    (folder / "build").mkdir(parents=True, exist_ok=True)
    texts = {folder / f"{name}.schema.json": schema_text(name) for name in schema_names()}
    texts[folder / "build" / "_locale.schema.json"] = _written(interface_schema())
    for key, family in families.items():
        if not family.abstract:
            built = family_schema(family, locale)
            texts[folder / "build" / f"{key}.schema.json"] = _written(built)
    for path, text in texts.items():
        with naming(path):
            path.write_text(text, encoding="utf-8")
    return len(texts)


def _written(schema: Mapping[str, object]) -> str:
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n"
