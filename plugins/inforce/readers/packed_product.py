"""The data of a product in the form in which they are kept: what many products share stands apart.

It is MessagePack. Each of its specs are packed once more, each value of them is JSON, with every
digit: what was met before is told by its octets, and is not made again.
"""

from __future__ import annotations

import msgspec

from inforce.readers.yaml_reader import Data

_JSON = msgspec.json.Encoder(decimal_format="number")
# A figure elsewhere, which would lose digits, is no part of a product: decoding refuses it.
_PACKER = msgspec.msgpack.Encoder(decimal_format="number")


def packed(data: Data) -> bytes:
    """Return what ``domain.parse.decoded`` makes a product of.

    It is nothing where a number outside specs has more than 64 bits.
    """
    try:
        return _PACKER.encode(_with_packed_specs(data))
    except OverflowError:
        return b""


def _with_packed_specs(data: Data) -> object:
    """Return the data of a product, or of a variant, with all specs packed."""
    if not isinstance(data, dict):
        return data
    whole: dict[str, object] = dict(data)
    if isinstance(specs := data.get("specs"), dict):
        values = {key: _JSON.encode(value).decode() for key, value in specs.items()}
        whole["specs"] = _PACKER.encode(values)
    variants = data.get("variants")
    if isinstance(variants, dict) and isinstance(items := variants.get("items"), list):
        whole["variants"] = {**variants, "items": [_with_packed_specs(item) for item in items]}
    return whole
