"""What documents are put on: how large the pages are, and what a press needs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

# Cyan, magenta, yellow and black, in percent.
Inks: TypeAlias = tuple[int, int, int, int]


class Paper(Enum):
    """The size of a page."""

    A4 = "a4"
    A5 = "a5"
    LETTER = "letter"


class Profile(Enum):
    """What a document is made for: to be read as it is, or to be printed, trimmed and bound."""

    SCREEN = "screen"
    PRINT = "print"


class Stock(Struct, frozen=True, kw_only=True):
    """What a document is put on; ``bleed`` is in millimetres, and nothing on a screen."""

    paper: Paper = Paper.A4
    profile: Profile = Profile.SCREEN
    bleed: Decimal = Decimal(0)

    @property
    def printed(self) -> bool:
        """Whether it is made for a press."""
        return self.profile is Profile.PRINT


class PrintPolicy(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``print`` in the policy: the paper, by locale where that differs, and the bleed for a press.

    A locale that is not named has A4. ``bleed`` is in millimetres.
    """

    paper: Paper | Mapping[str, Paper] = Paper.A4
    bleed: Decimal = Decimal(3)

    def stock(
        self, locale: str, paper: Paper | None = None, profile: Profile = Profile.SCREEN
    ) -> Stock:
        """Return what documents in ``locale`` are put on: ``paper`` where that is asked for."""
        usual = self.paper if isinstance(self.paper, Paper) else self.paper.get(locale, Paper.A4)
        bleed = self.bleed if profile is Profile.PRINT else Decimal(0)
        return Stock(paper=paper or usual, profile=profile, bleed=bleed)


class PrintColours(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The brand's colours as a press mixes them; text is black unless ``ink`` says otherwise."""

    primary: Inks
    accent: Inks
    ink: Inks = (0, 0, 0, 100)
