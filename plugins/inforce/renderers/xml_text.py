"""Text in XML, without the parser and the network that the standard library brings along."""

from __future__ import annotations

import re
from html import escape as _escape

# What XML 1.0 has no way to write, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def writable(text: str) -> str:
    """Return ``text`` with a sign in the place of each character that XML cannot have."""
    return _UNWRITABLE.sub("\ufffd", text)


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
