"""Why a parser refuses a YAML file, and where, in words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

_NO_START = "found character that cannot start any token"
_TAB = "a tab in the indentation; indent with blanks"
# By what libyaml says; what is not here is told in its own words.
_WORDS: Mapping[str, str] = {
    "block sequence entries are not allowed in this context": (
        "a list that begins on the line of its key; begin it on the next line, or put a text that "
        "begins with a hyphen into quotes"
    ),
    "could not find expected ':'": "a line that is no `key: value`, with a colon and a blank",
    "did not find expected ',' or ']'": "a comma or the closing bracket ] is missing",
    "did not find expected ',' or '}'": "a comma or the closing brace } is missing",
    "did not find expected '-' indicator": "a line that is no entry of the list above it",
    "did not find expected alphabetic or numeric character": (
        "a value that begins with * or &; put it into quotes"
    ),
    "did not find expected comment or line break": (
        "a text on the line of | or >; begin it on the next line, or put the whole into quotes"
    ),
    "did not find expected key": (
        "a line that is not indented as the keys above it, or something behind a closing quote or "
        "brace"
    ),
    "did not find expected node content": (
        "a value or a closing bracket is missing; a text that begins with # is put into quotes"
    ),
    "exceeded maximum nesting depth": "nested too deep",
    "found a tab character that violates indentation": _TAB,
    "found unexpected end of stream": "a quote that is not closed",
    "mapping values are not allowed in this context": (
        "a colon where no key can stand; put a text with a colon into quotes, indent the line as "
        "its neighbours, or give the line above it its colon"
    ),
}
# These are noticed where the next thing stands, or the file ends: they began before.
_BEGUN = frozenset({"could not find expected ':'", "found unexpected end of stream"})
# These are noticed only where something stands that cannot be within braces or brackets.
_OPENED = frozenset({"while parsing a flow mapping", "while parsing a flow sequence"})


def refusal(error: yaml.MarkedYAMLError, text: str) -> tuple[str, yaml.Mark | None]:
    """Return what is wrong with ``text``, for which a parser raised ``error``, and where."""
    problem, begun = error.problem or "not YAML", error.context_mark
    mark = error.problem_mark or begun
    words = _WORDS.get(problem, problem)
    if mark is None or begun is None:
        return words, mark
    if problem in _BEGUN:
        return words, begun
    if problem == _NO_START:
        sign = text[mark.index]
        words = _TAB if sign == "\t" else f"a value that begins with {sign}; put it into quotes"
    elif error.context in _OPENED and begun.line < mark.line:
        words = f"{words} (opened in line {begun.line + 1})"
    return words, mark
