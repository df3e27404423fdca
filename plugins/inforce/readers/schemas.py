"""JSON Schemas 2020-12 of every kind of file, and what in a file does not match them.

jsonschema-rs decides; only for what it refuses does jsonschema say why. Both see a closed registry:
nothing is fetched and no file is opened for a reference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, final

import jsonschema_rs
import msgspec

from inforce.domain.site.finding import Problem
from inforce.readers.yaml_reader import Data

BASE = "https://inforce.invalid/schemas/"

Schema = Mapping[str, Any]


@cache
def schema_names() -> tuple[str, ...]:
    """Return the names of the schemas that are shipped, sorted."""
    shipped = (source.name for source in (files("inforce") / "schemas").iterdir())
    return tuple(
        sorted(
            name.removesuffix(".schema.json") for name in shipped if name.endswith(".schema.json")
        )
    )


def schema_text(name: str) -> str:
    """Return the JSON Schema called ``name`` as it is shipped."""
    source = files("inforce") / "schemas" / f"{name}.schema.json"
    return source.read_text(encoding="utf-8")


@cache
def schema(name: str) -> Schema:
    """Return the JSON Schema called ``name``."""
    loaded: Schema = json.loads(schema_text(name))
    return loaded


@final
class Validator:
    """Holds data against one schema."""

    def __init__(self, wanted: Schema, uri: str) -> None:
        self._wanted = {"$id": uri, **wanted}

    @property
    def schema(self) -> Schema:
        """The schema, with its address."""
        return self._wanted

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of all that decides what matches: what did so once does so again."""
        return sha256(_deciding() + msgspec.json.encode(self._wanted)).digest()

    @cached_property
    def _fast(self) -> jsonschema_rs.Draft202012Validator:
        """The schema compiled: it takes longer than to hold a few files against it."""
        return jsonschema_rs.Draft202012Validator(
            self._wanted, validate_formats=True, registry=_fast_registry(), offline=True
        )

    def accepts(self, data: Data) -> bool:
        """Whether ``data`` match the schema."""
        return self._fast.is_valid(data)

    def problems(self, data: Data, path: str, pointer: str = "") -> tuple[Problem, ...]:
        """Return a problem SCH003 for each place where ``data`` do not match; none when they do.

        ``pointer`` is where in the file at ``path`` the data stand.
        """
        if self.accepts(data):
            return ()
        # Most files are right, and jsonschema takes long to load.
        from inforce.readers.schema_faults import faults, refusals

        known = {f"{BASE}{name}.schema.json": schema(name) for name in schema_names()}
        return faults(data, self._wanted, known, path, pointer) or refusals(
            self._fast.iter_errors(data), path, pointer
        )


@cache
def validator(name: str) -> Validator:
    """Return the validator of the schema called ``name``."""
    return Validator(schema(name), f"{BASE}{name}.schema.json")


@cache
def _fast_registry() -> jsonschema_rs.Registry:
    resources = [(f"{BASE}{name}.schema.json", dict(schema(name))) for name in schema_names()]
    return jsonschema_rs.Registry(resources)


@cache
def _deciding() -> bytes:
    """Return what beside a schema decides what matches it: those it refers to, and the program."""
    code = f"{version('jsonschema_rs')} {Path(__file__).read_text(encoding='utf-8')}"
    return "".join((code, *map(schema_text, schema_names()))).encode()
