"""Which findings of a check are wanted."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity


class Choice(Struct, frozen=True, kw_only=True):
    """Which findings are wanted, and how strictly they are judged.

    ``select`` and ``ignore`` are code prefixes to take and to leave, ``paths`` paths of the site;
    an empty part asks for everything. ``changed`` are the paths of a change: of what comes up by
    the passing of days alone, only what the change touches is told. ``release`` asks for the
    severities of a release; ``fail_on`` is the severity that fails the check.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    release: bool = False
    fail_on: Severity = Severity.ERROR

    def wants(self, finding: Finding) -> bool:
        """Whether the finding was asked for by its code and its path."""
        if not self.takes(finding.code):
            return False
        return not self.paths or any(lies_below(finding.path, path) for path in self.paths)

    def takes(self, code: str) -> bool:
        """Whether findings of the rule ``code`` were asked for."""
        if self.select and not code.startswith(self.select):
            return False
        return not (self.ignore and code.startswith(self.ignore))


def lies_below(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or lies in it; both are given from the site's root."""
    return folder in {"", "."} or path == folder or path.startswith(f"{folder}/")
