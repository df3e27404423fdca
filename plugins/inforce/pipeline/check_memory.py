"""The reports of the last checks, given again while nothing that they rest on has changed.

A check is decided by the files of the site, the day, what was asked for, and the program: by the
digest of all these its report is kept. What other hosts or a database say is never kept. See
``docs/adr/0020-reports-are-kept.md``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from shutil import which
from typing import final

import msgspec
from msgspec import Struct, structs

import inforce
from inforce.domain.check_report import CheckReport
from inforce.domain.policy import Demo, Policy
from inforce.readers.cache import CACHE, cache_fault, file_digest, keep, kept
from inforce.readers.checkout import folder_in_checkout

_PART = "checks"
_FILE = "reports"
# What a site's files are: nothing else is read to check it, but for an offering list elsewhere.
_SOURCES = ("content", "schemas", "site_config", "mkdocs.yml")
# Fewer files are checked sooner than a folder is kept for them.
_WORTH_KEEPING = 100
# The reports that are kept: of one check a day, and of a few with other options.
_MOST = 8
_SIGNER = "ssh-keygen"


class _Entry(Struct, frozen=True, kw_only=True):
    """A report by the digest of what it rests on.

    ``zone`` and ``pinned`` are what the policy says of the day; ``offering`` is the offering list's
    path and ``listed`` its digest, both empty without one.
    """

    key: str
    zone: str
    pinned: date | None
    offering: str = ""
    listed: str = ""
    report: CheckReport


@final
class CheckMemory:
    """The reports kept for the site at ``root``, of checks for which ``asked`` was asked.

    ``digests`` are those of its files, by their path from there.
    """

    def __init__(self, root: Path, asked: Struct) -> None:
        self._root = root
        self._file = root / CACHE / _PART / _FILE
        self.digests = _sources(root)
        self._count = len(self.digests)
        self._key = _key(self.digests, asked)

    def recalled(self, today: Callable[[Policy], date]) -> CheckReport | None:
        """Return the report on these files and the day that ``today`` gives, None without one.

        ``today`` is told what the policy says of the day, and nothing else of it.
        """
        for one in self._entries():
            dated = Policy(time_zone=one.zone, demo=Demo(as_of=one.pinned))
            if one.report.as_of == today(dated):
                return structs.replace(one.report, folder=folder_in_checkout(self._root))
        return None

    def keep(self, report: CheckReport, policy: Policy) -> None:
        """Keep ``report`` for the next time, unless the site is small or a database was asked."""
        source = policy.offering
        if self._count < _WORTH_KEEPING or (source is not None and source.sql is not None):
            return
        offering = "" if source is None or source.file is None else source.file
        mine = _Entry(
            key=self._key,
            zone=policy.time_zone,
            pinned=policy.demo.as_of,
            offering=offering,
            listed=_listed(self._root, offering),
            report=report,
        )
        others = (one for one in self._all() if not _same(one, mine))
        entries = [mine, *others][:_MOST]
        if not cache_fault(self._root, _PART):
            with suppress(OSError):
                keep(self._file, self._mark, msgspec.json.encode(entries))

    def _entries(self) -> Iterator[_Entry]:
        if self._count >= _WORTH_KEEPING:
            for one in self._all():
                if one.key == self._key and one.listed == _listed(self._root, one.offering):
                    yield one

    def _all(self) -> list[_Entry]:
        body = kept(self._file, self._mark)
        return msgspec.json.decode(body, type=list[_Entry]) if body else []

    @cached_property
    def _mark(self) -> bytes:
        """What decides a report beside the site: the program's own files, and what it runs."""
        package = Path(inforce.__file__).parent
        code = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".json"})
        facts = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in code]
        return sha256(repr((sys.version, which(_SIGNER) or "", facts)).encode()).digest()


def _same(one: _Entry, other: _Entry) -> bool:
    return (one.key, one.report.as_of) == (other.key, other.report.as_of)


def _listed(root: Path, offering: str) -> str:
    """Return the digest of the offering list, empty where there is none."""
    with suppress(OSError):
        return sha256((root / offering).read_bytes()).hexdigest() if offering else ""
    return ""


def _sources(root: Path) -> Mapping[str, bytes]:
    """Return the digests of the site's files by their path from its root, in order."""
    start = len(str(root).rstrip(os.sep)) + 1
    return {path[start:].replace(os.sep, "/"): _digest(path) for path in sorted(_paths(root))}


def _key(digests: Mapping[str, bytes], asked: Struct) -> str:
    """Return the digest of all files and of what was asked."""
    whole = sha256()
    for path, digest in digests.items():
        whole.update(os.fsencode(path) + b"\0" + digest)
    whole.update(msgspec.json.encode(asked, order="sorted"))
    return whole.hexdigest()


def _digest(path: str) -> bytes:
    """Return the digest of a file; of what cannot be read, such as a dead link, why not."""
    try:
        return file_digest(path)
    except OSError as error:
        return repr(error.errno).encode()


def _paths(root: Path) -> Iterator[str]:
    """Yield every file of the sources; folders behind links count, each once."""
    been: set[str] = set()
    for name in _SOURCES:
        if (root / name).is_file():
            yield str(root / name)
        for base, folders, names in os.walk(root / name, followlinks=True):
            folders[:] = [one for one in sorted(folders) if _is_new(f"{base}{os.sep}{one}", been)]
            yield from (f"{base}{os.sep}{file}" for file in names)


def _is_new(folder: str, been: set[str]) -> bool:
    """Whether ``folder`` was not met before, by its own name or through a link; it is now."""
    real = os.path.realpath(folder)
    new = real not in been
    been.add(real)
    return new
