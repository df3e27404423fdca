"""The figures and properties of a product, by attribute key."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from decimal import Decimal
from functools import lru_cache
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.text import MAP, Text, text_from

# So many figures, texts and combinations of them are shared at most.
_SHARED = 16_384
_ENDS = frozenset({"min", "max"})
_QUANTITY_KEYS = _ENDS | {"value", "condition", "evidence"}
# Packed specs of more octets are those of one product alone.
_COMMON = 200
_PACKED = msgspec.msgpack.Decoder(dict[str, str])
_JSON = msgspec.json.Decoder(float_hook=Decimal)


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One spec as written: a figure with its digits, a range, a flag or a text.

    Exactly one of ``figure``, ``minimum``/``maximum``, ``flag`` and ``text`` is set; the unit
    stands in the family's attribute. ``condition`` says under what it holds, ``evidence`` names
    the test report or certificate that proves it. None of them refers to a value, so that the
    collector need not look for circles.
    """

    figure: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    flag: bool | None = None
    text: Text | None = None
    condition: Text | None = None
    evidence: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it has a lower or an upper bound."""
        return self.minimum is not None or self.maximum is not None

    @property
    def is_quantity(self) -> bool:
        """Whether it has a figure, or a range of figures."""
        return self.figure is not None or self.minimum is not None or self.maximum is not None


@final
class Specs(Mapping[str, Value]):
    """Values by attribute key, in file order; immutable."""

    __slots__ = ("_citations", "_plain", "_values")

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)
        self._plain: Mapping[str, object] | None = None
        self._citations: tuple[tuple[str, str], ...] | None = None

    def __getitem__(self, key: str) -> Value:
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        """Return the value of ``key``; a ``Mapping`` would raise and catch an error for none."""
        return self._values.get(key, default)

    def keys(self) -> KeysView[str]:
        """Return the keys; a ``Mapping`` would go through them one by one."""
        return self._values.keys()

    def items(self) -> ItemsView[str, Value]:
        """Return (key, value) pairs; a ``Mapping`` would look each value up."""
        return self._values.items()

    def values(self) -> ValuesView[Value]:
        """Return the values; a ``Mapping`` would look each one up."""
        return self._values.values()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Specs) and self._values == other._values

    def __hash__(self) -> int:
        return hash(tuple(self._values))

    def citations(self) -> tuple[tuple[str, str], ...]:
        """Return (key, evidence) for each value that names some.

        They are looked for once: variants have their specs in common.
        """
        if self._citations is None:
            self._citations = tuple(
                (key, value.evidence)
                for key, value in self._values.items()
                if value.evidence is not None
            )
        return self._citations

    def are_among(self, keys: frozenset[str]) -> bool:
        """Whether ``keys`` hold the key of each."""
        return self._values.keys() <= keys

    def only(self, keys: frozenset[str]) -> Specs:
        """Return the specs whose key is among ``keys``, in the same order."""
        return Specs({key: value for key, value in self._values.items() if key in keys})

    def plain(self) -> Mapping[str, object]:
        """Return it in the form it has in the files; one that many products share is made once."""
        if self._plain is None:
            self._plain = {key: _plain(value) for key, value in self._values.items()}
        return self._plain

    def in_text(self) -> dict[str, object]:
        """Return it in the form it has in the files, with every figure as text."""
        return {key: _in_text(part) for key, part in self.plain().items()}


def specs_from(raw: Mapping[str, object]) -> Specs:
    """Return the specs that ``raw`` from a file stands for; raise ValueError where one is none.

    Those of variants are mostly a few choices, the same for many products.
    """
    for value in raw.values():
        if type(value) is not str:
            return Specs({key: value_from(one) for key, one in raw.items()})
    return _chosen(*raw.items())


@lru_cache(maxsize=_SHARED)
def _chosen(*pairs: tuple[str, str]) -> Specs:
    return Specs({key: _worded(text) for key, text in pairs})


def specs_packed(packed: bytes) -> Specs:
    """Return the specs of which each value is JSON in ``packed``; raise ValueError where it is not.

    Those of variants are made once for all that have them, and so is each value.
    """
    return _unpacked_once(packed) if len(packed) <= _COMMON else _unpacked(packed)


def _unpacked(packed: bytes) -> Specs:
    return Specs({key: _VALUES[written] for key, written in _PACKED.decode(packed).items()})


_unpacked_once = lru_cache(maxsize=_SHARED)(_unpacked)


@final
class _Written(dict[str, Value]):
    """Values by what they are in JSON, until they are too many."""

    def __missing__(self, written: str) -> Value:
        if len(self) == _SHARED:
            self.clear()
        value = self[written] = value_from(_JSON.decode(written))
        return value


_VALUES = _Written()


def value_from(raw: object) -> Value:
    """Return the value that ``raw`` from a file stands for; raise ValueError for any other form.

    What many products share is one value: most figures and choices of a catalogue are met again and
    again.
    """
    if isinstance(raw, str):
        return _worded(raw)
    if isinstance(raw, bool):
        return _TRUE if raw else _FALSE
    if isinstance(raw, int):
        return _figured(raw)
    if isinstance(raw, Decimal):
        return _figured(str(raw))
    if isinstance(raw, MAP):
        return _from_map(raw)
    message = "a spec is a number, a text, true or false, or a map with value, or min and max"
    raise ValueError(message)


_TRUE, _FALSE = Value(flag=True), Value(flag=False)


@lru_cache(maxsize=_SHARED)
def _worded(text: str) -> Value:
    return Value(text=Text(text))


@lru_cache(maxsize=_SHARED)
def _figured(digits: str | int) -> Value:
    """Return a figure by its digits: 1.0 and 1.00 are equal, and not the same to a reader."""
    return Value(figure=Decimal(digits))


def _from_map(raw: Mapping[str, object]) -> Value:
    if raw.keys() <= _ENDS:
        return _ranged(_digits(raw.get("min")), _digits(raw.get("max")))
    if not raw.keys() <= _QUANTITY_KEYS:
        return Value(text=text_from(raw))
    condition = raw.get("condition")
    evidence = raw.get("evidence")
    core = value_from(raw["value"]) if "value" in raw else Value()
    ends = _ranged(_digits(raw.get("min")), _digits(raw.get("max")))
    return Value(
        figure=core.figure,
        flag=core.flag,
        text=core.text,
        minimum=ends.minimum,
        maximum=ends.maximum,
        condition=None if condition is None else text_from(condition),
        evidence=None if evidence is None else str(evidence),
    )


@lru_cache(maxsize=_SHARED)
def _ranged(low: str | int | None, high: str | int | None) -> Value:
    """Return a range by the digits of its ends, None where one is open."""
    return Value(
        minimum=None if low is None else _figured(low).figure,
        maximum=None if high is None else _figured(high).figure,
    )


def _digits(raw: object) -> str | int | None:
    """Return what ``_figured`` takes for an end of a range."""
    if isinstance(raw, Decimal):
        return str(raw)
    if raw is None or (isinstance(raw, int) and not isinstance(raw, bool)):
        return raw
    message = f"{raw!r} is not a number"
    raise ValueError(message)


def _plain(value: Value) -> object:
    bare: object = value.figure
    if bare is None:
        bare = value.flag if value.text is None else value.text.plain()
    low, high = value.minimum, value.maximum
    if low is None and high is None and value.condition is None and value.evidence is None:
        return bare
    extras: dict[str, object] = {}
    if value.condition is not None:
        extras["condition"] = value.condition.plain()
    if value.evidence is not None:
        extras["evidence"] = value.evidence
    if low is None and high is None:
        return {"value": bare, **extras}
    ends = {"min": low, "max": high}
    return {key: end for key, end in ends.items() if end is not None} | extras


def _in_text(part: object) -> object:
    if isinstance(part, dict):
        return {key: _in_text(inner) for key, inner in part.items()}
    return str(part) if isinstance(part, Decimal) else part
