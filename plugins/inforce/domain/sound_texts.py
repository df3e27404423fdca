"""Texts of specs in which nothing is wrong: many products have them in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import final

from inforce.domain.product import Product
from inforce.domain.specs import Specs
from inforce.domain.text import Text


@final
class SoundTexts:
    """Tells the products of a catalogue of whose specs no text has a fault; each is judged once.

    Variants have their specs in common, and products the values of theirs. They are known again by
    themselves, as they live as long as the catalogue that is looked at.
    """

    def __init__(self, faulty: Callable[[Text], bool]) -> None:
        self._faulty = faulty
        self._known: set[int] = set()

    def has_all(self, product: Product) -> bool:
        """Whether all texts of its specs, and of those of its variants, are sound."""
        for specs in product.all_specs():
            if id(specs) not in self._known and not self._are_sound(specs):
                return False
        return True

    def _are_sound(self, specs: Specs) -> bool:
        for text in specs.texts():
            if id(text) not in self._known:
                if self._faulty(text):
                    return False
                self._known.add(id(text))
        self._known.add(id(specs))
        return True
