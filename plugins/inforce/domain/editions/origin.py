"""From what the content of a product was made: where that is the same, so is the content."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec import structs

from inforce.domain.items.content import FamilyContent, ProductContent
from inforce.domain.registers.digest import plain_part

_KIND = b"content\0"
# The order of keys counts: a page may show them in it.
_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)


def origin(source: bytes, whole: ProductContent, shown: ProductContent) -> bytes:
    """Return the SHA-256 of what ``shown`` was made from, empty where that does not say all of it.

    ``source`` is the SHA-256 of the file of the product, ``whole`` its content. The file says what
    an audience is shown where it is shown all of it but control data.
    """
    product = structs.replace(whole.product, control=shown.product.control)
    if not source or product != shown.product:
        return b""
    files = _ENCODER.encode(shown.files)
    return sha256(_KIND + source + _family(shown.family) + files).digest()


@lru_cache(maxsize=1024)
def _family(family: FamilyContent) -> bytes:
    return sha256(_ENCODER.encode(family)).digest()
