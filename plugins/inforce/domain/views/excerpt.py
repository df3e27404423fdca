"""Excerpts: of two long texts only the words that differ, with a few around them."""

from __future__ import annotations

import re

from inforce.domain.prose.insertions import shortened

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\|?(?:\s*:?-{3,}:?\s*\|?)+$)|\||\*{1,3}|`", re.MULTILINE)
_SHORT = 60
_AROUND = 3
_MOST = 100


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return the parts in which two texts differ; short texts are returned whole."""
    if len(before) <= _SHORT and len(after) <= _SHORT:
        return " ".join(before.split()), " ".join(after.split())
    old, new = before.split(), after.split()
    start = max(0, _shared(old, new) - _AROUND)
    end = max(0, _shared(old[start:][::-1], new[start:][::-1]) - _AROUND)
    return _cut(old, start, end), _cut(new, start, end)


def beginning(text: str) -> str:
    """Return the first words of a text."""
    words = " ".join(text.split())
    if len(words) <= _MOST:
        return words
    return f"{words[:_MOST].rpartition(' ')[0] or words[:_MOST]} …"


def unmarked(text: str) -> str:
    """Return a passage of Markdown as it reads: without marks, rules of tables and addresses.

    What it takes from the data is named: a figure of today would be none of that day.
    """
    return " ".join(_MARKS.sub(" ", shortened(_LINK.sub(r"\1", text))).split())


def _shared(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(words: list[str], start: int, end: int) -> str:
    kept = words[start : len(words) - end]
    lead = "… " if start else ""
    trail = " …" if end else ""
    text = beginning(" ".join(kept))
    return f"{lead}{text}{'' if text.endswith('…') else trail}"
