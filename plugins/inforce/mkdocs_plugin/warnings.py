"""Counting what MkDocs warns of, since strict mode says so only after everything is written."""

from __future__ import annotations

import logging
from typing import final

_LOGGER = "mkdocs"


@final
class WarningCounter(logging.Handler):
    """Counts warnings and errors on MkDocs' logger from ``start`` to ``stop``."""

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
