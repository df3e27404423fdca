"""Texts of specs in which nothing is wrong: many products have them in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import final

from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.text import Text


@final
class SoundTexts:
    """Tells the products of a catalogue of whose specs no text has a fault; each is judged once.

    Variants have their specs in common, and products the values of theirs, figures too. They are
    known again by themselves, as they live as long as the catalogue that is looked at.
    """

    def __init__(self, faulty: Callable[[Text], bool]) -> None:
        self._faulty = faulty
        self._known: set[int] = set()

    def has_all(self, product: Product) -> bool:
        """Whether all texts of its specs, and of those of its variants, are sound."""
        known, own = self._known, product.specs
        if not (known.issuperset(map(id, own.values())) or self._are_sound(own)):
            return False
        for variant in product.variants.items:
            if id(variant.specs) not in known and not self._are_sound(variant.specs):
                return False
        return True

    def _are_sound(self, specs: Specs) -> bool:
        for value in specs.values():
            if id(value) not in self._known:
                for text in (value.text, value.condition):
                    if text is not None and self._faulty(text):
                        return False
                self._known.add(id(value))
        self._known.add(id(specs))
        return True
