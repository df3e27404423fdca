"""What a picture file really is, told by its bytes before anything decodes it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from msgspec import Struct

_MOST_BYTES = 30_000_000
_MOST_PIXELS = 40_000_000  # beyond this a decoded picture takes more memory than a catalogue
_HEAD = 4096
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Flaw(Enum):
    """Why a picture is left out."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LARGE = "too-large"
    BROKEN = "broken"


class Kind(Struct, frozen=True):
    """A kind of picture that can be set, and its pixels; None for a vector drawing."""

    suffix: str
    pixels: int | None


def inspect(path: Path) -> Kind | Flaw:
    """Return what ``path`` is, or why it cannot be set; bytes decide, never its name."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return Flaw.MISSING
        if size > _MOST_BYTES:
            return Flaw.TOO_LARGE
        data = path.read_bytes()
    except OSError:
        return Flaw.MISSING
    kind = _kind(data)
    if kind is None:
        return Flaw.UNKNOWN
    if kind.pixels is not None and kind.pixels > _MOST_PIXELS:
        return Flaw.TOO_LARGE
    return kind


def _kind(data: bytes) -> Kind | None:
    try:
        for suffix, (magic, area) in _BITMAPS.items():
            if data.startswith(magic):
                return Kind(suffix, area(data))
    except struct.error:
        return None
    if b"<svg" in data[:_HEAD] and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Kind("svg", None)
    return None


def _area(form: str, data: bytes, at: int) -> int:
    width, height = struct.unpack_from(form, data, at)
    return int(width) * int(height)


def _jpeg_area(data: bytes) -> int:
    at = 2
    while True:
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker in _SOF:
            return _area(">HH", data, at + 5)
        at += 2 + int(length)


def _webp_area(data: bytes) -> int:
    match data[12:16]:
        case b"VP8X":
            width = int.from_bytes(data[24:27], "little") + 1
            return width * (int.from_bytes(data[27:30], "little") + 1)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return int(((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1))
        case b"VP8 ":
            return _area("<HH", data, 26)
        case _:
            raise struct.error


_BITMAPS: dict[str, tuple[bytes, Callable[[bytes], int]]] = {
    "png": (b"\x89PNG\r\n\x1a\n", lambda data: _area(">II", data, 16)),
    "gif": (b"GIF8", lambda data: _area("<HH", data, 6)),
    "jpg": (b"\xff\xd8\xff", _jpeg_area),
    "webp": (b"RIFF", _webp_area),
}
