"""What was worked out before, by the digest of all that it rests on: it need not be again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import final


@final
class Known:
    """Results of earlier runs, each under the digest of what alone decides it, the program too.

    What is asked for here is the same whatever was known ``before``.
    """

    def __init__(self, before: Mapping[bytes, bytes] | None = None) -> None:
        self._before = before or {}
        self._asked: dict[bytes, bytes] = {}
        self._learned = False

    def get(self, rests: bytes, make: Callable[[], bytes]) -> bytes:
        """Return the result that ``rests`` stands for; ``make`` it where it is not known."""
        result = self._asked.get(rests)
        if result is None:
            result = self._before.get(rests)
            if result is None:
                self._learned = True
                result = make()
            self._asked[rests] = result
        return result

    @property
    def asked(self) -> Mapping[bytes, bytes]:
        """All that was asked for."""
        return self._asked

    @property
    def settled(self) -> bool:
        """Whether just what was known has been asked for, and nothing else."""
        return not self._learned and len(self._asked) == len(self._before)
