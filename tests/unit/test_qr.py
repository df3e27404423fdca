import re

import pytest
import zxingcpp

from inforce.renderers.qr import qr_svg

ADDRESS = "https://maker.example/shop/products/hx-100/r/2/?a=1&b=<2>"
SCALE = 4


def scanned(svg: str) -> str:
    """Return what a reader sees in the drawing, painted dot by dot."""
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]  # or the test fails
    width = side * SCALE
    paper = bytearray(b"\xff" * width * width)
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        for line in range(int(y) * SCALE, (int(y) + 1) * SCALE):
            start = line * width + int(x) * SCALE
            paper[start : start + int(length) * SCALE] = bytes(int(length) * SCALE)
    image = memoryview(paper).cast("B", (width, width))
    code = zxingcpp.read_barcode(image)
    assert code is not None
    return code.text


@pytest.mark.parametrize("address", [ADDRESS, "https://m.example/", "https://пример.рф/изделие/"])
def test_a_reader_finds_the_address(address: str) -> None:
    assert scanned(qr_svg(address)) == address


def test_nothing_of_the_address_is_markup() -> None:
    assert "<2>" not in qr_svg(ADDRESS)
    assert qr_svg(ADDRESS).count("<") == len(("<svg", "<path", "</svg"))


def test_the_same_address_gives_the_same_drawing() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "3")
