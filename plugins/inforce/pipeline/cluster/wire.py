"""A commission as bytes and back: MessagePack that says what it is by its types, no pickle.

What differs between revisions can be a value of many kinds. These bytes do not tell them apart, so
that a list of kinds goes with them, in the order in which an edition has its differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from importlib import import_module
from typing import Any

import msgspec
from msgspec import Struct, structs

from inforce.domain.editions.edition import (
    ChangeNotice,
    Edition,
    EditionPage,
    EditionProduct,
    PastRevision,
    Step,
)
from inforce.domain.interval import Interval
from inforce.domain.items.difference import Difference
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text
from inforce.pipeline.leaves.commission import Commission
from inforce.readers.collector import collector_at_rest
from inforce.renderers.website.shell import Shell

_DATA = ("before", "after", "was", "owner")
_PLAIN: Mapping[str, Any] = {
    "bool": bool,
    "date": date,
    "int": int,
    "str": str,
    "tuple": tuple[str, ...],
}
_DOMAIN = "inforce.domain."


def encode(commission: Commission) -> bytes:
    """Return ``commission`` as bytes: the same ones for the same commission."""
    kinds = [_kinds(one) for one in _differences(commission.edition)]
    return msgspec.msgpack.encode((kinds, commission), enc_hook=_plain)


@collector_at_rest()
def decode(octets: bytes) -> Commission:
    """Return the commission that was encoded; raise msgspec.DecodeError where it was none."""
    kinds, commission = _DECODER.decode(octets)
    for difference, names in zip(_differences(commission.edition), kinds, strict=True):
        for field, name in zip(_DATA, names, strict=True):
            raw = getattr(difference, field)
            datum = getattr(difference, name) if name in _DATA else _datum(raw, name)
            # Its kind is known only now; nobody has seen the value before.
            structs.force_setattr(difference, field, datum)
    return commission


class _Difference(Difference, frozen=True, kw_only=True):
    before: Any = None
    after: Any = None
    was: Any = None
    owner: Any = None


class _Step(Step, frozen=True, kw_only=True):
    changes: tuple[_Difference, ...] = ()


class _PastRevision(PastRevision, frozen=True, kw_only=True):
    changes: tuple[_Difference, ...] = ()


class _EditionProduct(EditionProduct, frozen=True, kw_only=True):
    history: tuple[_Step, ...] = ()
    past: tuple[_PastRevision, ...] = ()


class _EditionPage(EditionPage, frozen=True, kw_only=True):
    history: tuple[_Step, ...] = ()


class _ChangeNotice(ChangeNotice, frozen=True, kw_only=True):
    step: _Step


class _Edition(Edition, frozen=True, kw_only=True):
    products: Mapping[str, _EditionProduct] = {}
    pages: Mapping[str, _EditionPage] = {}
    changes: tuple[_ChangeNotice, ...] = ()


class _Commission(Commission, frozen=True, kw_only=True):
    edition: _Edition


def _plain(part: object) -> object:
    if isinstance(part, Text):
        return part.plain()
    if isinstance(part, Mapping):
        return dict(part)
    if isinstance(part, Interval):
        return part.written
    if isinstance(part, Shell):
        return part.parts
    raise NotImplementedError(type(part).__name__)


def _part(kind: type[Any], raw: Any) -> Any:  # noqa: ANN401 - the signature msgspec asks for
    if kind is Text or kind is Interval:
        return kind(raw)
    if kind is Specs:
        return Specs(msgspec.convert(raw, dict[str, Value], dec_hook=_part))
    if kind is Shell:
        return Shell.of(msgspec.convert(raw, tuple[str, ...]))
    raise NotImplementedError(kind.__name__)


_DECODER = msgspec.msgpack.Decoder(
    tuple[list[tuple[str, str, str, str]], _Commission], dec_hook=_part
)


def _differences(edition: Edition) -> Iterator[Difference]:
    for product in edition.products.values():
        for step in product.history:
            yield from step.changes
        for past in product.past:
            yield from past.changes
    for page in edition.pages.values():
        for step in page.history:
            yield from step.changes
    for notice in edition.changes:
        yield from notice.step.changes


def _kinds(difference: Difference) -> tuple[str, ...]:
    """Return the kind of each datum, or the field that holds the very same one.

    An entry that came or went is told by being its own owner.
    """
    data = [getattr(difference, field) for field in _DATA]
    names = []
    for at, datum in enumerate(data):
        same = next((before for before in range(at) if data[before] is datum), None)
        names.append(_kind(datum) if datum is None or same is None else _DATA[same])
    return tuple(names)


def _kind(datum: object) -> str:
    """Return the name of a datum's kind, empty for none."""
    if datum is None:
        return ""
    kind = type(datum)
    if kind.__module__.startswith(_DOMAIN):
        return f"{kind.__module__}:{kind.__qualname__}"
    return kind.__name__


def _datum(raw: object, name: str) -> object:
    if not name:
        return None
    return msgspec.convert(raw, _named(name), dec_hook=_part)


def _named(name: str) -> Any:  # noqa: ANN401 - a type, or the form of a tuple
    """Return the kind called ``name``: only values of the domain have a name here."""
    if name in _PLAIN:
        return _PLAIN[name]
    module, _, kind = name.partition(":")
    if module.startswith(_DOMAIN):
        found = getattr(import_module(module), kind, None)
        if isinstance(found, type) and issubclass(found, Struct | Enum | Text):
            return found
    raise msgspec.ValidationError(f"{name} is no kind of value that differs")
