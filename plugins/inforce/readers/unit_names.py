"""Units that are written otherwise than by the code that would make them known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import final
from unicodedata import normalize

from inforce.domain.items.family import Family
from inforce.domain.pointer import escape
from inforce.domain.site.finding import Problem
from inforce.domain.site.texts import own_attributes
from inforce.readers.units import is_known

_DOTS = str.maketrans("", "", " .·⋅*^()")
_DOUBLED = re.compile(r"(.)\1+")
_SHORT = 2


def misspelt_units(
    families: Mapping[str, Family], symbols: Collection[Mapping[str, str]]
) -> Iterator[Problem]:
    """Yield the problem SCH009 with each unit that a family writes otherwise than by its code.

    ``symbols`` are those of units, by code, in each language. A unit of the site's own, such as
    ``pairs``, is no problem: nothing is told of what is not near to a known one.
    """
    codes = frozenset(chain.from_iterable(symbols))
    unknown = [
        (key, name, attribute.unit)
        for key, family in families.items()
        for name, attribute in own_attributes(family, families)
        if attribute.unit is not None and attribute.unit not in codes
    ]
    if not unknown:
        return  # as in most sites: what units may be taken for is worked out where one is
    names = _Names(symbols)
    for key, name, unit in unknown:
        if meant := names.meant(unit):
            facts = {"unit": unit, "expected": f"did you mean {' or '.join(meant)}?"}
            path = f"schemas/families/{key}.yaml"
            pointer = f"/attributes/{escape(name)}/unit"
            yield Problem(code="SCH009", path=path, pointer=pointer, facts=facts)


@final
class _Names:
    """The codes of units by what they are called."""

    def __init__(self, symbols: Iterable[Mapping[str, str]]) -> None:
        self._spelled: dict[str, dict[str, None]] = {}
        self._folded: dict[str, dict[str, None]] = {}
        for code, symbol in chain.from_iterable(table.items() for table in symbols):
            if symbol and not code.startswith("{"):
                for name in (code, symbol):
                    self._spelled.setdefault(_spelled(name), {})[code] = None
                    self._folded.setdefault(_folded(name), {})[code] = None

    def meant(self, unit: str) -> tuple[str, ...]:
        """Return the codes of which ``unit``, which is none itself, is the symbol or a slip."""
        if found := self._spelled.get(_spelled(unit)):
            return tuple(found)
        near = self._folded.get(_folded(unit))
        return tuple(near) if near and not is_known(unit) else ()


def _spelled(name: str) -> str:
    """Return a name as it is without the marks in which m² and m2, N·m and Nm differ."""
    return normalize("NFKC", name).translate(_DOTS)


def _folded(name: str) -> str:
    """Return a name as it is without capitals, and without letters that were typed twice."""
    small = name.casefold()
    single = _DOUBLED.sub(r"\1", small)
    return single if len(single) > _SHORT else small
