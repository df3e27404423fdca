"""What came of the last commands on a site, for as long as nothing that it rests on has changed.

It is decided by the files of the site, the day, what was asked for, and the program: by the digest
of all these it is kept. What other hosts or a database say is never kept. See
``docs/adr/0020-reports-are-kept.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, final

import msgspec
from msgspec import Struct

from inforce.domain.site.policy import Demo, Policy
from inforce.readers.cache import Part
from inforce.readers.program import program
from inforce.readers.regular import octets_of
from inforce.readers.sources import Sources, joined

if TYPE_CHECKING:
    from inforce.domain.site.corpus import Corpus

# Fewer files are read sooner than a folder is kept for them.
_WORTH_KEEPING = 100
# What is kept of each kind: of one command a day, and of a few with other options.
_MOST = 8
_SIGNER = "ssh-keygen"
_FILE = "kept"


class _Entry(Struct, frozen=True, kw_only=True):
    """What came of a command, by the digest of what it rests on, and the day.

    ``zone`` and ``pinned`` are what the policy says of the day; ``offering`` is the offering list's
    path and ``listed`` its digest, both empty without one.
    """

    key: str
    as_of: date
    zone: str
    pinned: date | None
    offering: str = ""
    listed: str = ""
    outcome: msgspec.Raw


@final
class SiteMemory:
    """What is kept in ``part`` for the site at ``root``, of commands with what was ``asked`` for.

    ``digests`` are those of its files, by their path from there.
    """

    def __init__(self, root: Path, part: str, asked: bytes) -> None:
        """Read all files of the site."""
        self._root = root
        self._part = Part(root, part)
        self._mark = sha256(program() + (which(_SIGNER) or "").encode()).digest()
        self._sources = Sources(root)
        self.digests = self._sources.digests
        self._key = sha256(joined(self.digests) + asked).hexdigest()

    def untouched(self) -> bool:
        """Whether nobody has written to these files since, as far as the disk tells."""
        return self._sources.untouched

    def recalled(self, today: Callable[[Policy], date]) -> msgspec.Raw | None:
        """Return what came of it with these files on the day that ``today`` gives, else None.

        ``today`` is told what the policy says of the day, and nothing else of it.
        """
        for one in self._entries():
            dated = Policy(time_zone=one.zone, demo=Demo(as_of=one.pinned))
            if one.as_of == today(dated):
                return one.outcome
        return None

    def keep(self, outcome: Struct, as_of: date, corpus: Corpus) -> None:
        """Keep ``outcome`` for the next time; ``corpus`` is what was read of the site for it.

        That of a small site is not kept, nor where a database was asked, nor one of files that
        somebody has written to meanwhile.
        """
        policy, source = corpus.policy, corpus.policy.offering
        if len(self.digests) < _WORTH_KEEPING or (source is not None and source.sql is not None):
            return
        if not self._sources.untouched:
            return
        offering = "" if source is None or source.file is None else source.file
        mine = _Entry(
            key=self._key,
            as_of=as_of,
            zone=policy.time_zone,
            pinned=policy.demo.as_of,
            offering=offering,
            listed=corpus.offering_digest,
            outcome=msgspec.Raw(msgspec.json.encode(outcome)),
        )
        others = (one for one in self._all() if (one.key, one.as_of) != (mine.key, as_of))
        entries = [mine, *others][:_MOST]
        self._part.keep(_FILE, self._mark, msgspec.json.encode(entries))

    def _entries(self) -> Iterator[_Entry]:
        if len(self.digests) >= _WORTH_KEEPING:
            for one in self._all():
                if one.key == self._key and one.listed == _listed(self._root, one.offering):
                    yield one

    def _all(self) -> list[_Entry]:
        body = self._part.kept(_FILE, self._mark)
        return msgspec.json.decode(body, type=list[_Entry]) if body else []


def _listed(root: Path, offering: str) -> str:
    """Return the digest of the offering list, empty where there is none."""
    with suppress(OSError):
        return sha256(octets_of(root / offering)).hexdigest() if offering else ""
    return ""
