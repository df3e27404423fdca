"""Data inside a page: JSON in a script element that no text in it can leave."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder(decimal_format="number")  # figures keep their digits
# In a script element no entity is decoded: what could end or open it is written as JSON escapes.
_ESCAPES = ((b"<", rb"\u003c"), (b">", rb"\u003e"), (b"&", rb"\u0026"))


def encoded(data: object) -> bytes:
    """Return ``data`` as it stands in a script element, but for what could end or open that."""
    return _ENCODER.encode(data)


def embedded(data: object, kind: str, name: str = "") -> str:
    """Return ``data`` as a script element of the media type ``kind``, with the id ``name``."""
    octets = encoded(data)
    for plain, escaped in _ESCAPES:
        octets = octets.replace(plain, escaped)
    own = f' id="{name}"' if name else ""
    return f'<script type="{kind}"{own}>{octets.decode()}</script>'
