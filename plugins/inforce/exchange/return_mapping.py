"""The mapping by which ``inforce import`` reads an exported table again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.errors import InforceError
from inforce.domain.items.family import AttributeType
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.exchange.table import Column, Kind, Rows, Table

_NAME = "inforce-export"
_TEXTS = ("brand", "order_code", "gtin", "summary", "description")
_LIFE = "lifecycle."
_LIFE_TEXTS = ("notice", "reason")
_SPECS = "specs."
_DERIVED = "derived from the products, their files or their record"
_NOT_TAKEN = {
    "order_codes": "variants are not imported",
    "gtins": "variants are not imported",
    "relations": "lists are not imported",
    "classification": "lists are not imported",
    "images": "files are not in the table",
    "documents": "files are not in the table",
}
_SPEC_PARTS = {
    "condition": "conditions are not imported",
    "unit": "the family says the unit",
}
_UNLIKE = "differs from family to family; export and import one family at a time"


def mapping_text(table: Table, locale: str) -> str:
    """Return the mapping of ``table``, of which ``locale`` is the language of its texts, as YAML.

    Every column is mapped, or ignored with the reason. Raise InforceError for rows of order codes.
    """
    if table.rows_are is not Rows.PRODUCT:
        raise InforceError("import reads a row as a product: --mapping goes with --rows product")
    columns = {column.key: column for column in table.columns}
    specs = {kind.key: rule for kind in table.kinds if (rule := _spec(kind, columns, locale))}
    used = {"id", "family", "name", *_TEXTS}
    life = dict(_life(columns, locale))
    mapping: dict[str, Plain] = {
        "mapping": _NAME,
        "source": {"format": "csv", "units_row": 2},
        "id": {"template": "{id}"},
        "name": _text(columns["name"], locale),
        "family": {"from": "family", "table": {name: name for name in table.families}},
        **{key: _text(columns[key], locale) for key in _TEXTS},
        "specs": specs,
        "lifecycle": life,
    }
    used.update(f"{_LIFE}{key}" for key in life)
    used.update(path for rule in specs.values() for path in _paths(rule))
    mapping["ignore"] = {key: _why(key) for key in columns if key not in used}
    return to_yaml(mapping)


def _text(column: Column, locale: str) -> dict[str, Plain]:
    rule: dict[str, Plain] = {"from": column.key}
    return rule | {"locale": locale} if column.translated else rule


def _life(columns: Mapping[str, Column], locale: str) -> Iterator[tuple[str, dict[str, Plain]]]:
    for path, column in columns.items():
        key = path.removeprefix(_LIFE)
        if key != path:
            rule = _text(column, locale)
            yield key, rule if key in _LIFE_TEXTS else rule | {"type": "date"}


def _spec(kind: Kind, columns: Mapping[str, Column], locale: str) -> dict[str, Plain]:
    """Return the rule for an attribute; none where families differ in what a rule must say."""
    ranged = AttributeType.RANGE in kind.types
    if ranged and len(kind.types) > 1:
        return {}
    at = f"{_SPECS}{kind.key}"
    unit: dict[str, Plain] = {}
    if kind.mixed and all(kind.units):
        unit = {"unit": {"from": f"{at}.unit"}}
    if ranged:
        return {end: {"from": f"{at}.{end}", **unit} for end in ("min", "max")}
    if kind.types == {AttributeType.TEXT}:
        return _text(columns[at], locale)
    return {"from": at, **unit}


def _paths(rule: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the columns that a rule for an attribute reads."""
    for key, part in rule.items():
        if isinstance(part, Mapping):
            yield from _paths(part)
        elif key == "from":
            yield str(part)


def _why(key: str) -> str:
    """Return why a column is not imported."""
    if key.startswith(_SPECS):
        return _SPEC_PARTS.get(key.rpartition(".")[2], _UNLIKE)
    return _NOT_TAKEN.get(key, _DERIVED)
