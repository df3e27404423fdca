"""What the pages of one shell lead to: the shell is read once, of each page what it adds alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import final

from inforce.pipeline.links.file_links import (
    FileLinks,
    elsewhere,
    inside,
    page_links,
    without_scripts,
)
from inforce.renderers.website.shell import Shell

# No HTML has this character.
_MARK = "\0"
_SLOT = re.compile(f"{_MARK}([^{_MARK}]+){_MARK}")
# Between two tags no attribute is cut in two, and no script.
_CUT = re.compile(r">\s*<(?!/script>)")
_BODY = "<body"


@final
class ShellLinks:
    """Tells of pages in ``shell`` what ``file_links`` tells of their files, whatever they hold."""

    def __init__(self, shell: Shell, origin: str) -> None:
        """Cut the shell; ``origin`` is the address of the site, or empty."""
        self._origin = origin
        marked = (
            f"{_MARK}{part}{_MARK}" if at % 2 else part for at, part in enumerate(shell.parts)
        )
        pieces = _SLOT.split(without_scripts("".join(marked).encode()).decode())
        same: list[str] = []
        own: list[str] = []
        for at, piece in enumerate(pieces):
            first, middle, last = (piece, "", "") if at % 2 else _cut(piece)
            own.append(f"{first}{_BODY}>{last}" if _BODY in middle else first + last)
            if not at % 2:
                before, after = (f"{_BODY}>" if _BODY in edge else "" for edge in (first, last))
                same.append(before + middle + after)
        self._same = inside(page_links("".join(same).encode(), origin), origin)
        self._own = Shell.of(own)

    def of(self, values: Mapping[str, bytes], path: str) -> FileLinks:
        """Return what the page at ``path`` leads to, which has these ``values`` for the slots."""
        same = self._same
        own = inside(page_links(self._own.fill(values), self._origin), self._origin)
        found = FileLinks(
            links=tuple(dict.fromkeys((*same.links, *own.links))),
            folders=tuple(dict.fromkeys((*same.folders, *own.folders))),
            anchors=tuple(sorted({*same.anchors, *own.anchors})),
        )
        return elsewhere(found, path)


def _cut(piece: str) -> tuple[str, str, str]:
    """Cut ``piece`` after its first tag and before its last one."""
    cuts = [found.start() + 1 for found in _CUT.finditer(piece)]
    if not cuts:
        return piece, "", ""
    return piece[: cuts[0]], piece[cuts[0] : cuts[-1]], piece[cuts[-1] :]
