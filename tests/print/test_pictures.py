"""What a picture is, by its bytes."""

import struct
from pathlib import Path

import pytest

from inforce.renderers.typst.pictures import Flaw, Kind, inspect
from tests.print.shop import SVG, png

JPEG = (
    b"\xff\xd8\xff\xe0\0\x04\0\0" + b"\xff\xc0\0\x11\x08" + struct.pack(">HH", 30, 40) + b"\0" * 9
)
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (png(40, 30), Kind("png", 1200)),
        (b"GIF89a" + struct.pack("<HH", 40, 30), Kind("gif", 1200)),
        (JPEG, Kind("jpg", 1200)),
        (WEBP + b"VP8X" + b"\0" * 8 + b"\x27\0\0\x1d\0\0", Kind("webp", 1200)),
        (WEBP + b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 39 | 29 << 14), Kind("webp", 1200)),
        (WEBP + b"VP8 " + b"\0" * 10 + struct.pack("<HH", 40, 30), Kind("webp", 1200)),
        (WEBP + b"OTHER", Flaw.UNKNOWN),
        (SVG, Kind("svg", None)),
        (b'<?xml version="1.0"?>\n' + SVG, Kind("svg", None)),
        (JPEG[:9], Flaw.UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", Flaw.UNKNOWN),
        (b"%PDF-1.7", Flaw.UNKNOWN),
        (b"", Flaw.UNKNOWN),
        (png(9_000, 9_000), Flaw.TOO_LARGE),
        (SVG + b" " * 30_000_000, Flaw.TOO_LARGE),
    ],
)
def test_bytes_tell_the_kind(tmp_path: Path, octets: bytes, expected: Kind | Flaw) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(octets)
    assert inspect(path) == expected


def test_what_is_no_file_is_missing(tmp_path: Path) -> None:
    assert inspect(tmp_path) is Flaw.MISSING
    assert inspect(tmp_path / "none.png") is Flaw.MISSING
