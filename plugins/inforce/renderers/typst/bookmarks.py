"""One outline out of those of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import final

from pikepdf import Dictionary, Name, Object, Pdf

from inforce.renderers.typst.engine import TypesettingError

_OUTLINE = "/Outlines"


@final
class Bookmarks:
    """The outline of a PDF, to which those of further parts are added."""

    def __init__(self, pdf: Pdf) -> None:
        """Begin with the outline of ``pdf``."""
        self._pdf = pdf
        self._entries = list(_below(pdf.Root.get(_OUTLINE)))

    def add(self, root: Object, *, continued: bool) -> None:
        """Add the outline of a part, whose catalogue was copied as ``root``.

        Where the part is ``continued``, what hangs under its first entry is hung under the last
        one so far, and its first entry is left out. Raise TypesettingError where none is so far.
        """
        entries = list(_below(root.get(_OUTLINE)))
        if continued and entries:
            if not self._entries:
                raise TypesettingError("a part continues a family that no part before it begins")
            last, first = self._entries[-1], entries.pop(0)
            _hang(last, [*_below(last), *_below(first)], is_open=_count(last) > 0)
        self._entries += entries

    def titles(self) -> dict[tuple[int, int], str]:
        """Return the title of each entry by the number of the object it leads to."""
        return {entry.Dest.objgen: str(entry.Title) for entry in _all_below(self._entries)}

    def finish(self) -> None:
        """Write the outline of all parts into the PDF."""
        outline = self._pdf.make_indirect(Dictionary(Type=Name.Outlines))
        _hang(outline, self._entries, is_open=True)
        self._pdf.Root[_OUTLINE] = outline


def _below(parent: Object | None) -> Iterator[Object]:
    entry = parent.get("/First") if parent is not None else None
    while entry is not None:
        yield entry
        entry = entry.get("/Next")


def _all_below(entries: Iterable[Object]) -> Iterator[Object]:
    for entry in entries:
        yield entry
        yield from _all_below(_below(entry))


def _hang(parent: Object, entries: Sequence[Object], *, is_open: bool) -> None:
    """Make ``entries`` what hangs under ``parent``, seen at once where it ``is_open``."""
    for entry in entries:
        entry.Parent = parent
    for before, after in pairwise(entries):
        before.Next, after.Prev = after, before
    if entries:
        seen = sum(1 + max(0, _count(entry)) for entry in entries)
        parent.First, parent.Last = entries[0], entries[-1]
        parent.Count = seen if is_open else -seen


def _count(entry: Object) -> int:
    """Return how many entries are seen below it; it is negative while they are hidden."""
    return int(entry.get("/Count", 0))
