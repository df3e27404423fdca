"""For whom and which day an edition is: what they see, and the record it is taken from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from inforce.domain.registers.register import Ledger


class Circle(Struct, frozen=True):
    """The readers of an edition, its day, and the ledgers behind it."""

    sees: frozenset[str]
    today: date
    ledgers: Mapping[str, Ledger]
