"""The reports of the last checks, given again while nothing that they rest on has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, final

import msgspec
from msgspec import Struct, structs

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.site.policy import Policy
from inforce.pipeline.site_memory import SiteMemory
from inforce.readers.checkout import folder_in_checkout

if TYPE_CHECKING:
    from inforce.domain.site.corpus import Corpus

_PART = "checks"


@final
class CheckMemory:
    """The reports kept for the site at ``root``, of checks for which ``asked`` was asked."""

    def __init__(self, root: Path, asked: Struct) -> None:
        """Read all files of the site."""
        self._root = root
        self._memory = SiteMemory(root, _PART, msgspec.json.encode(asked, order="sorted"))

    @property
    def digests(self) -> Mapping[str, bytes]:
        """The SHA-256 of the site's files, by their path from its root."""
        return self._memory.digests

    def recalled(self, today: Callable[[Policy], date]) -> CheckReport | None:
        """Return the report on these files and the day that ``today`` gives, None without one."""
        raw = self._memory.recalled(today)
        if raw is None:
            return None
        report = msgspec.json.decode(raw, type=CheckReport)
        return structs.replace(report, folder=folder_in_checkout(self._root))

    def keep(self, report: CheckReport, corpus: Corpus) -> None:
        """Keep ``report`` on ``corpus`` for the next time."""
        self._memory.keep(report, report.as_of, corpus)
