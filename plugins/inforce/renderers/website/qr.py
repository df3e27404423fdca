"""QR codes as drawings inside a page: they lead from paper, or another screen, to an address."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def qr(address: str) -> Markup:
    """Return a QR code of ``address`` (ISO/IEC 18004, error correction M) as an SVG element.

    It takes the colour of the text around it and the size of the box it stands in. It has no
    meaning of its own for those who cannot see it: the address stands beside it as a link.
    """
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, nl=False, omitsize=True, border=2
    )
    svg = drawn.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" ', 1)
    return Markup(svg.replace('stroke="#000"', 'stroke="currentColor"'))  # noqa: S704 - drawn by segno from modules alone
