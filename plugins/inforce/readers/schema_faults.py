"""Why data do not match a schema, in words that a person can act on: jsonschema says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from inforce.domain.pointer import escape
from inforce.domain.site.finding import Problem
from inforce.readers.schemas import Schema
from inforce.readers.yaml_reader import Data

_SHOWN = 60
_LISTED = 20
_NEAR = 0.7
_UNKNOWN = "unknown key "
_FIGURE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def faults(
    data: Data, wanted: Schema, known: Mapping[str, Schema], path: str, pointer: str
) -> tuple[Problem, ...]:
    """Return a problem SCH003 for each place where ``data`` do not match ``wanted``.

    ``known`` are the schemas that it may refer to, by address: nothing is fetched. ``pointer`` is
    where in the file at ``path`` the data stand.
    """
    slow = Draft202012Validator(wanted, registry=_registry(known), format_checker=_formats())
    found = [
        problem
        for error in slow.iter_errors(data)
        for leaf in _leaves(error)
        for problem in _describe(leaf, path, pointer)
    ]
    unique = {(problem.pointer, problem.facts["problem"]): problem for problem in found}
    unknown = {pointer for pointer, what in unique if what.startswith(_UNKNOWN)}
    # Whatever else is to be said of a key that should not be there says nothing.
    return tuple(
        problem
        for (pointer, what), problem in unique.items()
        if what.startswith(_UNKNOWN) or pointer not in unknown
    )


def refusals(
    errors: Iterable[jsonschema_rs.ValidationError], path: str, pointer: str
) -> tuple[Problem, ...]:
    """Return what the fast validator refuses and the other, which knows less, lets through."""
    return tuple(
        _problem(
            path,
            pointer,
            list(error.instance_path),
            "breaks the schema",
            _shown(error.instance),
            error.message,
        )
        for error in errors
    )


@cache
def _formats() -> FormatChecker:
    """Return the forms that our schemas name, whatever else is installed beside jsonschema."""
    known = FormatChecker(formats=("date",))
    known.checks("date-time", raises=ValueError)(_is_instant)
    return known


def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _registry(known: Mapping[str, Schema]) -> Registry[Any]:
    resources = [(uri, Resource.from_contents(dict(schema))) for uri, schema in known.items()]
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
    if key.isdigit() and _instance(error)[key] is None:  # {flow: 12,5}
        hint = "a point, not a comma, in the figure before it, such as 12.5"
    return f"{_UNKNOWN}{key}", key, hint


def _sentence(error: ValidationError) -> tuple[str, str, str]:
    found = _shown(error.instance)
    wanted = _wanted(error)
    match error.validator:
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            return "wrong type", f"{_kind(error.instance)} {found}", _kinds(names, error)
        case "enum" | "const":
            options = [
                str(option) for option in (wanted if error.validator == "enum" else [wanted])
            ]
            near = get_close_matches(str(error.instance), options, n=1, cutoff=_NEAR)
            choice = "one of " + ", ".join(options) if len(options) > 1 else "".join(options)
            return (
                "not an allowed value",
                found,
                f"{choice}; did you mean {near[0]}?" if near else choice or "nothing",
            )
        case "pattern" | "format":
            about = _lowered(_part(error).get("description", ""))
            return "wrong form", found, about or f"{error.validator} {wanted}"
        case "oneOf":
            return "exactly one of its forms must be used", found, "one of file and url"
        case _:
            return f"breaks {error.validator}", found, f"{error.validator} {_shown(wanted)}"


def _kinds(names: list[str], error: ValidationError) -> str:
    """Return what was expected in words, with what to do about it where that can be told."""
    kinds = " or ".join(_TYPES.get(name, name) for name in names)
    value, about = error.instance, _part(error)
    if isinstance(value, str) and len(names) == 1 and names[0] in _SUCH:
        such = _SUCH[names[0]]
        return f"{such}, without quotes" if _FIGURE.fullmatch(value) else such
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and "string" in names:
        if about.get("format") == "date":
            return _lowered(about.get("description", kinds))
        return f"{kinds}; put it into quotes"
    return kinds


_TYPES = {
    "object": "a map",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}


_SUCH = {
    "number": "a number such as 12.5",
    "integer": "a whole number such as 300",
}


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


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
    if isinstance(value, list):
        text = "[" + ", ".join(map(_shown, value)) + "]"
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
