"""Figures that a sentence gives an attribute by its label: ``a maximum head of 30 m``.

Only what can hardly be read otherwise counts. Between label and figure stand linking words alone,
beside them nothing that makes another thing of them (``maximum head loss``, ``more than 30 m``),
and a sentence that compares, looks back or sets a condition of its own claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import final

from msgspec import Struct

from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.specs import Value
from inforce.domain.prose.sentences import CUT

_QUANTITIES = frozenset({AttributeType.NUMBER, AttributeType.INTEGER, AttributeType.RANGE})
_SPACE = r"[ \t\n\u00a0\u202f]"
_NUMBER = rf"[-\u2212+]?\d+(?:{_SPACE}\d{{3}}(?!\d))*(?:[.,]\d+)*"
_TO = rf"{_SPACE}?(?:\u2026|\.\.\.?|[-\u2010-\u2014]|\bto\b|\bдо\b){_SPACE}?"
# What may follow a unit, lest ``m`` be found in ``m³/h``, ``m/s`` or ``m-long``.
_UNIT_END = r"(?![\w/·²³^])(?!-\w)"
_LINKS = re.compile(
    rf"""(?: {_SPACE} | [:=|({CUT}\u2013\u2014] | -(?={_SPACE}) | \b(?: of | is | are | equals
    | reaches | amounts\ to | up\ to | составляет | составляют | рав(?:ен|на|но|ны|няется)
    | достигает | до )\b )*""",
    re.VERBOSE | re.IGNORECASE,
)
_OF = re.compile(rf"{_SPACE}+(?:of{_SPACE}+)?(?:the{_SPACE}+)?", re.IGNORECASE)
_BEFORE = re.compile(rf"([^\W\d_]+){_SPACE}*\Z")
_AFTER = re.compile(rf"{_SPACE}*([^\W\d_]+)")
_SIGN_BEFORE = re.compile(rf"[<>\u2264\u2265\u2248~\u00b1/\d]{_SPACE}*\Z|[-\u2010-\u2015\u2026]\Z")
_BESIDE = frozenset(
    re.findall(
        r"\w+",
        """a an and by creates delivers develops for from gives has have in is its of offers on or
        produces provides reaches s the their to up weighs which with
        а в весит выдаёт для до достигает его ее её и из или имеет имеют их на обеспечивает от
        развивает с со составляет создаёт у""",
    )
)
_UNSURE = re.compile(
    r"""\b(?: a(?:t|bove|part|nother) | below | under | over | than | instead | not? | never | was
    | were | had | been | before | until | former\w* | previous\w* | earlier | since | if | when
    | while | unless | without | except | other | option\w* | request | would | could | should
    | raised | lowered | increased | reduced | changed | compar\w+ | similar | per | each
    | чем | вместо | не | нет | без | был[аои]? | раньше | ранее | прежн\w+ | прежде | если | когда
    | при | кроме | друг\w+ | опци\w+ | запрос\w* | заказ\w* | повы[шс]\w+ | снижен\w* | увелич\w+
    | уменьш\w+ | измен\w+ | сравн\w+ | бол(?:ее|ьше) | мен(?:ее|ьше) | свыше | каждо\w+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OWN_TERMS = re.compile(r"[ \t\n,(]*\b(?:with|for|in|on|с|со|для|в|на)\b", re.IGNORECASE)
_SHORT = 5
_ENDING = re.compile(r"[аеёиоуыэюяйь]{1,2}\Z")
_HALF = Decimal("0.5")

Readings = frozenset[Decimal]


class Measure(Struct, frozen=True):
    """A figure with a unit in a text, or a range; each number as all that it may mean."""

    start: int
    end: int
    written: str
    low: Readings
    high: Readings | None


class Claim(Struct, frozen=True):
    """What a sentence says of the attribute ``key`` from ``start`` on.

    ``others`` are all other figures that it has in that unit.
    """

    start: int
    key: str
    measure: Measure
    others: tuple[Measure, ...]

    def contradicts(self, values: tuple[Value, ...]) -> bool:
        """Whether the figure is none of ``values``, rounded as it is written.

        A text that stands for a figure could be anything; so could a range for a figure.
        """
        if not values or not all(value.is_quantity for value in values):
            return False
        if any(_same(one, value) for one in (self.measure, *self.others) for value in values):
            return False
        return not any(_within(self.measure, value) for value in values)


@final
class Labels:
    """The attributes of a family that are measured, by what a language calls them."""

    def __init__(
        self, attributes: Mapping[str, Attribute], locale: str, symbols: Mapping[str, str]
    ) -> None:
        self._units: dict[str, str] = {}
        named: dict[str, list[str]] = {}
        for key, attribute in attributes.items():
            label = attribute.label.get(locale)
            units = _units(attribute, symbols)
            if label and units:
                named.setdefault(_pattern(label), []).append(key)
                self._units[key] = units
        single = {label: keys[0] for label, keys in named.items() if len(keys) == 1}
        longest = sorted(single, key=lambda label: (-len(label), label))
        self._keys = tuple(single[label] for label in longest)
        self._labels = re.compile("|".join(f"({label})" for label in longest), re.IGNORECASE)

    def claims(
        self, sentence: str, conditions: Callable[[str], tuple[str, ...]]
    ) -> Iterator[Claim]:
        """Yield what ``sentence`` claims; ``conditions`` gives those of the data itself by key."""
        for label in self._labels.finditer(sentence) if self._keys else ():
            key = self._keys[(label.lastindex or 1) - 1]
            if _uncertain(sentence, conditions(key)):
                continue
            measures = tuple(_measures(sentence, _measured(self._units[key])))
            found = _after(sentence, label, measures) or _ahead(sentence, label, measures)
            if found is not None:
                others = tuple(one for one in measures if one is not found)
                yield Claim(min(label.start(), found.start), key, found, others)


def _units(attribute: Attribute, symbols: Mapping[str, str]) -> str:
    """Return what the unit of ``attribute`` is written like, as alternatives of a pattern."""
    code = attribute.unit
    symbol = "" if code is None else symbols.get(code, code)
    if code is None or not symbol or attribute.type not in _QUANTITIES:
        return ""
    plain = symbol.translate({ord("²"): "2", ord("³"): "3"})
    return "|".join(map(re.escape, dict.fromkeys((symbol, plain, code))))


@cache
def _measured(units: str) -> re.Pattern[str]:
    """Return what a figure, or a range of them, looks like in one of ``units``."""
    return re.compile(
        rf"({_NUMBER})(?:{_SPACE}?(?:{units}))?(?:{_TO}({_NUMBER}))?{_SPACE}?(?:{units}){_UNIT_END}"
    )


def _pattern(label: str) -> str:
    """Return the pattern of a label, in any case of a language that bends its words."""
    words = re.findall(r"[^\W_]+", re.sub(r"\s*\([^)]*\)", "", label) or label)
    return rf"\b{rf'(?:{_SPACE}|-)+'.join(map(_bent, words))}\b"


def _bent(word: str) -> str:
    """Return the pattern of a word; one with letters that are not Latin may have other endings."""
    if len(word) < _SHORT or word.isascii():
        return re.escape(word)
    return rf"{re.escape(_ENDING.sub('', word))}\w{{0,3}}"


def _uncertain(sentence: str, conditions: tuple[str, ...]) -> bool:
    for condition in conditions:
        sentence = sentence.replace(condition, "")
    return _UNSURE.search(sentence) is not None


def _measures(sentence: str, unit: re.Pattern[str]) -> Iterator[Measure]:
    for match in unit.finditer(sentence):
        before = sentence[: match.start()]
        if not (_SIGN_BEFORE.search(before) or before[-1:].isalnum()):
            high = None if match[2] is None else _readings(match[2])
            yield Measure(*match.span(), match[0], _readings(match[1]), high)


def _readings(number: str) -> Readings:
    """Return what a number may mean: a comma or a dot may group digits or begin the decimals."""
    bare = re.sub(_SPACE, "", number).replace("\N{MINUS SIGN}", "-")
    signs = re.findall(r"[.,]", bare)
    plain = Decimal(re.sub(r"[.,]", "", bare))
    if not signs:
        return frozenset({plain})
    whole, decimals = re.split(r"[.,](?=[^.,]*\Z)", bare)
    pointed = Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}")
    grouped = len(decimals) == 3  # noqa: PLR2004 - thousands
    if len(signs) > 1 and len(set(signs)) == 1:
        return frozenset({plain})
    return frozenset({plain, pointed}) if grouped else frozenset({pointed})


def _after(sentence: str, label: re.Match[str], measures: tuple[Measure, ...]) -> Measure | None:
    """Return the figure that follows the label."""
    word = _BEFORE.search(sentence[: label.start()])
    links = _LINKS.match(sentence, label.end())
    if links is None or not (word is None or word[1].lower() in _BESIDE):
        return None
    found = next((one for one in measures if one.start == links.end()), None)
    return None if found is None or _OWN_TERMS.match(sentence, found.end) else found


def _ahead(sentence: str, label: re.Match[str], measures: tuple[Measure, ...]) -> Measure | None:
    """Return the figure that the label follows."""
    follows = _AFTER.match(sentence, label.end())
    if follows is not None and follows[1].lower() not in _BESIDE:
        return None
    if _OWN_TERMS.match(sentence, label.end()):
        return None
    for one in measures:
        word = _BEFORE.search(sentence[: one.start])
        near = _OF.fullmatch(sentence, one.end, label.start()) is not None
        if near and (word is None or word[1].lower() in _BESIDE):
            return one
    return None


def _same(measure: Measure, value: Value) -> bool:
    if value.figure is not None:
        return measure.high is None and _is(measure.low, value.figure)
    if measure.high is None:
        ends = (value.minimum, value.maximum)
        return any(end is not None and _is(measure.low, end) for end in ends)
    return _is_end(measure.low, value.minimum) and _is_end(measure.high, value.maximum)


def _within(measure: Measure, value: Value) -> bool:
    """Whether ``measure`` can be read as a part of what ``value`` is: one point of a range."""
    if value.figure is not None:
        return measure.high is not None
    low, high = value.minimum, value.maximum
    return measure.high is None and any(
        (low is None or low <= one) and (high is None or one <= high) for one in measure.low
    )


def _is_end(readings: Readings, end: Decimal | None) -> bool:
    return end is not None and _is(readings, end)


def _is(readings: Readings, figure: Decimal) -> bool:
    """Whether ``figure`` is one of ``readings``, rounded to its digits."""
    return any(abs(figure - one) <= _HALF.scaleb(int(one.as_tuple().exponent)) for one in readings)
