"""A mapping: how the records of a foreign source become products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.items.control import Control
from inforce.domain.items.parse import ParseError, parse
from inforce.domain.items.product import PUBLIC, DocumentKind
from inforce.domain.site.finding import Problem
from inforce.domain.text import Text
from inforce.readers.schemas import validator
from inforce.readers.site import misfit, read_octets
from inforce.readers.yaml_reader import Data, positions, read_yaml

_FIELD = re.compile(r"\{([^{}]+)\}")
_KEYS = frozenset({"from", "template", "constant", "min", "max"})
_RULES = ("name", "family", "brand", "order_code", "gtin", "audience", "summary", "description")


class Format(Enum):
    """What the source is."""

    CSV = "csv"
    YAML = "yaml"


class Reading(Enum):
    """How a value of the source is read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


class Summary(Enum):
    """How a list becomes one value."""

    COUNT = "count"
    COUNT_BY_VALUE = "count_by_value"
    SUM = "sum"
    MAX = "max"
    MIN = "min"
    JOIN = "join"


class OnCollision(Enum):
    """What a record gets whose id is taken."""

    SKIP = "skip"
    NUMBER = "number"
    SUFFIX = "suffix"


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a mapping."""


class SourceForm(_Part, frozen=True, kw_only=True):
    """The form of the source; rows count from 1."""

    format: Format
    suffixes: tuple[str, ...] = (".yaml", ".yml")
    header_row: int = 1
    units_row: int | None = None
    skip_rows: tuple[int, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    decimal: str = "."


class UnitField(_Part, frozen=True, kw_only=True, rename={"path": "from"}):
    """The field that names the unit of a figure."""

    path: str


class Rule(_Part, frozen=True, kw_only=True, rename={"path": "from"}):
    """Where one value comes from: a field, a template or a constant.

    Or the ends of a range, or in ``texts`` a text in several languages, by locale.
    ``constant`` and the values of ``table`` are texts, figures or flags, as the schema says.
    """

    path: str | None = None
    template: str | None = None
    constant: Any = None
    min: Rule | None = None
    max: Rule | None = None
    texts: Mapping[str, Rule] = {}
    type: Reading | None = None
    unit: str | UnitField | None = None
    table: Mapping[str, Any] = {}
    summary: Summary | None = None
    date_format: str | None = None
    locale: str | None = None
    required: bool = False

    def paths(self) -> Iterator[str]:
        """Yield the fields of the source that it reads."""
        if self.path is not None:
            yield self.path
        if self.template is not None:
            yield from fields_in(self.template)
        if isinstance(self.unit, UnitField):
            yield self.unit.path
        for _, part in self.parts():
            yield from part.paths()

    def parts(self) -> Iterator[tuple[str, Rule]]:
        """Yield the rules for the ends of a range, or for a text by locale, with their places."""
        for key, end in (("min", self.min), ("max", self.max)):
            if end is not None:
                yield key, end
        yield from self.texts.items()


class Identity(_Part, frozen=True, kw_only=True):
    """How a record gets its id."""

    template: str
    on_collision: OnCollision = OnCollision.SKIP
    suffix: str | None = None


class LinkRule(_Part, frozen=True, kw_only=True):
    """The text whose web links become documents, and how their kind is told."""

    links: str
    kind: DocumentKind = DocumentKind.OTHER
    kinds: Mapping[DocumentKind, tuple[str, ...]] = {}
    locale: str | None = None
    lang: str | None = None
    audience: str = PUBLIC


class ImageRule(_Part, frozen=True, kw_only=True):
    """A picture beside the source, by the pattern of its name; templates both."""

    file: str
    alt: Text


class ImportMapping(_Part, frozen=True, kw_only=True):
    """A mapping file."""

    mapping: str
    source: SourceForm
    id: Identity
    name: Rule
    family: Rule
    units: Mapping[str, str] = {}
    brand: Rule | None = None
    order_code: Rule | None = None
    gtin: Rule | None = None
    audience: Rule | None = None
    summary: Rule | None = None
    description: Rule | None = None
    specs: Mapping[str, Rule] = {}
    documents: tuple[LinkRule, ...] = ()
    images: tuple[ImageRule, ...] = ()
    lifecycle: Mapping[str, Rule] = {}
    control: Control = Control()
    ignore: Mapping[str, str] = {}

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule with its place in the mapping."""
        for key in _RULES:
            rule = getattr(self, key)
            if rule is not None:
                yield key, rule
        for key, rule in self.specs.items():
            yield f"specs.{key}", rule
        for key, rule in self.lifecycle.items():
            yield f"lifecycle.{key}", rule

    def required(self) -> Iterator[str]:
        """Yield the place of each value without which a record is skipped."""
        for place, rule in self.rules():
            if rule.required:
                yield place
            yield from (f"{place}.{key}" for key, part in rule.parts() if part.required)

    def paths(self) -> Mapping[str, str]:
        """Return the place in the mapping by each field of the source that it reads."""
        read: dict[str, str] = {}
        for path in fields_in(self.id.template):
            read.setdefault(path, "id")
        for path in fields_in(self.id.suffix or ""):
            read.setdefault(path, "id.suffix")
        for place, rule in self.rules():
            for path in rule.paths():
                read.setdefault(path, place)
        for link in self.documents:
            read.setdefault(link.links, "documents")
        for image in self.images:
            for template in (image.file, *(text for _, text in image.alt.items())):
                for path in fields_in(template):
                    read.setdefault(path, "images")
        return read


