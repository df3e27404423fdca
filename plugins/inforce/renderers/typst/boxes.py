"""The boxes of a PDF for a press: up to where colour runs beyond the trim of each page."""

from __future__ import annotations

from decimal import Decimal
from importlib.metadata import version
from io import BytesIO

import pikepdf

# What writes them, as a document tells it beside what set it.
WRITER = f"pikepdf {version('pikepdf')}, qpdf {pikepdf.__libqpdf_version__}"
_POINTS = Decimal(72) / Decimal("25.4")


def with_bleed_boxes(pdf: bytes, bleed: Decimal) -> bytes:
    """Return ``pdf`` with the bleed box of each page: its trim box, wider by ``bleed`` millimetres.

    The typesetter writes media and trim boxes only. Tags, metadata and attached files stay as they
    are, and the same PDF gives the same bytes.
    """
    wider = bleed * _POINTS
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = (Decimal(str(edge)) for edge in page.trimbox.as_list())
            edges = (left - wider, bottom - wider, right + wider, top + wider)
            page.obj.BleedBox = pikepdf.Array([round(edge, 3) for edge in edges])
        out = BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()
