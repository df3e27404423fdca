"""As much of CBOR (RFC 8949) as a search index is made of: numbers, texts, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, final

from inforce.domain.errors import InforceError

Value: TypeAlias = "int | str | list[Value]"

# What the three upper bits of a head say; numbers below zero are told by their complement.
_COUNT, _BELOW, _TEXT, _LIST = 0, 1, 3, 4
# The argument stands in the head itself below 24, else in 1, 2, 4 or 8 octets after it.
_SHORT = 24
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
# How many octets a number takes, by its head.
_TAKES = {
    kind << 5 | short: 1 + _WIDTHS.get(short, 0)
    for kind in (_COUNT, _BELOW)
    for short in range(max(_WIDTHS) + 1)
}


class UnknownFormError(InforceError):
    """A form of CBOR that this index was not known to use."""

    def __init__(self, form: str) -> None:
        super().__init__(
            f"the search index has a form that is not known ({form}): use another version of "
            "pagefind, or build without the search"
        )


def decode(octets: bytes) -> Value:
    """Return the one value that ``octets`` hold; raise UnknownFormError for any other form."""
    value, end = _read(octets, 0)
    if end != len(octets):
        raise UnknownFormError("more than one value")
    return value


@final
class Walk:
    """A way through octets of a known form that says what stands there, or passes over it.

    Each step raises UnknownFormError where something else stands.
    """

    def __init__(self, octets: bytearray) -> None:
        """Begin at the start of ``octets``; ``at`` is how far it went."""
        self.octets = octets
        self.at = 0

    def count(self) -> int:
        """Return the number that stands here."""
        return self._argument(_COUNT)

    def text(self) -> str:
        """Return the text that stands here."""
        length = self._argument(_TEXT)
        start, self.at = self.at, self.at + length
        return self.octets[start : self.at].decode()

    def length(self) -> int:
        """Step into the list that begins here; return how many values follow."""
        return self._argument(_LIST)

    def into(self, length: int) -> None:
        """Step into a list of that ``length``."""
        if self._argument(_LIST) != length:
            raise UnknownFormError(f"a list of other than {length}")

    def over(self, below: Sequence[int] = ()) -> int:
        """Step over a list of numbers, return how many; ``~number`` becomes ``~below[number]``."""
        length = self.length()
        octets, at = self.octets, self.at
        try:
            for _ in range(length):
                head = octets[at]
                if below and head >> 5 == _BELOW:
                    octets[at] = _BELOW << 5 | below[head & 31]
                at += _TAKES[head]
        except LookupError as error:
            raise UnknownFormError("other numbers") from error
        self.at = at
        return length

    def _argument(self, kind: int) -> int:
        head = self.octets[self.at]
        self.at += 1
        short = head & 31
        if head >> 5 != kind or (short >= _SHORT and short not in _WIDTHS):
            raise UnknownFormError(f"a head of {head}")
        if short < _SHORT:
            return short
        start, self.at = self.at, self.at + _WIDTHS[short]
        return int.from_bytes(self.octets[start : self.at])


def opened(length: int) -> bytes:
    """Return how a list of that ``length`` begins."""
    return _head(_LIST, length)


def encode(value: Value) -> bytes:
    """Return ``value`` in its shortest form."""
    if isinstance(value, int):
        return _head(_COUNT, value)
    if isinstance(value, str):
        octets = value.encode()
        return _head(_TEXT, len(octets)) + octets
    return _head(_LIST, len(value)) + b"".join(encode(part) for part in value)


def _read(octets: bytes, at: int) -> tuple[Value, int]:
    kind, short = divmod(octets[at], 32)
    at += 1
    argument = short
    if short in _WIDTHS:
        argument = int.from_bytes(octets[at : at + _WIDTHS[short]])
        at += _WIDTHS[short]
    elif short > _SHORT:
        raise UnknownFormError(f"a head of {short}")
    if kind == _COUNT:
        return argument, at
    if kind == _TEXT:
        return octets[at : at + argument].decode(), at + argument
    if kind != _LIST:
        raise UnknownFormError(f"kind {kind}")
    parts: list[Value] = []
    for _ in range(argument):
        part, at = _read(octets, at)
        parts.append(part)
    return parts, at


def _head(kind: int, argument: int) -> bytes:
    if argument < _SHORT:
        return bytes([kind << 5 | argument])
    short, width = next(
        (short, width) for short, width in _WIDTHS.items() if argument < 1 << (8 * width)
    )
    return bytes([kind << 5 | short]) + argument.to_bytes(width)
