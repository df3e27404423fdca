"""Data inside a page: JSON in a script element that no text in it can leave."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder(decimal_format="number")  # figures keep their digits
# In a script element no entity is decoded: what could end or open it is written as JSON escapes.
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def embedded(data: object, kind: str, name: str = "") -> str:
    """Return ``data`` as a script element of the media type ``kind``, with the id ``name``."""
    text = _ENCODER.encode(data).decode()
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    own = f' id="{name}"' if name else ""
    return f'<script type="{kind}"{own}>{text}</script>'
