"""What MkDocs logs: its warnings are counted, and what it says of the shells is left out."""

from __future__ import annotations

import logging
from typing import final

from inforce.renderers.website.shell import PLACES

_LOGGER = "mkdocs"
_BUILDER = "mkdocs.commands.build"
_OF_SHELLS = frozenset(
    f"Page skipped: '{place.source}'. Generated empty output." for place in PLACES
)


@final
class WarningCounter(logging.Handler):
    """Counts warnings and errors on MkDocs' logger from ``start`` to ``stop``.

    Strict mode says so only after everything is written.
    """

    def __init__(self) -> None:
        """Start from zero, not yet listening."""
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - only that it came counts
        """Count a record."""
        self.count += 1

    def start(self) -> None:
        """Listen."""
        logging.getLogger(_LOGGER).addHandler(self)

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger(_LOGGER).removeHandler(self)


def quiet_shells() -> None:
    """Leave out that MkDocs writes no shell: the pages made of it are written afterwards."""
    logging.getLogger(_BUILDER).addFilter(_concerns_readers)


def _concerns_readers(record: logging.LogRecord) -> bool:
    return record.getMessage() not in _OF_SHELLS
