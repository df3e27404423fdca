"""Did you mean …? The known name that is nearest to an unknown one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

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
        near = get_close_matches(name, self._neighbours(name), n=1, cutoff=_NEAR)
        return f"did you mean {near[0]}?" if near else otherwise

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


def _around(names: list[str], name: str) -> list[str]:
    place = bisect_left(names, name)
    return names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
