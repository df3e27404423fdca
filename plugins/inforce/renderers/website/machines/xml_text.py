"""Text in XML, without the parser and the network that the standard library brings along."""

from __future__ import annotations

from html import escape as _escape

_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escape(text: str) -> str:
    """Return ``text`` as the content of an element."""
    return _escape(text, quote=False)


def quoteattr(text: str) -> str:
    """Return ``text`` as the value of an attribute, with its quotation marks."""
    written = escape(text)
    for space, reference in _SPACES.items():
        written = written.replace(space, reference)
    if '"' not in written:
        return f'"{written}"'
    if "'" not in written:
        return f"'{written}'"
    return '"{}"'.format(written.replace('"', "&quot;"))
