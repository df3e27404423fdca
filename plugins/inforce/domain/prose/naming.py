"""Finding the names of products in running text, whatever is between their parts.

``HX 100``, ``hx-100`` and ``HX-100`` are one name: texts and names are compared word by word. The
longest name wins, so that ``HX 100 P`` is no mention of HX 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from inforce.domain.items.product import Product

_WORD = re.compile(r"[^\W_]+")
_Words = tuple[str, ...]


class Found(Struct, frozen=True):
    """A product named in a text: in which line, from 1, by which words, and after which word."""

    product: str
    line: int
    words: str
    after: str


class ProductNames:
    """The names, ids, part numbers and GTINs of products, ready to be found."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self._by_first: dict[str, dict[_Words, str]] = {}
        for product in products.values():
            for name in _names(product):
                words = tuple(word.casefold() for word in _WORD.findall(name))
                if _tells_apart(words):
                    self._by_first.setdefault(words[0], {}).setdefault(words, product.id)

    def find(self, text: str) -> Iterator[Found]:
        """Yield the products that ``text`` names, in their order."""
        matches = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in matches]
        line, counted, at = 1, 0, 0
        while at < len(words):
            found = self._longest(words, at)
            if found is None:
                at += 1
                continue
            start, end = matches[at].start(), matches[at + len(found[0]) - 1].end()
            line, counted = line + text.count("\n", counted, start), start
            shown = " ".join(text[start:end].split())
            yield Found(found[1], line, shown, words[at - 1] if at else "")
            at += len(found[0])

    def _longest(self, words: list[str], at: int) -> tuple[_Words, str] | None:
        known = self._by_first.get(words[at], {})
        fitting = (name for name in known if tuple(words[at : at + len(name)]) == name)
        longest = max(fitting, key=len, default=None)
        return None if longest is None else (longest, known[longest])


def _names(product: Product) -> Iterator[str]:
    yield product.id
    yield from product.former_ids
    yield from (text for _, text in product.name.items())
    yield from product.order_codes()
    yield from product.former_order_codes()
    yield from product.article_numbers()


def _tells_apart(words: Iterable[str]) -> bool:
    """Whether a name cannot be taken for ordinary words: it has a digit in it."""
    return any(character.isdigit() for word in words for character in word)
