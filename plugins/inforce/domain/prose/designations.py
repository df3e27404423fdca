"""Names of products found in running text: ids, order codes, names and type designations.

``HX 100``, ``HX-100``, ``hx100`` and, with Cyrillic look-alikes, ``НХ 100`` are one designation;
``HX 1000`` and ``HX 100-20`` are others. At each place the longest one that is known counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from inforce.domain.items.product import Product, former_codes_of, order_codes_of

_PIECE = re.compile(r"[^\W\d_]+|\d+")
# The same in small ASCII letters, which is what most names are.
_PLAIN_PIECE = re.compile(r"[a-z]+|[0-9]+")
_PLAIN_PIECE_OR_END = re.compile(r"[a-z]+|[0-9]+|\n")
# What stands in no piece but the end of a line, and the same among ASCII signs.
_SIGNS = re.compile(r"[^\w\n]|_")
_PLAIN_SIGNS = dict.fromkeys(code for code in range(128) if _SIGNS.match(chr(code)))
# So many signs of a word are enough to see that few names begin like it.
_START = 2
# Between two pieces of one name: nothing, or one space, line break, dash, dot, slash or low line.
_JOINT = re.compile(r"[ \t\n\u00a0\u202f\-\u2010-\u2014_./]?")
_TYPE = re.compile(r"\b([A-Z]{1,5})([ \u00a0-]?\d+[A-Z\d]*)\b")
# What stands before a number and names no product: nominal sizes, standards, classes, threads.
_STANDARDS = frozenset(
    ("AC", "AISI", "ANSI", "API", "ASME", "ASTM", "CAT", "DC", "DIN", "DN", "EN", "G", "IE", "IEC",
     "IEEE", "IP", "ISO", "M", "NPS", "NPT", "PH", "PN", "R", "RS", "SAE", "TR", "UL", "V")
)  # fmt: skip
_INSIDE = frozenset("-_.\u2010\u2011")
_REST = re.compile(r"[\w\-.\u2010\u2011]*")
_DIGIT = re.compile(r"\d")
# Cyrillic letters, and the Latin ones that look like them.
LOOKALIKES = ("АВЕКМНОРСТУХаеорсухквмнт", "ABEKMHOPCTYXaeopcyxkbmht")
_LOOKALIKES = str.maketrans(*LOOKALIKES)


class Mention(Struct, frozen=True):
    """A place in a text that names one of ``products``: its start, and what is written there."""

    start: int
    written: str
    products: frozenset[str]


class Designations:
    """What the products of a site are called; the cost of a search grows with the text alone.

    Most texts name none of them. That is told by letters and digits, which all names have at once;
    names are taken apart, each by itself, only for a text in which those of one stand.
    """

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = tuple(products)

    def __contains__(self, spelling: str) -> bool:
        return spelling in self._names.owner

    def holds(self, spelling: str) -> bool:
        """Whether ``spelling`` is that of one of them, or a part of one."""
        return f" {spelling} " in self._names.written

    @cached_property
    def _names(self) -> _Names:
        return _Names(self._products)

    @cached_property
    def _words(self) -> _Words:
        return _words(self._products)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield each place of ``text`` that names a product, in order; none overlap."""
        if text.isascii() and not _DIGIT.search(text):
            return  # every name has a figure
        found = [*_PIECE.finditer(_small(folded(text)))]
        if not self._words.stand_in([piece[0] for piece in found]):
            return
        index = 0
        while index < len(found):
            count = self._match(found, index, text)
            if count:
                start, end = found[index].start(), found[index + count - 1].end()
                mentioned = self._names.of(_spelled(found[index : index + count]))
                yield Mention(start, text[start:end], mentioned)
            index += count or 1

    def _match(self, found: list[re.Match[str]], index: int, text: str) -> int:
        """Return how many pieces from ``index`` on make the longest name, 0 where none does."""
        names = self._names
        if found[index][0] not in names.first or _joined_before(text, found[index].start()):
            return 0
        for count in range(_joined(found, index, names.most, text), 1, -1):
            known = _spelled(found[index : index + count]) in names.owner
            if known and not _joined_after(text, found[index + count - 1].end()):
                return count
        return 0


