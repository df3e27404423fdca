"""The texts of a site that are not in the languages of its policy, found in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from inforce.domain.items.product import Product
from inforce.domain.items.sound_texts import SoundTexts
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.texts import (
    brand_texts,
    family_texts,
    other_texts,
    page_texts,
    product_texts,
    role_texts,
)
from inforce.domain.text import Text

_SUMMARY = "/control/change/summary"


class OddText(Struct, frozen=True):
    """A text, the file and the item that it is of, and its JSON Pointer; ``""`` is a page's body.

    It lacks a locale that every text needs, or is in one that the policy does not name.
    """

    path: str
    item: str | None
    pointer: str
    text: Text


def odd_texts(corpus: Corpus) -> Iterator[OddText]:
    """Yield the texts of working copies and settings that are odd."""
    needed = frozenset(corpus.policy.needed_locales)
    known = needed.union(corpus.policy.locales)
    is_odd = partial(Text.is_odd, needed=needed, known=known)
    return (one for one in _texts(corpus, is_odd) if is_odd(one.text) and not _told(one, corpus))


def _told(one: OddText, corpus: Corpus) -> bool:
    """Whether it says what changed in a revision that is out: the register has these words."""
    ledger = corpus.ledgers.get(one.item or "")
    if one.pointer != _SUMMARY or ledger is None:
        return False
    issued = ledger.issued()
    return bool(issued) and issued[-1].change.summary == one.text


def _texts(corpus: Corpus, is_odd: Callable[[Text], bool]) -> Iterator[OddText]:
    """Yield the texts of the site; those of a product only where one of them is odd."""
    sound = SoundTexts(is_odd)
    for key, product in corpus.products.items():
        if _has_odd(product, is_odd, sound):
            for pointer, text in product_texts(product):
                yield OddText(corpus.paths[key], key, pointer, text)
    for key, page in corpus.pages.items():
        for pointer, text in page_texts(page):
            yield OddText(corpus.paths[key], key, pointer, text)
    for key, family in corpus.families.items():
        for pointer, text in family_texts(family, corpus.families):
            yield OddText(f"schemas/families/{key}.yaml", None, pointer, text)
    for pointer, text in brand_texts(corpus.brand):
        yield OddText("site_config/brand.yaml", None, pointer, text)
    for pointer, text in role_texts(corpus.people):
        yield OddText("site_config/people.yaml", None, pointer, text)


def _has_odd(product: Product, is_odd: Callable[[Text], bool], sound: SoundTexts) -> bool:
    """Whether the product has an odd text; ``sound`` knows those of specs that are not."""
    if not sound.has_all(product):
        return True
    for text in other_texts(product):  # noqa: SIM110 - it takes half the time of any()
        if is_odd(text):
            return True
    return False
