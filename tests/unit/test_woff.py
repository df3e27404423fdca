"""A font in WOFF 1.0 is the font it was made of."""

from importlib.resources import files
from struct import unpack_from
from zlib import decompress

from inforce.renderers.website.woff import woff

FONT = (files("font_roboto") / "files" / "Roboto-Regular.ttf").read_bytes()


def test_all_tables_come_back_and_stand_where_the_head_says() -> None:
    made = woff(FONT)
    signature, flavour, size, count, reserved, whole = unpack_from(">4s4sLHHL", made)
    assert (signature, flavour, size, reserved) == (b"wOFF", FONT[:4], len(made), 0)
    assert count == unpack_from(">H", FONT, 4)[0]
    assert size < len(FONT) * 0.62
    end, raw = 44 + 20 * count, 12 + 16 * count
    for at in range(count):
        tag, start, packed, length, checksum = unpack_from(">4sLLLL", made, 44 + 20 * at)
        own = unpack_from(">4sLLL", FONT, 12 + 16 * at)
        assert (tag, checksum, length) == (own[0], own[1], own[3])
        table = made[start : start + packed]
        table = table if packed == length else decompress(table)
        assert table == FONT[own[2] : own[2] + length]
        assert start == end
        assert start % 4 == 0
        end = start + packed + -packed % 4
        raw += length + -length % 4
    assert (end, raw) == (size, whole)


def test_a_table_that_grows_stays_as_it_is() -> None:
    table = bytes(range(7))
    font = b"\0\1\0\0" + b"\0\1" + bytes(6) + b"abcd" + bytes(4) + b"\0\0\0\x1c" + b"\0\0\0\7"
    assert woff(font + table).endswith(table + b"\0")
