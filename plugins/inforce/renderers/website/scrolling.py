"""Wide tables of hand-written text, in a box that scrolls where the window is narrower."""

from __future__ import annotations

import re

_TABLE = re.compile("<table>(.*?)</table>", re.DOTALL)


def boxed(html: str) -> str:
    """Return ``html`` with each table that has no class of its own in such a box."""
    return _TABLE.sub(r'<div class="inf-scroll"><table class="inf-table">\1</table></div>', html)
