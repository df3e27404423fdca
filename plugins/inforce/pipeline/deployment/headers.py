"""What a store of objects is told of a file, to be told to browsers."""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import MimeTypes

from inforce.domain.items.product import PUBLIC
from inforce.renderers.website import assets

# Approved files stand below their own digest, styles and scripts have it in their names: what lies
# there never changes.
_LASTING = ("media/", assets.FOLDER)
# The system's own list of types is left out: the same site is told the same everywhere.
_TYPES = MimeTypes()
for _type, _ending in (
    ("application/wasm", ".pagefind"),
    ("font/ttf", ".ttf"),
    ("font/woff", ".woff"),
    ("font/woff2", ".woff2"),
    ("text/calendar", ".ics"),
    ("text/javascript", ".js"),
):
    _TYPES.add_type(_type, _ending)


def headers(path: str, audience: str) -> Mapping[str, str]:
    """Return type and caching of the file at ``path``, in the words of S3."""
    kind = _TYPES.guess_type(path, strict=True)[0] or "application/octet-stream"
    return {
        "ContentType": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "CacheControl": _caching(path, audience),
    }


def _caching(path: str, audience: str) -> str:
    if audience != PUBLIC:
        return "private, no-cache"
    return "public, max-age=31536000, immutable" if path.startswith(_LASTING) else "no-cache"
