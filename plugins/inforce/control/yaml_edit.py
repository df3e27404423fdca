"""Edits of hand-written YAML that touch only the lines they must.

The new data are held against the old ones; where they differ, text is spliced in at the places that
the composer gives. Comments, order, quoting, indentation and line ends of all else stay as they
are. The result is then proved: read again by the strict reader, it must hold exactly what was
wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from inforce.control.yaml_parts import same
from inforce.control.yaml_splice import Splicer
from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.readers.yaml_reader import Data, positions, read_yaml

_FRONT_MATTER = re.compile(r"(---\r?\n)(.*?\r?\n)?(---\r?(?:\n|$))", re.DOTALL)
_BYTE_ORDER_MARK = "\ufeff"


def file_data(octets: bytes, path: str) -> dict[str, Data]:
    """Return the data of a product file, or the front matter of a Markdown page.

    Raise InforceError, with the line, when they cannot be read or are no map.
    """
    _, head, _ = _parts(octets, path)
    document = read_yaml(head.encode(), path)
    for problem in document.problems:
        line = problem.line + _offset(path)
        raise InforceError(f"{path}:{line}: this cannot be read; `inforce check` says why")
    if not isinstance(document.data, dict):
        raise InforceError(f"{path}:1: this holds no map of keys and values")
    return document.data


def edited(octets: bytes, wanted: Mapping[str, Plain], path: str) -> bytes:
    """Return the file with the data ``wanted``, every line that may stay left as it is.

    Keys that are new stand after the key that comes before them in ``wanted``. Raise InforceError,
    with the line, where the file's form does not allow the edit.
    """
    old = file_data(octets, path)
    if same(old, wanted):
        return octets
    before, head, after = _parts(octets, path)
    text = Splicer(head).spliced(old, wanted)
    found = None if text is None else read_yaml(text.encode(), path)
    if text is None or found is None or found.problems or not same(found.data, wanted):
        line = _first_difference(head, old, wanted) + _offset(path)
        raise InforceError(
            f"{path}:{line}: the change cannot be written without touching more than it should; "
            "write this part in an ordinary form and try again"
        )
    return (before + text + after).encode()


def merged(data: Mapping[str, Data], changes: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return ``data`` with ``changes``: maps are merged, None takes a key away, the rest replaces.

    A new key comes last.
    """
    result: dict[str, Plain] = dict(cast("Mapping[str, Plain]", data))
    for key, value in changes.items():
        old = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            inner = old if isinstance(old, Mapping) else {}
            result[key] = merged(cast("Mapping[str, Data]", inner), value)
        else:
            result[key] = value
    return result


def _parts(octets: bytes, path: str) -> tuple[str, str, str]:
    """Return what stands before the YAML, the YAML, and what stands after it."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InforceError(f"{path}:1: the text is not UTF-8") from error
    before = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if not path.endswith(".md"):
        return before, text, ""
    found = _FRONT_MATTER.match(text)
    if found is None or found[2] is None:
        raise InforceError(f"{path}:1: the page has no front matter")
    return before + found[1], found[2], text[found.end(2) :]


def _offset(path: str) -> int:
    return 1 if path.endswith(".md") else 0


def _first_difference(text: str, old: Mapping[str, Data], wanted: Mapping[str, Plain]) -> int:
    """Return the line of the first key whose value differs, the first line where it is new."""
    where = positions(text.encode())
    differing = (key for key in {**old, **wanted} if not same(old.get(key), wanted.get(key)))
    return where.get(f"/{next(differing)}", (1, 1))[0]
