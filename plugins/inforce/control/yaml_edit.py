"""Edits of hand-written YAML that touch only the lines they must.

The new data are held against the old ones; where they differ, text is spliced in at the places that
the composer gives. Comments, order, quoting, indentation and line ends of all else stay as they
are. The result is then proved: read again by the strict reader, it must hold exactly what was
wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from inforce.control.yaml_parts import same
from inforce.control.yaml_splice import Splicer
from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.readers.yaml_reader import Data, positions, read_yaml

_FRONT_MATTER = re.compile(r"(---\r?\n)(.*?\r?\n)?(---\r?(?:\n|$))", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
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
    text = Splicer(head).spliced(old, cast("dict[str, Plain]", _with_dates(wanted)))
    found = None if text is None else read_yaml(text.encode(), path)
    if text is None or found is None or found.problems or not same(found.data, wanted):
        line = _first_difference(head, old, wanted) + _offset(path)
        raise InforceError(
            f"{path}:{line}: the change cannot be written without touching more than it should; "
            "write this part in an ordinary form and try again"
        )
    return (before + text + after).encode()


def _with_dates(data: Plain) -> Plain:
    """Return ``data`` with every text that is a day as one: days are written without quotes."""
    if isinstance(data, Mapping):
        return {key: _with_dates(value) for key, value in data.items()}
    if isinstance(data, str):
        return date.fromisoformat(data) if _is_day(data) else data
    return [*map(_with_dates, data)] if isinstance(data, Sequence) else data


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


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
