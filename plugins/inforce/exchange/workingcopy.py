"""How a working copy that people changed differs from what the source now says."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.exchange.report import Difference
from inforce.readers.yaml_reader import Data, read_yaml

_SHOWN = 120


def differences(present: bytes, wanted: bytes) -> tuple[Difference, ...]:
    """Return each field in which two product files differ, in the order of the second.

    A file that cannot be read differs as a whole.
    """
    mine = read_yaml(present, "").data
    theirs = read_yaml(wanted, "").data
    if not isinstance(mine, dict):
        return (Difference("", "a file that cannot be read", "a product"),)
    yours, source = dict(_leaves(mine, "")), dict(_leaves(theirs, ""))
    return tuple(
        Difference(field, yours.get(field, ""), source.get(field, ""))
        for field in dict.fromkeys((*source, *yours))
        if yours.get(field) != source.get(field)
    )


def _leaves(data: Data, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{at}.{key}" if at else key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, f"{at}[{index}]")
    else:
        text = str(data)
        yield at, text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
