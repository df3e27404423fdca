"""What views need to speak a reader's language; implemented with the locale data in readers."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol


class Wording(Hashable, Protocol):
    """One locale's words, numbers, dates and units.

    Every text is plain, with non-breaking spaces where a line must not break.
    """

    @property
    def locale(self) -> str:
        """The locale, such as ``ru``."""
        ...

    @property
    def direction(self) -> str:
        """Which way the script of the locale runs: ``ltr`` or ``rtl``."""
        ...

    def say(self, key: str, **facts: str) -> str:
        """Return the interface text ``key`` with ``facts`` filled in."""
        ...

    def section(self, name: str) -> Mapping[str, str]:
        """Return the interface texts below ``name``, by the rest of their keys."""
        ...

    def number(self, figure: Decimal) -> str:
        """Return ``figure`` with all its digits, the locale's decimal sign and a true minus."""
        ...

    def day(self, day: date) -> str:
        """Return a date as readers of the locale write it out."""
        ...

    def unit(self, code: str) -> str:
        """Return the symbol of a UCUM or ISO 4217 code, or the code itself."""
        ...

    def measure(self, figure: str, code: str, count: Decimal | None = None) -> str:
        """Return a figure in words with its unit; money as readers of the locale write it.

        A unit that is a word takes the form for ``count``.
        """
        ...

    def converted(self, figure: Decimal, unit: str, other: str) -> str:
        """Return ``figure``, given in ``unit``, as a number of ``other`` with its precision."""
        ...

    def scale(self, unit: str, other: str) -> tuple[Decimal, Decimal]:
        """Return what figures in ``unit`` are multiplied by, then what is added, for ``other``."""
        ...

    def size(self, octets: int) -> str:
        """Return a file size such as ``1.2 MB``."""
        ...

    def language(self, code: str) -> str:
        """Return the name of a language."""
        ...
