"""Writes the schemas that editors use: those of the file kinds, and each family's compiled one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from inforce.domain.family import Family
from inforce.readers.family_schema import family_schema
from inforce.readers.schemas import schema_names, schema_text


def compiled(family: Family, locale: str) -> dict[str, object]:
    """Return the compiled schema of a family."""
    return family_schema(family, locale)


def write_schemas(root: Path, families: Mapping[str, Family], locale: str) -> int:
    """Write every schema below ``schemas/`` of the site; return how many."""
    folder = root / "schemas"
    (folder / "build").mkdir(parents=True, exist_ok=True)
    texts = {folder / f"{name}.schema.json": schema_text(name) for name in schema_names()}
    for key, family in families.items():
        if not family.abstract:
            built = json.dumps(family_schema(family, locale), indent=2, ensure_ascii=False)
            texts[folder / "build" / f"{key}.schema.json"] = f"{built}\n"
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return len(texts)
