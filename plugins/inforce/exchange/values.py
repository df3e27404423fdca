"""From the values of a record to the values of a product, by the rules of a mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.yaml_text import Plain
from inforce.exchange.links import without_bare_links
from inforce.exchange.mapping import Reading, Rule, Summary, UnitField, pieces
from inforce.exchange.source import Scalar, Values
from inforce.readers.units import UnitError, convert

Single: TypeAlias = "str | int | Decimal | bool | date"

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
# Nobody knows whether 1,234 has decimals or thousands.
_OTHERWISE = re.compile(r"(?!-?[1-9]\d{0,2}[.,]\d{3}$)-?\d+(?P<sign>[.,])\d+", re.ASCII)
# The caps of the strict reader, which reads the product back.
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 64
_IMMENSE = "beyond any physical quantity"
_AS_TEXT = frozenset({Summary.COUNT, Summary.COUNT_BY_VALUE, Summary.JOIN})
_DECLARED = {
    AttributeType.NUMBER: Reading.NUMBER,
    AttributeType.RANGE: Reading.NUMBER,
    AttributeType.INTEGER: Reading.INTEGER,
    AttributeType.BOOLEAN: Reading.BOOLEAN,
    AttributeType.TEXT: Reading.TEXT,
    AttributeType.CHOICE: Reading.TEXT,
}
_FLAGS = {"true": True, "false": False}


class BadValueError(Exception):
    """A value of the source cannot be what the mapping says it is."""

    def __init__(self, path: str, value: object, reason: str) -> None:
        super().__init__(f"{path}: {value} is {reason}")
        self.path = path
        self.value = str(value)
        self.reason = reason


class Conventions:
    """How a source writes figures and units."""

    __slots__ = ("columns", "decimal", "names")

    def __init__(self, names: dict[str, str], columns: dict[str, str], decimal: str) -> None:
        """Take UCUM codes by the source's ``names``, its units by column, its decimal sign."""
        self.names = names
        self.columns = columns
        self.decimal = decimal

    def unit(self, name: str) -> str:
        """Return the UCUM code of a unit as the source writes it."""
        return self.names.get(name, name)


def filled(template: str, values: Values) -> str | None:
    """Return ``template`` with the record's values in place, None where one is missing."""
    parts = list(pieces(template))
    for index in range(1, len(parts), 2):
        found = values.get(parts[index])
        if not found:
            return None
        parts[index] = _as_text(_only(parts[index], found))
    return "".join(parts).strip()


def value_of(
    rule: Rule, values: Values, sources: Conventions, attribute: Attribute | None = None
) -> Plain:
    """Return what ``rule`` makes of a record's ``values``, None where it has none of them.

    ``attribute`` is what the family declares: type, unit, choices. Raise BadValueError for a value
    that is not of the type, not in the table or not among the choices.
    """
    parts = {key: value_of(part, values, sources, attribute) for key, part in rule.parts()}
    if parts:
        known = {key: part for key, part in parts.items() if part is not None}
        return {key: str(part) if rule.texts else part for key, part in known.items()} or None
    value = _single(rule, values, sources, attribute)
    if value is None:
        return None
    if attribute is not None and attribute.type is AttributeType.CHOICE:
        _check_choice(value, attribute, rule)
    return {rule.locale: str(value)} if rule.locale else value


def reading_of(rule: Rule, attribute: Attribute | None) -> Reading:
    """Return how a rule's values are read: as it says, else as the family declares."""
    if rule.type is not None:
        return rule.type
    return Reading.TEXT if attribute is None else _DECLARED[attribute.type]


def source_unit(rule: Rule, sources: Conventions) -> str | None:
    """Return the unit of the source's figures where it is the same for every record."""
    if isinstance(rule.unit, str):
        return sources.unit(rule.unit)
    if rule.unit is None and rule.path in sources.columns:
        return sources.unit(sources.columns[rule.path])
    return None


def _single(
    rule: Rule, values: Values, sources: Conventions, attribute: Attribute | None
) -> Single | None:
    if rule.template is not None:
        return filled(rule.template, values) or None
    if rule.path is None:
        constant: Single = rule.constant
        return constant
    found = values.get(rule.path)
    if not found:
        return None
    reading = Reading.TEXT if rule.summary in _AS_TEXT else reading_of(rule, attribute)
    read = [_read(raw, rule, reading, sources) for raw in found]
    if reading in {Reading.NUMBER, Reading.INTEGER} and attribute is not None:
        read = _converted(read, rule, values, sources, attribute.unit)
    value = _summed_up(read, rule) if rule.summary else _only(rule.path, read)
    if isinstance(value, int | Decimal):
        _check_size(value, rule.path, found[0])
    return None if value == "" else value


def _only(path: str, found: Sequence[Single]) -> Single:
    if len(found) != 1:
        raise BadValueError(path, found[0], f"one of {len(found)} values; name a summary")
    return found[0]


