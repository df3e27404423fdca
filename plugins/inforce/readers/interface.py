"""The interface texts that are shipped, and those of the site's own.

``site_config/locales/<locale>.yaml`` has the form of the shipped files. It adds a language, or says
single texts of a shipped one otherwise; what it leaves out stands as shipped, else in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import cast

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date

from inforce.domain.interface import Interface
from inforce.domain.pointer import escape
from inforce.domain.site.finding import Problem
from inforce.domain.site.policy import Policy
from inforce.readers.passed_over import passed_over
from inforce.readers.schemas import BASE, Schema, Validator
from inforce.readers.site import POLICY, entries_in, read_octets, relative
from inforce.readers.yaml_reader import Data, read_yaml

FOLDER = "site_config/locales"
ENGLISH = "en"
DATE = "format.date"
# What a text leaves open: {day} for us, [SEARCH_TERM] for the program of the search.
_OPEN = re.compile(r"\{[^{}]*\}|\[[A-Z_]+\]")
_SOME_DAY = date(2026, 3, 15)
_TOLD = 5


def cldr(locale: str) -> Locale | None:
    """Return the CLDR's data of ``locale``, None where it has none."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def shipped_locales() -> tuple[str, ...]:
    """Return the languages that come with inforce, sorted."""
    names = (file.name for file in (files("inforce") / "locales").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def shipped(locale: str) -> Interface | None:
    """Return the words that come with inforce, None for a language that does not."""
    if locale not in shipped_locales():
        return None
    loaded = _tree(locale)
    return Interface(texts=dict(_flat(loaded["texts"])), units=dict(_flat(loaded["units"])))


def layers(locale: str, own: Mapping[str, Interface]) -> tuple[Interface, ...]:
    """Return the words that count for ``locale``, later ones over earlier ones.

    Those of the language, then those of the region, the site's ``own`` over the shipped ones.
    """
    language = locale.partition("-")[0]
    found = (
        words
        for code in dict.fromkeys((language, locale))
        for words in (shipped(code), own.get(code))
    )
    return tuple(words for words in found if words is not None)


def symbols(locale: str, own: Mapping[str, Interface]) -> Mapping[str, str]:
    """Return the symbols of units in ``locale``, English ones where the language has none."""
    words = (*layers(ENGLISH, {}), *layers(locale, own))
    return {code: symbol for part in words for code, symbol in part.units.items()}


@cache
def interface_schema() -> Schema:
    """Return the JSON Schema of a file of interface texts, made from the English ones."""
    symbol = {"type": "string", "description": "The symbol of the unit, by its UCUM code"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Interface texts of a language: {FOLDER}/<locale>.yaml",
        "type": "object",
        "properties": {
            "units": {"type": "object", "additionalProperties": symbol},
            "texts": _described(_tree(ENGLISH)["texts"]),
        },
        "additionalProperties": False,
    }


def read_interface(
    root: Path, policy: Policy
) -> tuple[Mapping[str, Interface], tuple[Problem, ...]]:
    """Return the site's own interface texts by locale, and the problems met.

    A text with a problem is left out. A locale of the policy that has no texts is a problem too.
    """
    found: dict[str, Interface] = {}
    files = entries_in(root / FOLDER, ".yaml")
    problems = [*passed_over(root, files, FOLDER)]
    for file in files:
        path = relative(file, root)
        if cldr(file.stem) is None:
            problems.append(_unknown(path, "", "the file's name is no locale", file.stem))
            continue
        document = read_yaml(read_octets(file), path)
        data = {} if document.data is None else document.data
        problems += document.problems or _validator().problems(data, path)
        wrong = {problem.pointer: problem for problem in _misworded(data, file.stem, path)}
        problems += wrong.values()
        found[file.stem] = _interface(data, frozenset(wrong))
    problems += _wordless(policy, found)
    problems += _english(policy, found)
    return found, tuple(problems)


def _wordless(policy: Policy, own: Mapping[str, Interface]) -> Iterator[Problem]:
    for index, locale in enumerate(policy.locales):
        pointer = f"/locales/{index}"
        if cldr(locale) is None:
            yield _unknown(POLICY, pointer, "an unknown locale", locale)
        elif not layers(locale, own):
            there = ", ".join(shipped_locales())
            expected = f"the file {FOLDER}/{locale}.yaml, or one of {there}"
            yield _problem(POLICY, pointer, "no interface texts", locale, expected)


def _english(policy: Policy, own: Mapping[str, Interface]) -> Iterator[Problem]:
    """Yield the problem with each file of a language of the policy that leaves texts to English."""
    written = {locale if locale in own else locale.partition("-")[0] for locale in policy.locales}
    wanted = _keys(layers(ENGLISH, {}))
    for locale in sorted(code for code in written & own.keys() if own[code].texts):
        there = _keys(layers(locale, own))
        missing = [key for key in wanted if key not in there]
        if missing:
            others = " and others" if len(missing) > _TOLD else ""
            facts = {"names": f"{', '.join(missing[:_TOLD])}{others}", "locale": locale}
            path = f"{FOLDER}/{locale}.yaml"
            yield Problem(code="TRN004", path=path, facts=facts, line=1, column=1)


def _keys(words: Iterable[Interface]) -> dict[str, None]:
    return dict.fromkeys(key for part in words for key in part.texts)


def _misworded(data: Data, locale: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each text that does not leave open what the English one does."""
    english = shipped(ENGLISH)
    for key, text in _texts(data):
        own, wanted = _left_open(text), _left_open(english.texts[key] if english else "")
        pointer = "/texts/" + "/".join(map(escape, key.split(".")))
        if not _is_form(text):
            yield _problem(path, pointer, "a brace that opens nothing", text, "a name as in {day}")
        elif own - wanted:
            listed = ", ".join(sorted(wanted)) or "none"
            yield _problem(path, pointer, "unknown placeholder", _listed(own - wanted), listed)
        elif wanted - own:
            yield _problem(path, pointer, "placeholder left out", text, _listed(wanted - own))
        elif key == DATE and not _is_pattern(text, locale):
            yield _problem(path, pointer, "no date pattern of the CLDR", text, "such as d MMMM y")


def _left_open(text: str) -> frozenset[str]:
    return frozenset(_OPEN.findall(text))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _is_form(text: str) -> bool:
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError:
        return False
    return all(field.isidentifier() for field in fields)


def _is_pattern(text: str, locale: str) -> bool:
    try:
        return bool(format_date(_SOME_DAY, text, cldr(locale)))
    except (AttributeError, KeyError, ValueError):
        return False


def _interface(data: Data, wrong: frozenset[str]) -> Interface:
    units = data.get("units") if isinstance(data, dict) else None
    symbols = units if isinstance(units, dict) else {}
    return Interface(
        texts={
            key: text
            for key, text in _texts(data)
            if "/texts/" + "/".join(map(escape, key.split("."))) not in wrong
        },
        units={key: symbol for key, symbol in symbols.items() if isinstance(symbol, str)},
    )


def _texts(data: Data) -> Iterator[tuple[str, str]]:
    """Yield (key, text) for what is a text under a key that there is."""
    english = shipped(ENGLISH)
    for key in english.texts if english else ():
        value: Data = data.get("texts") if isinstance(data, dict) else None
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, str) and value:
            yield key, value


@cache
def _validator() -> Validator:
    return Validator(interface_schema(), f"{BASE}locale.schema.json")


def _described(tree: object) -> Schema:
    if not isinstance(tree, Mapping):
        return {"type": "string", "minLength": 1, "description": f"In English: {tree}"}
    return {
        "type": "object",
        "properties": {str(key): _described(part) for key, part in tree.items()},
        "additionalProperties": False,
    }


@cache
def _tree(locale: str) -> Mapping[str, Mapping[str, object]]:
    source = files("inforce") / "locales" / f"{locale}.yaml"
    document = read_yaml(source.read_bytes(), source.name)
    return cast("Mapping[str, Mapping[str, object]]", document.data)


def _flat(tree: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _unknown(path: str, pointer: str, problem: str, found: str) -> Problem:
    return _problem(path, pointer, problem, found, "a code of the CLDR such as de or pt-BR")


def _problem(path: str, pointer: str, problem: str, found: str, expected: str) -> Problem:
    at = pointer[1:].replace("/", ".")
    facts = {
        "at": f"{at}: " if at else "",
        "problem": problem,
        "found": found,
        "expected": expected,
    }
    return Problem(code="SCH003", path=path, pointer=pointer, facts=facts)