class _Names:
    """Every name that says enough, by its spelling, with the first product that has it."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.owner: dict[str, str] = {}
        self._shared: dict[str, set[str]] = {}
        types = [(key, product.id) for product in products for key in self._named(product)]
        own = frozenset(self.owner)
        for key, product_id in types:
            if key not in own:
                self._add(key, product_id)

    def of(self, key: str) -> frozenset[str]:
        """Return the products that have the name."""
        return frozenset(self._shared.get(key) or (self.owner[key],))

    @cached_property
    def written(self) -> str:
        """All of them, with a space before and after each."""
        return "\n".join(f" {key} " for key in self.owner)

    @cached_property
    def first(self) -> frozenset[str]:
        """The pieces that names begin with."""
        return frozenset(key.partition(" ")[0] for key in self.owner)

    @cached_property
    def most(self) -> int:
        """The number of pieces of the longest name."""
        return 1 + max((key.count(" ") for key in self.owner), default=0)

    def _named(self, product: Product) -> Iterator[str]:
        """Take the names of a product; yield the type designations that stand first in them.

        Those count only where no product has the same id, order code or whole name.
        """
        codes = (*product.order_codes(), *product.former_order_codes())
        for key in _spellings((product.id, *codes)):
            self._add(key, product.id)
        for _, name in product.name.items():  # noqa: PERF102 - a text is no dict
            self._add(spelling(name), product.id)
            designation = type_designation(name)
            if designation:
                yield spelling(designation)

    def _add(self, key: str, product: str) -> None:
        if _telling(key):
            owner = self.owner.setdefault(key, product)
            if owner != product:
                self._shared.setdefault(key, {owner}).add(product)


class _Words(Struct, frozen=True):
    """The letters and digits of names, with what they begin with, and how many the longest has.

    Some may be of no name, but those of each name are among them.
    """

    known: AbstractSet[str]
    starts: AbstractSet[str]
    longest: int

    def stand_in(self, pieces: list[str]) -> bool:
        """Whether some of ``pieces``, one after the other, make such a word."""
        for index, piece in enumerate(pieces):
            if len(piece) < _START or piece[:_START] in self.starts:
                word = piece
                for following in pieces[index + 1 : index + self.longest]:
                    word += following
                    if word in self.known:
                        return True
                    if len(word) >= self.longest:
                        break
        return False


def _words(products: tuple[Product, ...]) -> _Words:
    names = [text for one in products for _, text in one.name.items()]
    types = [f"{letters}{rest}" for letters, rest in _TYPE.findall(folded("\n".join(names)))]
    codes = order_codes_of(products) + former_codes_of(products)
    found = _all_joined([*names, *types, *[one.id for one in products], *codes])
    # Gone through as a list: a set would lead from one end of the memory to the other.
    words = [word for word in found if not (word.isalpha() or word.isdigit())]
    return _Words({*words}, {word[:_START] for word in words}, max(map(len, words), default=0))


def folded(text: str) -> str:
    """Return ``text`` with the Cyrillic letters that look like Latin ones replaced by them."""
    return text if text.isascii() else text.translate(_LOOKALIKES)


def _small(text: str) -> str:
    """Return ``text`` in small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower()[0] for sign in text)


def spelling(name: str) -> str:
    """Return the runs of letters and of digits in a name, in small letters and with spaces between.

    It is the same however the name is written.
    """
    return " ".join(_pieces(name))


def joined(name: str) -> str:
    """Return the letters and digits of a name, in small letters: the same for all its spellings."""
    return "".join(_pieces(name))


def _all_joined(names: list[str]) -> list[str]:
    """Return ``joined`` of each of ``names``, in a tenth of the time."""
    lines = "\n".join(names)
    if lines.count("\n") >= len(names):
        lines = "\n".join([" ".join(name.split("\n")) for name in names])
    if lines.isascii():
        return lines.lower().translate(_PLAIN_SIGNS).split("\n")
    return _SIGNS.sub("", folded(lines).lower()).split("\n")


def _pieces(name: str) -> list[str]:
    if name.isascii():
        return _PLAIN_PIECE.findall(name.lower())
    return _PIECE.findall(folded(name).lower())


def _spellings(lines: tuple[str, ...]) -> list[str]:
    """Return the spelling of each of ``lines``; plain ones are taken apart at once."""
    text = "\n".join(lines)
    if not text.isascii():
        return [spelling(line) for line in lines]
    pieces = _PLAIN_PIECE_OR_END.findall(text.lower())
    return [key.strip() for key in " ".join(pieces).split("\n")]


def _spelled(found: Iterable[re.Match[str]]) -> str:
    return " ".join(piece[0] for piece in found)


def type_designation(name: str) -> str:
    """Return the first type designation in a product's name, such as ``HX 100``, or nothing."""
    found = _TYPE.search(folded(name))
    return "" if found is None or found[1] in _STANDARDS else found[0]


def _telling(key: str) -> bool:
    """Whether a name says enough to be meant wherever it stands: it has letters and digits."""
    whole = key.replace(" ", "")
    if len(whole) <= 2:  # noqa: PLR2004 - DN 5 and the like say nothing
        return False
    if whole.isascii():
        return not (whole.isdigit() or whole.isalpha())
    pieces = key.split(" ")
    return any(map(str.isdigit, pieces)) and any(map(str.isalpha, pieces))


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