def _read(raw: Scalar, rule: Rule, reading: Reading, sources: Conventions) -> Single:
    path = rule.path or ""
    value: Scalar = raw
    if rule.table:
        text = _as_text(raw)
        if text not in rule.table:
            raise BadValueError(path, raw, "not in the table of the mapping")
        value = rule.table[text]
    match reading:
        case Reading.TEXT:
            return _as_text(value).strip()
        case Reading.MARKDOWN:
            return without_bare_links(_as_text(value))
        case Reading.NUMBER | Reading.INTEGER:
            return _number(value, path, whole=reading is Reading.INTEGER, sign=sources.decimal)
        case Reading.BOOLEAN:
            return _flag(value, path)
        case Reading.DATE:
            return _day(value, path, rule.date_format)


def _number(value: Scalar, path: str, *, whole: bool, sign: str) -> int | Decimal:
    if isinstance(value, bool):
        raise BadValueError(path, _as_text(value), "not a number")
    figure = _written(value, path, sign) if isinstance(value, str) else value
    if not whole:
        return figure
    if figure != int(figure):
        raise BadValueError(path, value, "not a whole number")
    return int(figure)


def _written(value: str, path: str, sign: str) -> Decimal:
    text = value if sign == "." else value.replace(".", "_").replace(sign, ".")
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise BadValueError(path, value, f"not a number{_other_sign(value, sign)}")
    try:
        figure = Decimal(text)
    except InvalidOperation as error:
        raise BadValueError(path, value, _IMMENSE) from error
    _check_size(figure, path, value)
    return figure


def _other_sign(value: str, sign: str) -> str:
    """Return with which decimal sign ``value`` is a figure, and nothing else."""
    found = _OTHERWISE.fullmatch(value)
    if found is None or found["sign"] == sign:
        return ""
    return f'; with `decimal: "{found["sign"]}"` under `source` it is one'


def _check_size(figure: int | Decimal, path: str, value: Scalar) -> None:
    """Raise BadValueError where the reader would not take the figure that ``value`` has become."""
    immense = abs(Decimal(figure).adjusted()) > _LARGEST_EXPONENT
    if immense or len(str(figure)) > _LONGEST_NUMBER:
        raise BadValueError(path, value, _IMMENSE)


def _flag(value: Scalar, path: str) -> bool:
    if isinstance(value, bool):
        return value
    text = _as_text(value).lower()
    if text not in _FLAGS:
        raise BadValueError(path, value, "neither true nor false; a table says which is which")
    return _FLAGS[text]


def _day(value: Scalar, path: str, form: str | None) -> date:
    text = _as_text(value).strip()
    try:
        if form is None:
            return date.fromisoformat(text)
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
    except (ValueError, re.error) as error:  # the latter for a form that asks for a part twice
        raise BadValueError(path, value, f"not a date of the form {form or '%Y-%m-%d'}") from error


def _converted(
    read: Sequence[Single], rule: Rule, values: Values, sources: Conventions, target: str | None
) -> list[Single]:
    source = source_unit(rule, sources)
    if isinstance(rule.unit, UnitField):
        named = values.get(rule.unit.path)
        if not named:
            raise BadValueError(rule.path or "", read[0], f"no unit in {rule.unit.path}")
        source = sources.unit(_as_text(named[0]))
    if source is None or source == target:
        return list(read)
    if target is None:
        path, figure = rule.path or "", f"{read[0]} {source}"
        raise BadValueError(path, figure, "the family declares no unit")
    try:
        return [convert(_figure(value, rule), source, target) for value in read]
    except UnitError as error:
        raise BadValueError(rule.path or "", f"{read[0]} {source}", str(error)) from error


def _summed_up(read: Sequence[Single], rule: Rule) -> Single:
    match rule.summary:
        case Summary.COUNT:
            return len(read)
        case Summary.COUNT_BY_VALUE:
            counted = Counter(_as_text(value) for value in read)
            return ", ".join(f"{times} × {value}" for value, times in counted.items())
        case Summary.JOIN:
            return ", ".join(dict.fromkeys(_as_text(value) for value in read))
        case Summary.SUM:
            return sum((_figure(value, rule) for value in read), start=0)
        case Summary.MAX:
            return max(_figure(value, rule) for value in read)
        case _:
            return min(_figure(value, rule) for value in read)


def _check_choice(value: Single, attribute: Attribute, rule: Rule) -> None:
    if value not in attribute.choices:
        raise BadValueError(
            rule.path or "", value, f"not one of {', '.join(sorted(attribute.choices))}"
        )


def _figure(value: Single, rule: Rule) -> int | Decimal:
    if isinstance(value, int | Decimal):
        return value
    raise BadValueError(rule.path or "", value, "not a number; the rule may say type: number")


def _as_text(value: Single) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
