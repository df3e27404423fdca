"""Names of products found in running text: ids, order codes, names and type designations.

``HX 100``, ``HX-100``, ``hx100`` and, with Cyrillic look-alikes, ``НХ 100`` are one designation;
``HX 1000`` and ``HX 100-20`` are others. At each place the longest one that is known counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from inforce.domain.product import Product

_PIECE = re.compile(r"[^\W\d_]+|\d+")
# The same in small ASCII letters, which is what most names are.
_PLAIN_PIECE = re.compile(r"[a-z]+|[0-9]+")
# Between two pieces of one name: nothing, or one space, line break, dash, dot, slash or low line.
_JOINT = re.compile(r"[ \t\n\u00a0\u202f\-\u2010-\u2014_./]?")
_TYPE = re.compile(r"\b([A-Z]{1,5})([ \u00a0-]?\d+[A-Z\d]*)\b")
# What stands before a number and names no product: nominal sizes, standards, classes, threads.
_STANDARDS = frozenset(
    ("AC", "AISI", "ANSI", "API", "ASME", "ASTM", "CAT", "DC", "DIN", "DN", "EN", "G", "IE", "IEC",
     "IEEE", "IP", "ISO", "M", "NPS", "NPT", "PH", "PN", "R", "RS", "SAE", "TR", "UL", "V")
)  # fmt: skip
_CUT = "\0"
_INSIDE = frozenset("-_.\u2010\u2011")
_REST = re.compile(r"[\w\-.\u2010\u2011]*")
_DIGIT = re.compile(r"\d")
# Cyrillic letters, and the Latin ones that look like them.
LOOKALIKES = ("АВЕКМНОРСТУХаеорсухквмнт", "ABEKMHOPCTYXaeopcyxkbmht")
_LOOKALIKES = str.maketrans(*LOOKALIKES)
Pieces = tuple[str, ...]


class Mention(Struct, frozen=True):
    """A place in a text that names one of ``products``: its start, and what is written there."""

    start: int
    written: str
    products: frozenset[str]


class Designations:
    """What the products of a site are called; the cost of a search grows with the text alone."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products: dict[Pieces, set[str]] = {}
        self._longest: dict[str, int] = {}
        types = [(key, product.id) for product in products for key in self._named(product)]
        own = frozenset(self._products)
        for key, product_id in types:
            if key not in own:
                self._add(key, product_id)

    def __contains__(self, name: Pieces) -> bool:
        return name in self._products

    def holds(self, name: Pieces) -> bool:
        """Whether ``name`` is one of them, or a part of one."""
        return f"{_CUT}{_CUT.join(name)}{_CUT}" in self._written

    @cached_property
    def _written(self) -> str:
        return _CUT.join(f"{_CUT}{_CUT.join(key)}{_CUT}" for key in self._products)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield each place of ``text`` that names a product, in order; none overlap."""
        if text.isascii() and not _DIGIT.search(text):
            return  # every name has a figure
        found = [*_PIECE.finditer(_small(folded(text)))]
        index = 0
        while index < len(found):
            count = self._match(found, index, text)
            if count:
                start, end = found[index].start(), found[index + count - 1].end()
                key = tuple(piece[0] for piece in found[index : index + count])
                yield Mention(start, text[start:end], frozenset(self._products[key]))
            index += count or 1

    def _named(self, product: Product) -> Iterator[Pieces]:
        """Take the names of a product; yield the type designations that stand first in them.

        Those count only where no product has the same id, order code or whole name.
        """
        codes = (code for _, code in (*product.codes(), *product.older_codes()))
        for name in (product.id, *codes):
            self._add(pieces(name), product.id)
        for _, name in product.name.items():  # noqa: PERF102 - a text is no dict
            self._add(pieces(name), product.id)
            designation = type_designation(name)
            if designation:
                yield pieces(designation)

    def _add(self, key: Pieces, product: str) -> None:
        if not _telling(key):
            return
        known = self._products.get(key)
        if known is not None:
            known.add(product)
            return
        self._products[key] = {product}
        if len(key) > self._longest.get(key[0], 0):
            self._longest[key[0]] = len(key)

    def _match(self, found: list[re.Match[str]], index: int, text: str) -> int:
        """Return how many pieces from ``index`` on make the longest name, 0 where none does."""
        most = self._longest.get(found[index][0], 0)
        if not most or _joined_before(text, found[index].start()):
            return 0
        for count in range(min(most, _joined(found, index, most, text)), 1, -1):
            key = tuple(piece[0] for piece in found[index : index + count])
            if key in self._products and not _joined_after(text, found[index + count - 1].end()):
                return count
        return 0


def folded(text: str) -> str:
    """Return ``text`` with the Cyrillic letters that look like Latin ones replaced by them."""
    return text if text.isascii() else text.translate(_LOOKALIKES)


def _small(text: str) -> str:
    """Return ``text`` in small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower()[0] for sign in text)


def pieces(name: str) -> Pieces:
    """Return the runs of letters and of digits in a name, in small letters."""
    if name.isascii():
        return tuple(_PLAIN_PIECE.findall(name.lower()))
    return tuple(_PIECE.findall(folded(name).lower()))


def joined(name: str) -> str:
    """Return the letters and digits of a name, in small letters: the same for all its spellings."""
    return "".join(pieces(name))


def type_designation(name: str) -> str:
    """Return the first type designation in a product's name, such as ``HX 100``, or nothing."""
    found = _TYPE.search(folded(name))
    return "" if found is None or found[1] in _STANDARDS else found[0]


def _telling(key: Pieces) -> bool:
    """Whether a name says enough to be meant wherever it stands: it has letters and digits."""
    whole = "".join(key)
    if len(whole) <= 2:  # noqa: PLR2004 - DN 5 and the like say nothing
        return False
    if whole.isascii():
        return not (whole.isdigit() or whole.isalpha())
    return any(map(str.isdigit, key)) and any(map(str.isalpha, key))


def _joined(found: list[re.Match[str]], index: int, most: int, text: str) -> int:
    """Return how many pieces from ``index`` on are written as one name."""
    count = 1
    for one, other in pairwise(found[index : index + most]):
        if not _JOINT.fullmatch(text, one.end(), other.start()):
            break
        count += 1
    return count


def _joined_before(text: str, start: int) -> bool:
    """Whether what stands before belongs to the same word or number."""
    if start == 0:
        return False
    before = text[start - 1]
    return before.isalnum() or (before in _INSIDE and start > 1 and text[start - 2].isalnum())


def _joined_after(text: str, end: int) -> bool:
    """Whether a letter follows, or a part with a digit that makes it another part number."""
    if text[end : end + 1].isalnum():
        return True
    rest = _REST.match(text, end)
    return rest is not None and _DIGIT.search(rest[0]) is not None
