"""JSON Schemas 2020-12 of every kind of file, and what in a file does not match them.

jsonschema-rs decides; only for what it refuses does jsonschema say why. Both see a closed registry:
nothing is fetched and no file is opened for a reference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, final

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from inforce.domain.finding import Problem
from inforce.domain.pointer import escape
from inforce.readers.yaml_reader import Data

BASE = "https://inforce.invalid/schemas/"
_SHOWN = 60
_LISTED = 20
_NEAR = 0.7

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
        self._fast = jsonschema_rs.Draft202012Validator(
            self._wanted, validate_formats=True, registry=_fast_registry(), offline=True
        )

    def problems(self, data: Data, path: str, pointer: str = "") -> tuple[Problem, ...]:
        """Return a problem SCH003 for each place where ``data`` do not match; none when they do.

        ``pointer`` is where in the file at ``path`` the data stand.
        """
        if self._fast.is_valid(data):
            return ()
        slow = Draft202012Validator(self._wanted, registry=_registry(), format_checker=_formats())
        found = [
            problem
            for error in slow.iter_errors(data)
            for leaf in _leaves(error)
            for problem in _describe(leaf, path, pointer)
        ]
        unique = {(problem.pointer, problem.facts["problem"]): problem for problem in found}
        return tuple(unique.values()) or tuple(self._refusals(data, path, pointer))

    def _refusals(self, data: Data, path: str, pointer: str) -> Iterator[Problem]:
        """Yield what the fast validator refuses and the other, which knows less, lets through."""
        for error in self._fast.iter_errors(data):
            told = ("breaks the schema", _shown(error.instance), error.message)
            yield _problem(path, pointer, list(error.instance_path), *told)


@cache
def validator(name: str) -> Validator:
    """Return the validator of the schema called ``name``."""
    return Validator(schema(name), f"{BASE}{name}.schema.json")


@cache
def _formats() -> FormatChecker:
    """Return the forms that our schemas name, whatever else is installed beside jsonschema."""
    known = FormatChecker(formats=("date",))
    known.checks("date-time", raises=ValueError)(_is_instant)
    return known


def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def _fast_registry() -> jsonschema_rs.Registry:
    resources = [(f"{BASE}{name}.schema.json", dict(schema(name))) for name in schema_names()]
    return jsonschema_rs.Registry(resources)


@cache
def _registry() -> Registry[Any]:
    resources = [
        (f"{BASE}{name}.schema.json", Resource.from_contents(dict(schema(name))))
        for name in schema_names()
    ]
    return Registry().with_resources(resources)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if error.validator in {"anyOf", "oneOf"} and error.context:
        closest = [part for part in error.context if part.validator != "type"]
        for part in closest[:1]:
            yield from _leaves(part)
        if closest:
            return
    yield error


def _describe(error: ValidationError, path: str, base: str) -> Iterator[Problem]:
    place = [*error.absolute_path]
    match error.validator:
        case "additionalProperties":
            for key in _unexpected(error):
                yield _problem(path, base, [*place, key], *_unknown_key(key, error))
        case "required":
            for key in _wanted(error):
                if key not in _instance(error):
                    yield _problem(path, base, place, f"{key} is missing", "nothing", key)
        case _ if "propertyNames" in error.absolute_schema_path:
            _, found, expected = _sentence(error)
            at = [*place, str(error.instance)]
            yield _problem(path, base, at, "a key has a wrong form", found, expected)
        case _:
            yield _problem(path, base, place, *_sentence(error))


def _unexpected(error: ValidationError) -> list[str]:
    known = _part(error).get("properties", {})
    return [str(key) for key in _instance(error) if key not in known]


def _part(error: ValidationError) -> Schema:
    """Return the part of the schema that was broken, none where that is a plain true or false."""
    return error.schema if isinstance(error.schema, Mapping) else {}


def _instance(error: ValidationError) -> Any:  # noqa: ANN401 - whatever the file holds
    return error.instance


def _wanted(error: ValidationError) -> Any:  # noqa: ANN401 - whatever the schema's keyword holds
    return error.validator_value


def _unknown_key(key: str, error: ValidationError) -> tuple[str, str, str]:
    known = sorted(_part(error).get("properties", {}))
    near = get_close_matches(key, known, n=1, cutoff=_NEAR)
    listed = "one of " + ", ".join(known) if len(known) <= _LISTED else "a key of the schema"
    hint = f"did you mean {near[0]}?" if near else listed
    return f"unknown key {key}", key, hint


def _sentence(error: ValidationError) -> tuple[str, str, str]:
    found = _shown(error.instance)
    wanted = _wanted(error)
    match error.validator:
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            kind = " or ".join(_TYPES.get(name, name) for name in names)
            return "wrong type", f"{_kind(error.instance)} {found}", kind
        case "enum" | "const":
            options = [
                str(option) for option in (wanted if error.validator == "enum" else [wanted])
            ]
            near = get_close_matches(str(error.instance), options, n=1, cutoff=_NEAR)
            choice = "one of " + ", ".join(options) if len(options) > 1 else options[0]
            return (
                "not an allowed value",
                found,
                f"{choice}; did you mean {near[0]}?" if near else choice,
            )
        case "pattern" | "format":
            about = _part(error).get("description", "")
            expected = about[:1].lower() + about[1:] if about else f"{error.validator} {wanted}"
            return "wrong form", found, expected
        case "oneOf":
            return "exactly one of its forms must be used", found, "one of file and url"
        case _:
            return f"breaks {error.validator}", found, f"{error.validator} {_shown(wanted)}"


_TYPES = {
    "object": "a map",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "the truth value"
    if isinstance(value, str):
        return "the text"
    if isinstance(value, Mapping):
        return "the map"
    if isinstance(value, list):
        return "the list"
    return "nothing" if value is None else "the number"


def _shown(value: object) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, Mapping):
        text = "{" + ", ".join(str(key) for key in value) + "}"
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _problem(
    path: str, base: str, place: list[str | int], problem: str, found: str, expected: str
) -> Problem:
    pointer = base + "".join(f"/{escape(str(part))}" for part in place)
    dotted = ".".join(str(part) for part in place)
    return Problem(
        code="SCH003",
        path=path,
        pointer=pointer,
        facts={
            "at": f"{dotted}: " if dotted else "",
            "problem": problem,
            "found": found.strip() or "nothing",
            "expected": expected,
        },
    )
