import re

import pytest
import zxingcpp

from inforce.renderers.qr import qr_svg

ADDRESS = "https://maker.example/shop/products/hx-100/r/2/?a=1&b=<2>"
SCALE = 4
BORDER = 2


def painted(svg: str) -> list[bytearray]:
    """Return the rows of the drawing, a byte for each module and 0 where it is dark."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]  # or the test fails
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    way = re.search(r' d="([^"]*)"', svg)[1]  # type: ignore[index]
    steps = r"M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)"
    assert re.fullmatch(f"(?:{steps})+", way)
    x = y = 0
    for to_x, to_y, light, dark in re.findall(steps, way):
        if to_x:
            x, y = int(to_x), int(to_y)
        rows[y][x : x + int(dark or 0)] = bytes(int(dark or 0))
        x += int(light or dark or 0)
        assert x <= side - BORDER
    return rows


def scanned(svg: str) -> str:
    """Return what a reader sees in the drawing, painted dot by dot."""
    rows = [bytes(dot for dot in row for _ in range(SCALE)) for row in painted(svg)]
    image = memoryview(b"".join(row * SCALE for row in rows))
    code = zxingcpp.read_barcode(image.cast("B", (len(rows) * SCALE, len(rows) * SCALE)))
    assert code is not None
    return code.text


def drawn_by_the_library(address: str) -> bytes:
    """Return the code with the mask that the library finds by the standard."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    octets: bytes = bytes(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[call-overload]
    return octets


@pytest.mark.parametrize("address", [ADDRESS, "https://m.example/", "https://пример.рф/изделие/"])
def test_a_reader_finds_the_address(address: str) -> None:
    assert scanned(qr_svg(address)) == address


# In the last ones the share of dark modules decides, which it seldom does.
@pytest.mark.parametrize(
    "address",
    [
        f"https://m.example/{number:x>{length}}/"
        for length in (1, 40, 90, 250)
        for number in range(30)
    ]
    + [f"https://m.example/{end}/" for end in ("228", "487", "2877", "xx297", "xx427", "x2467")],
)
def test_each_code_has_the_mask_that_is_read_best(address: str) -> None:
    rows = painted(qr_svg(address))
    inner = b"".join(row[BORDER:-BORDER] for row in rows[BORDER:-BORDER])
    assert inner == drawn_by_the_library(address)


def test_nothing_of_the_address_is_markup() -> None:
    assert "<2>" not in qr_svg(ADDRESS)
    assert qr_svg(ADDRESS).count("<") == len(("<svg", "<path", "</svg"))


def test_the_same_address_gives_the_same_drawing() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "3")
