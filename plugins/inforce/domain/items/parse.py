"""From the plain data of a file to frozen values; the only door into the domain.

The data have passed the file's JSON Schema, or come from a snapshot. What still does not fit is a
``ParseError`` with the place.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from inforce.domain.interval import Interval
from inforce.domain.items.specs import Specs, specs_from, specs_packed
from inforce.domain.text import MAP, Text, text_from

_ValueT = TypeVar("_ValueT")


class ParseError(Exception):
    """Data do not fit the model; ``where`` is the path that msgspec gives, such as ``$.id``."""

    def __init__(self, problem: str) -> None:
        text, _, where = problem.partition(" - at ")
        super().__init__(text)
        self.where = where.strip("`") or "$"


def parse(data: object, kind: type[_ValueT]) -> _ValueT:
    """Return ``data`` as a value of ``kind``; raise ParseError where they do not fit."""
    try:
        return msgspec.convert(data, kind, dec_hook=_part)
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        raise ParseError(str(error)) from error


def decoded(written: bytes, kind: type[_ValueT]) -> _ValueT:
    """Return what ``parse`` returns for the data that ``written`` is packed from.

    ``readers.packed_product`` packs them. It takes a third of the time of both, as no data are made
    in between, and what many products share is made once.
    """
    try:
        value: _ValueT = _decoder(kind).decode(written)  # type: ignore[arg-type]  # hashable
    except (msgspec.DecodeError, ValueError, TypeError) as error:
        raise ParseError(str(error)) from error
    return value


@cache
def _decoder(kind: type[Any]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_part)


def _part(kind: type[Any], raw: Any) -> Any:  # noqa: ANN401 - the signature msgspec asks for
    if kind is Text:
        return text_from(raw)
    if kind is Specs:
        if isinstance(raw, bytes):
            return specs_packed(raw)
        if not isinstance(raw, MAP):
            raise ValueError("specs are a map of attributes")
        return specs_from(raw)
    if kind is Interval:
        return Interval(str(raw))
    raise NotImplementedError(kind.__name__)
