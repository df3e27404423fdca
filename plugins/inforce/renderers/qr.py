"""QR codes (ISO/IEC 18004): they lead from paper, or another screen, to an address."""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

# The light border that readers need: four modules by the standard, two suffice on light paper.
_BORDER = 2
_LIGHT = b"\xff"


def qr_svg(address: str) -> str:
    """Return a QR code of ``address``, error correction M, as an SVG element without a size.

    It takes the colour of what stands around it. To those who cannot see it it says nothing: the
    address stands beside it.
    """
    rows = _modules(address)
    side = len(rows) + 2 * _BORDER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" aria-hidden="true">'
        f'<path stroke="currentColor" d="{_strokes(rows)}"/></svg>'
    )


def _modules(address: str) -> list[bytes]:
    """Return the modules, row by row; 0 is dark."""
    import zxingcpp

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1, add_quiet_zones=False)
    octets = bytes(image)  # type: ignore[call-overload]  # it is a buffer
    side = isqrt(len(octets))
    return [octets[start : start + side] for start in range(0, len(octets), side)]


def _strokes(rows: list[bytes]) -> str:
    """Return a stroke for each run of dark modules."""
    width = len(rows) + len(_LIGHT)
    strokes: list[str] = []
    start = 0
    # Light modules between the rows keep their runs apart.
    for dark in _LIGHT.join(rows).split(_LIGHT):
        if dark:
            strokes.append(_stroke(width, start, len(dark)))
        start += len(dark) + 1
    return "".join(strokes)


@lru_cache(65_536)  # the codes of a site have most of their strokes in common
def _stroke(width: int, start: int, length: int) -> str:
    """Return the stroke of so many modules; ``start`` counts all those before, row by row."""
    row, column = divmod(start, width)
    return f"M{column + _BORDER} {row + _BORDER}.5h{length}"
