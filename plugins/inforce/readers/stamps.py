"""The digests of files that were read before, believed while the disk says the same of them.

Of a file the disk tells its number, its size, when it was written, and when that or anything else
of it changed last, which no program can set. A file that was written the moment before it was read
could be written again without any of these changing: such a one is read again the next time.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Iterable
from hashlib import sha256
from stat import S_ISREG
from typing import TypeAlias, final

import msgspec
from msgspec import Struct

from inforce.readers.cache import file_digest
from inforce.readers.regular import irregular

# Device, number, size, time of writing, time of any change.
Fact: TypeAlias = tuple[int, int, int, int, int]

# What anything begins with that stamps are kept in: another form is not read.
MARK = sha256(b"stamps, form 1").digest()
_TRUSTED = sys.platform != "win32"  # there the last one is when the file was made
# How long a file must have been quiet, in nanoseconds: disks count in steps of the system's clock,
# some in whole seconds or two.
_QUIET = 100_000_000
_COARSE, _QUIET_COARSE = 1_000_000, 3_000_000_000
# Fewer files are read sooner than a folder is kept for them.
_WORTH_KEEPING = 100


class _Stamp(Struct, frozen=True, array_like=True):
    fact: Fact
    digest: bytes


_STAMPS = msgspec.msgpack.Decoder(dict[str, _Stamp])
_TOLD = msgspec.msgpack.Decoder(tuple[list[str], dict[str, _Stamp]])


def fact(path: str, *, follow: bool = True) -> Fact:
    """Return what the disk says of a regular file, or of a link; raise OSError for all else."""
    found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - a large site has many files
    if follow and not S_ISREG(found.st_mode):
        raise irregular(path)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def let_rest() -> None:
    """Let as much time pass as a file must have been quiet to be believed, on most disks."""
    time.sleep(_QUIET / 1e9)


def rested(since: int) -> bool:
    """Whether so much time has passed ``since`` then, by ``time.monotonic_ns``."""
    return time.monotonic_ns() - since > _QUIET


@final
class Stamps:
    """What files were when they were read, by names that whoever asks gives them.

    ``packed`` is what another gave as ``packed`` before. Those that nobody asks for are forgotten.
    """

    def __init__(self, packed: bytes = b"") -> None:
        self._kept = _STAMPS.decode(packed) if packed else {}
        self._known = self._kept
        self._met: dict[str, _Stamp] = {}
        self._begun = time.time_ns()

    @property
    def count(self) -> int:
        """How many files are known."""
        return len(self._known)

    def digest(self, name: str, path: str, found: Fact | None = None) -> bytes:
        """Return the SHA-256 of the file at ``path``; raise OSError where it cannot be read.

        ``found`` is what the disk says of it, where that is known.
        """
        found = found or fact(path)
        known = self._known.get(name)
        if known is not None and known.fact == found:
            self._met[name] = known
            return known.digest
        now = time.time_ns()
        digest = file_digest(path)
        if _was_quiet(found[-1], now):
            self._met[name] = _Stamp(found, digest)
        return digest

    def known(self, name: str, found: Fact) -> bytes | None:
        """Return the SHA-256 of the file of which the disk says ``found``, if it was read."""
        known = self._known.get(name)
        return known.digest if known is not None and known.fact == found else None

    def stay(self, names: Iterable[str]) -> None:
        """Enter files that are known and were found to be as they were, all at once."""
        self._met.update({name: self._known[name] for name in names})

    def note(self, name: str, path: str, digest: bytes) -> None:
        """Enter a file that was read since this object was made, under any of its names.

        That it got another name has changed what the disk says of it, but not when it was written.
        """
        found = fact(path)
        if self.known(name, found) == digest:
            self._met[name] = self._known[name]
            return
        written, changed = found[-2:]
        if _was_quiet(written, self._begun) and _was_quiet(changed, time.time_ns()):
            self._met[name] = _Stamp(found, digest)

    def renamed(self, files: Iterable[tuple[str, str, Fact]]) -> dict[str, bytes]:
        """Enter files that are known, since they have got another name each; return their SHA-256.

        Of each its name here, its other path, and what the disk said of it before. One that
        somebody may have written to meanwhile is left out.
        """
        entered = {}
        now = time.time_ns()
        for name, path, before in files:
            found = fact(path)
            if found[:-1] == before[:-1] and _was_quiet(found[-1], now):
                entered[name] = self._known[name].digest
                self._met[name] = _Stamp(found, entered[name])
        return entered

    def renew(self, packed: bytes) -> None:
        """Know what another has ``packed``, and nothing else."""
        self._kept = self._known = _STAMPS.decode(packed)

    def trust(self, packed: Iterable[bytes]) -> None:
        """Know what others have ``packed`` who read files meanwhile; they need not be read again.

        Until they are met they are not kept.
        """
        known = dict(self._known)
        for its in packed:
            known.update(_STAMPS.decode(its))
        self._known = known

    def apart(self) -> Stamps:
        """Return stamps that know the same and have met nothing, for a process of its own."""
        other = Stamps()
        other._known, other._begun = self._known, self._begun
        return other

    def told(self) -> tuple[bytes, Collection[str]]:
        """Return what was met, for ``join``, and the names of files that are as they were."""
        known = self._known
        same = {name: None for name, stamp in self._met.items() if stamp is known.get(name)}
        new = {name: stamp for name, stamp in self._met.items() if name not in same}
        return msgspec.msgpack.encode((tuple(same), new)), same

    def join(self, told: bytes) -> dict[str, bytes]:
        """Enter what was met ``apart``; return the SHA-256 of files that are as they were."""
        names, new = _TOLD.decode(told)
        same = {name: self._known[name] for name in names}
        self._met.update(same)
        self._met.update(new)
        return {name: stamp.digest for name, stamp in same.items()}

    @property
    def worth_keeping(self) -> bool:
        """Whether there is something new, and enough of it."""
        return len(self._met) >= _WORTH_KEEPING and self._met != self._kept

    def packed(self) -> bytes:
        """Return what there is to keep."""
        return msgspec.msgpack.encode(self._met)


def _was_quiet(changed: int, read: int) -> bool:
    return _TRUSTED and changed + (_QUIET if changed % _COARSE else _QUIET_COARSE) < read
