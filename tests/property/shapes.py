"""Values of any type of the model, made from the type itself: a new field is drawn from then on."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec.inspect as shape
from hypothesis import strategies as st
from msgspec import Struct, structs

from inforce.domain.interval import Interval
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text

# Signs that mean something to YAML, to a locale's map, to a pointer.
_SIGNS = st.sampled_from([*"ab 0.:-#|>'\"{}[],&*!%@`~=/\\_Ж№", "NO", "010", "2026-01-31", "\n"])
TEXTS = st.lists(_SIGNS, min_size=1, max_size=6).map("".join)
KEYS = st.sampled_from(["a", "b-1", "no", "10", "ключ"])
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=5))])
INSTANTS = st.builds(
    datetime.combine, DAYS, st.times().map(lambda time: time.replace(microsecond=0)), ZONES
)
FIGURES = st.decimals(-9999, 9999, places=2) | st.integers(-999, 999).map(Decimal)
LOCALISED = TEXTS.map(Text) | st.dictionaries(
    st.sampled_from(["en", "ru", "de"]), TEXTS, min_size=1, max_size=2
).map(Text)
_EXTRAS = {"condition": st.none() | LOCALISED, "evidence": st.none() | KEYS}
VALUES = (
    st.builds(Value, figure=FIGURES, **_EXTRAS)
    | st.builds(Value, minimum=FIGURES, maximum=st.none() | FIGURES, **_EXTRAS)
    | st.builds(Value, flag=st.booleans())
    | st.builds(Value, text=LOCALISED)
)
_FULL_SPECS = st.fixed_dictionaries(
    {
        "figure": st.builds(Value, figure=FIGURES, condition=LOCALISED, evidence=KEYS),
        "range": st.builds(Value, minimum=FIGURES, maximum=FIGURES),
        "flag": st.builds(Value, flag=st.booleans()),
        "text": st.builds(Value, text=LOCALISED),
    }
)
_OWN: Mapping[type, st.SearchStrategy[Any]] = {
    Text: LOCALISED,
    Specs: st.dictionaries(KEYS, VALUES, max_size=2).map(Specs),
    Interval: st.sampled_from(["P1M", "P12M", "P90D", "P2Y"]).map(Interval),
}
_LEAVES: Mapping[type[shape.Type], st.SearchStrategy[Any]] = {
    shape.BoolType: st.booleans(),
    shape.DateType: DAYS,
    shape.DateTimeType: INSTANTS,
    shape.DecimalType: FIGURES,
    shape.IntType: st.integers(1, 10**6),
    shape.NoneType: st.none(),
    shape.StrType: TEXTS,
}


def made(kind: object, *, full: bool = False) -> st.SearchStrategy[Any]:
    """Return values of ``kind``; a ``full`` one leaves no field out and no list empty."""
    return _made(shape.type_info(kind), full=full)


def _made(kind: shape.Type, *, full: bool) -> st.SearchStrategy[Any]:
    low, high = (1, 1) if full else (0, 2)
    found: st.SearchStrategy[Any]
    match kind:
        case shape.StructType(cls=cls, fields=fields):
            found = st.builds(cls, **{field.name: _made(field.type, full=full) for field in fields})
        case shape.UnionType(types=types):
            wanted = [one for one in types if not (full and isinstance(one, shape.NoneType))]
            found = st.one_of([_made(one, full=full) for one in wanted])
        case shape.VarTupleType(item_type=item):
            found = st.lists(_made(item, full=full), min_size=low, max_size=high).map(tuple)
        case shape.TupleType(item_types=items):
            found = st.tuples(*(_made(item, full=full) for item in items))
        case shape.DictType(value_type=value):
            found = st.dictionaries(KEYS, _made(value, full=full), min_size=low, max_size=high)
        case shape.EnumType(cls=cls):
            found = st.sampled_from(list(cls))
        case shape.CustomType(cls=cls):
            found = _FULL_SPECS.map(Specs) if full and cls is Specs else _OWN[cls]
        case _:
            found = _LEAVES[type(kind)]
    return found


def gaps(value: object, where: str = "") -> Iterator[str]:
    """Yield where a value leaves a field unset or a list empty: a ``full`` one does nowhere."""
    match value:
        case None | () | "":
            yield where
        case Value():
            return
        case Struct():
            for field in structs.fields(value):
                yield from gaps(getattr(value, field.name), f"{where}.{field.name}")
        case tuple():
            for index, part in enumerate(value):
                yield from gaps(part, f"{where}[{index}]")
        case Mapping():
            if not value:
                yield where
            for key, part in value.items():
                yield from gaps(part, f"{where}.{key}")
        case _:
            return


def altered(value: object, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, Any]]:
    """Yield, with its place, every value that differs from ``value`` in one single leaf.

    Fields named in ``without`` stay as they are. A leaf is also taken away where that is allowed.
    """
    match value:
        case Struct():
            for field in structs.fields(value):
                if field.name not in without:
                    yield from _in_field(value, field, without)
        case Specs():
            yield from ((place, Specs(other)) for place, other in _in_map(dict(value), without))
        case Mapping():
            yield from _in_map(dict(value), without)
        case tuple():
            yield from _in_tuple(value, without)
        case Text():
            for locale, words in value.items():
                yield f".{locale}", Text({**dict(value.items()), locale: f"{words}x"})
        case None:
            return
        case _:
            yield "", _other(value)


def _in_field(
    value: Struct, field: structs.FieldInfo, without: frozenset[str]
) -> Iterator[tuple[str, Any]]:
    part = getattr(value, field.name)
    for place, other in altered(part, without):
        yield f".{field.name}{place}", structs.replace(value, **{field.name: other})
    if part is not None and field.default is None:
        yield f".{field.name}-", structs.replace(value, **{field.name: None})


def _in_map(value: dict[str, Any], without: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for key, part in value.items():
        for place, other in altered(part, without):
            yield f".{key}{place}", {**value, key: other}
        yield f".{key}-", {k: v for k, v in value.items() if k != key}


def _in_tuple(value: tuple[Any, ...], without: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for index, part in enumerate(value):
        before, after = value[:index], value[index + 1 :]
        for place, other in altered(part, without):
            yield f"[{index}]{place}", (*before, other, *after)
        yield f"[{index}]-", (*before, *after)


def _other(leaf: Any) -> object:  # noqa: ANN401 - of any type that has a way to change
    if isinstance(leaf, Enum):
        kinds = list(type(leaf))
        return kinds[(kinds.index(leaf) + 1) % len(kinds)]
    return _CHANGES[type(leaf)](leaf)


_CHANGES: Mapping[type, Callable[[Any], object]] = {
    bool: lambda leaf: not leaf,
    date: lambda leaf: leaf + timedelta(days=1),
    datetime: lambda leaf: leaf + timedelta(days=1),
    Decimal: lambda leaf: leaf + Decimal("0.001"),  # one more digit on paper, at any figure
    int: lambda leaf: leaf + 1,
    Interval: lambda leaf: Interval("P4M" if leaf.written == "P3M" else "P3M"),
    str: lambda leaf: f"{leaf}x",
}
