"""QR codes (ISO/IEC 18004): they lead from paper, or another screen, to an address."""

from __future__ import annotations

import re
from math import isqrt

# The light border that readers need: four modules by the standard, two suffice on light paper.
_BORDER = 2
_DARK = re.compile(rb"\x00+")


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
    strokes: list[str] = []
    for number, row in enumerate(rows, start=_BORDER):
        line = f" {number}.5h"
        for run in _DARK.finditer(row):
            start, end = run.span()
            strokes.append(f"M{start + _BORDER}{line}{end - start}")
    return "".join(strokes)
