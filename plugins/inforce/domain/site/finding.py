"""Findings: problems as data. Words are added by the reporters."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from inforce.domain.site.policy import Severity

# These are about another file that is named, a unit that may stand as it is, texts not yet written.
_ASIDE = frozenset({"SCH006", "SCH009", "TRN004"})


class Problem(Struct, frozen=True, kw_only=True):
    """What a reader noticed: the rule it falls under, where, and the facts.

    ``path`` is relative to the site, ``pointer`` a JSON Pointer (RFC 6901) into the file; ``line``
    and ``column`` count from 1 and are 0 where the pointer alone says it.
    """

    code: str
    path: str
    pointer: str = ""
    item: str | None = None
    facts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0

    @property
    def spoils(self) -> bool:
        """Whether something that its file says is missing from what was read."""
        return self.code not in _ASIDE


class Finding(Struct, frozen=True, kw_only=True):
    """A broken rule at a place. ``facts`` fill the rule's sentences.

    ``dated`` says that it can come up by the passing of days alone, with no change to a file.
    """

    code: str
    severity: Severity
    path: str
    pointer: str = ""
    item: str | None = None
    facts: Mapping[str, str] = {}
    line: int = 0
    column: int = 0
    waived: bool = False
    dated: bool = False

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """The place of this finding among others: by path, position, then code."""
        return (
            self.path,
            self.line,
            self.column,
            self.code,
            self.pointer,
            "\0".join(self.facts.values()),
        )
