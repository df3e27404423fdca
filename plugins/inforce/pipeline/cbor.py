"""As much of CBOR (RFC 8949) as a search index is made of: counts, texts, lists."""

from __future__ import annotations

from typing import TypeAlias

from inforce.domain.errors import InforceError

Value: TypeAlias = "int | str | list[Value]"

_COUNT, _TEXT, _LIST = 0, 3, 4
# The argument stands in the head itself below 24, else in 1, 2, 4 or 8 octets after it.
_SHORT = 24
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


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