@cache
def fields_in(template: str) -> tuple[str, ...]:
    """Return the fields that ``template`` names in braces."""
    return tuple(_FIELD.findall(template))


@cache
def pieces(template: str) -> tuple[str, ...]:
    """Return literal text and field names of ``template`` by turns, text first."""
    return tuple(_FIELD.split(template))


def read_mapping(path: Path) -> ImportMapping:
    """Return the mapping in the file at ``path``.

    Raise InforceError with a line for each problem when it is no sound mapping.
    """
    octets = read_octets(path)
    document = read_yaml(octets, path.name)
    problems = document.problems or validator("mapping").problems(document.data, path.name)
    if problems:
        raise InforceError(_told(problems, octets))
    try:
        return parse(_spread(document.data), ImportMapping)
    except ParseError as error:
        raise InforceError(_told((misfit(error, path.name),), octets)) from error


def _spread(data: Data) -> Data:
    """Write every rule out as a map: a text alone is a template."""
    if not isinstance(data, dict):
        return data
    full = data | {key: _rule(data[key]) for key in _RULES if key in data}
    for key in ("specs", "lifecycle"):
        rules = data.get(key)
        if isinstance(rules, dict):
            full[key] = {name: _rule(rule) for name, rule in rules.items()}
    return full


def _rule(data: Data) -> Data:
    if isinstance(data, str):
        return {"template": data}
    if not isinstance(data, dict):
        return data
    if _KEYS.isdisjoint(data):
        return {"texts": {locale: _rule(text) for locale, text in data.items()}}
    return data | {end: _rule(data[end]) for end in ("min", "max") if end in data}


def _told(problems: tuple[Problem, ...], octets: bytes) -> str:
    known = positions(octets)
    return "\n".join(_line(problem, known) for problem in problems)


def _line(problem: Problem, known: Mapping[str, tuple[int, int]]) -> str:
    line = problem.line or known.get(problem.pointer, (0, 0))[0]
    facts = problem.facts
    where = f"{problem.path}:{line}" if line else problem.path
    told = f"{facts.get('at', '')}{facts.get('problem', '')}"
    if problem.code == "SCH002":
        told = f"{facts['key']} stands twice, first in line {facts['first']}"
    expected = f"; expected {facts['expected']}" if facts.get("expected") else ""
    found = f": {facts['found']}" if facts.get("found", "nothing") != "nothing" else ""
    return f"{where}: {told}{found}{expected}"
