"""What looks like one of our part numbers and is none.

How order codes are made is learned from the ones that are known: their first letters, and where
letters, digits and signs stand after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from string import digits

from inforce.domain.nearest import Names
from inforce.domain.prose.designations import Designations, folded, spelling

_CODE = re.compile(r"[^\W_]+(?:[-/._][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
# Codes that differ in nothing but digits have one form: few of them are met.
_NINES = str.maketrans(digits, "9" * len(digits))
Form = tuple[str, str]


class PartNumbers:
    """The forms of the known order codes; ``others`` are known too, such as certificates.

    They are gone through once, when one is asked for.
    """

    def __init__(self, codes: Iterable[str], others: Iterable[str], named: Designations) -> None:
        self._names = Names(codes)
        self._others = others
        alike = frozenset("\n".join(self._names.known).translate(_NINES).split("\n"))
        self._forms = frozenset(form for code in alike if (form := _form(folded(code))) is not None)
        self._named = named

    def unknown(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield (start, what is written) for each code that is made like ours and not known."""
        for match in _CODE.finditer(text):
            written = match[0]
            alike = len(written) >= _SHORTEST and _form(folded(written)) in self._forms
            if alike and not self._is_known(spelling(written)):
                yield match.start(), written

    def _is_known(self, key: str) -> bool:
        return key in self._named or key in self._known or self._named.holds(key)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(spelling(code) for code in (*self._names.known, *self._others))

    def expected(self, code: str) -> str:
        """Return the known code that may have been meant."""
        return self._names.expected(folded(code), "an order code of the catalogue")


def _form(code: str) -> Form | None:
    """Return the first letters of a code and its form, None where it does not begin with them."""
    first = _LETTERS.match(code)
    if first is None or not _DIGITS.search(code):
        return None
    return first[0], _LETTERS.sub(_case, _DIGITS.sub("9", code))


def _case(letters: re.Match[str]) -> str:
    return "A" if letters[0].isupper() else "a"
