"""Did you mean …? The known name that is nearest to an unknown one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from unicodedata import is_normalized, normalize

_NEIGHBOURS = 12
_NEAR = 0.7


class Names:
    """The names that are known, sorted only when one is asked for that is not.

    A slip of the pen leaves the beginning or the end of a name as it was, so only the neighbours
    in the order of the names, read forwards and backwards, are compared: the cost of a question
    does not grow with their number.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)

    def __contains__(self, name: str) -> bool:
        return name in self.known

    def expected(self, name: str, otherwise: str) -> str:
        """Return ``did you mean X?`` for an unknown name, or ``otherwise`` when none is near."""
        if name not in self.known and (twin := self.twin(name)):
            return twin
        near = get_close_matches(name, self._neighbours(name), n=1, cutoff=_NEAR)
        return f"did you mean {near[0]}?" if near else otherwise

    def twin(self, name: str) -> str:
        """Return ``did you mean X?`` for an unknown name that differs in capitals or looks alike.

        Nothing is returned for others. Accents may be signs of their own, as macOS writes them.
        """
        known = self._by_look.get(_look(name))
        if known is None:
            return ""
        if normalize("NFC", known) != normalize("NFC", name):
            return f"did you mean {known}?"
        form = "NFD" if is_normalized("NFD", known) else "NFC"
        return f"did you mean {known}, which looks the same and is written as {form}?"

    @cached_property
    def _by_look(self) -> dict[str, str]:
        return {_look(name): name for name in sorted(self.known, reverse=True)}

    @cached_property
    def _forwards(self) -> list[str]:
        return sorted(self.known)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(name[::-1] for name in self.known)

    def _neighbours(self, name: str) -> list[str]:
        ahead = _around(self._forwards, name)
        behind = [other[::-1] for other in _around(self._backwards, name[::-1])]
        return sorted({*ahead, *behind})


def _look(name: str) -> str:
    return normalize("NFC", name).casefold()


def _around(names: list[str], name: str) -> list[str]:
    place = bisect_left(names, name)
    return names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
