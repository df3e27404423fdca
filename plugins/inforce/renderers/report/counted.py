"""Numbers with their words, in what commands say."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``number`` with the word for so many: ``1 file``, ``2 files``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
