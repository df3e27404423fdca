"""Plain data as YAML text that the strict reader reads back unchanged.

Block style, keys in the order given. A string is quoted exactly where it would not read back as
that string, or where a reader of YAML 1.1 would take it for a number, a date, a flag or nothing.
A text of several lines stands as a literal block, a long one as a folded block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

Plain: TypeAlias = (
    "Mapping[str, Plain] | Sequence[Plain] | str | int | Decimal | bool | date | None"
)

_WIDTH = 100
_SHORT = 64
_LONGEST_KEY = 512
_CONSTANTS: Mapping[bool | None, str] = {True: "true", False: "false", None: "null"}

# What YAML cannot hold as it is, or takes for a line break.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?=[^ ])|(?<! )#)*(?<! )")
_FLOW_MARKS = re.compile(r"[\[\]{},:?]")
_LOOKS_TYPED = re.compile(
    r"[0-9][0-9a-f_.:+xot-]*|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|y|n|yes|no|on|off|true|false|null|none",
    re.IGNORECASE,
)


class Layout(Struct, frozen=True):
    """How a file is indented: its maps, and its lists below their key."""

    maps: str = "  "
    lists: str = "  "


_LAYOUT = Layout()


def to_yaml(data: Plain, *, indent: str = "", layout: Layout = _LAYOUT) -> str:
    """Return ``data`` as YAML in block style, ended by a line break, each line after ``indent``.

    Figures are Decimal or int, dates and instants are written plain in ISO 8601. Raise TypeError
    for any other type (a float has no digits to keep) and ValueError for a figure that is not
    finite or a key too long for one line.
    """
    if isinstance(data, Mapping) and data:
        return "".join(_map(data, indent, layout))
    if isinstance(data, Sequence) and not isinstance(data, str) and data:
        return "".join(_items(data, indent, layout))
    return _value(data, "")[1:]


def to_flow(data: Plain) -> str:
    """Return ``data`` in flow style on one line, to stand within ``{…}`` or ``[…]``.

    The figures and refusals are those of ``to_yaml``.
    """
    if isinstance(data, str):
        return _flow_text(data)
    if isinstance(data, Mapping):
        pairs = (f"{_flow_text(key)}: {to_flow(value)}" for key, value in data.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(data, Sequence):
        return f"[{', '.join(map(to_flow, data))}]"
    return _atom(data)


def quoted(text: str) -> str:
    """Return ``text`` between double quotes, on one line."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _flow_text(text: str) -> str:
    return quoted(text) if _FLOW_MARKS.search(text) else _short(text)


def _map(data: Mapping[str, Plain], indent: str, layout: Layout) -> Iterator[str]:
    for key, value in data.items():
        yield f"{indent}{_key(key)}:"
        yield from _nested(value, indent, layout)


def _items(data: Sequence[Plain], indent: str, layout: Layout) -> Iterator[str]:
    for item in data:
        if isinstance(item, Mapping) and item:
            lines = _map(item, indent + "  ", layout)
        elif isinstance(item, Sequence) and not isinstance(item, str) and item:
            lines = _items(item, indent + "  ", layout)
        else:
            yield f"{indent}-{_value(item, indent)}"
            continue
        first = next(lines)
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from lines


def _nested(value: Plain, indent: str, layout: Layout) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield "\n"
        yield from _map(value, indent + layout.maps, layout)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield "\n"
        yield from _items(value, indent + layout.lists, layout)
    else:
        yield _value(value, indent)


def _value(value: Plain, indent: str) -> str:
    """Return a value without parts, with the space before it and the line break after it."""
    return _text(value, indent) if isinstance(value, str) else f" {_atom(value)}\n"


def _atom(value: Plain) -> str:
    if isinstance(value, bool) or value is None:
        return _CONSTANTS[value]
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a figure")
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping | Sequence):
        return "{}" if isinstance(value, Mapping) else "[]"
    raise TypeError(f"{type(value).__name__} has no form in YAML here")


def _key(key: str) -> str:
    if len(key) > _LONGEST_KEY:
        raise ValueError(f"a key of {len(key)} characters; at most {_LONGEST_KEY} fit")
    return _short(key)


def _text(text: str, indent: str) -> str:
    if len(text) <= _SHORT and "\n" not in text:
        return f" {_short(text)}\n"
    inner = indent + "  "
    if _fits_block(text):
        end = "" if text.endswith("\n") else "-"
        return f" |{end}\n{_indented(text.removesuffix(chr(10)).split(chr(10)), inner)}"
    if len(indent) + len(text) > _WIDTH and _folds(text):
        return f" >-\n{_indented(_wrapped(text, _WIDTH - len(inner)), inner)}"
    return f" {_scalar(text)}\n"


def _indented(lines: Sequence[str], indent: str) -> str:
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


def _fits_block(text: str) -> bool:
    """Whether a literal block gives ``text`` back, with no white space that an editor trims."""
    return (
        "\n" in text
        and text[0] not in " \t\n"
        and not text.endswith("\n\n")
        and not _UNPRINTABLE.search(text.replace("\n", ""))
        and " \n" not in text
        and text[-1] != " "
    )


def _folds(text: str) -> bool:
    return (
        "  " not in text
        and text[0] != " "
        and text[-1] != " "
        and " " in text
        and not _UNPRINTABLE.search(text)
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return lines


def _scalar(text: str) -> str:
    if (
        _PLAIN.fullmatch(text)
        and not _LOOKS_TYPED.fullmatch(text)
        and not _UNPRINTABLE.search(text)
    ):
        return text
    return quoted(text)


_short = lru_cache(maxsize=4096)(_scalar)
