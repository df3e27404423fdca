"""Who else reads files and makes leaves, where it is not to be this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct

from inforce.pipeline.leaves.commission import Commission
from inforce.pipeline.leaves.leaf_made import Made
from inforce.readers.records import Unread

Keep: TypeAlias = Callable[[Made], None]
Hired: TypeAlias = Callable[[tuple[str, ...], Keep], None]


class Work(Struct, frozen=True, kw_only=True):
    """Leaves of which everything is to be made, by their addresses, as ``commission`` says.

    ``scratch`` is a folder that goes away with the build, however it ends.
    """

    leaves: tuple[str, ...]
    commission: Commission
    scratch: Path


class Crew(Protocol):
    """Those who read files and make leaves, byte for byte as this machine would."""

    def prove(self) -> None:
        """Raise InforceError unless they are there, and can do what they will be asked for."""
        ...

    def read(self, files: Unread) -> None:
        """Leave the records of all ``files`` that have some; raise InforceError where that fails.

        As with ``make``, it may happen in another process than this one.
        """
        ...

    def make(self, work: Work, keep: Keep) -> None:
        """Make what there is to make of each leaf, and hand it to ``keep``, once.

        That may happen in another process than this one, which shares nothing with it but the disk,
        and in any order. Raise InforceError where it is not done.
        """
        ...
