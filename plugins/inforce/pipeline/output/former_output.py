"""The output before the live one, kept out of sight: the next one is put together in its folders.

A large output has more folders than a file system makes and removes in passing, while from one to
the next hardly a file changes: most of those of the former output are files of the live one too,
under a second name. See ``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import final

import msgspec
from msgspec import Struct

from inforce.pipeline.output.ahead import Ahead
from inforce.pipeline.output.output_stamps import OutputStamps
from inforce.readers.real_path import real
from inforce.readers.stamps import Fact, Stamps, fact, let_rest

# Fewer files are written sooner than folders are kept for them.
_WORTH_KEEPING = 100
# Fewer are looked at sooner than another process starts.
_WORTH_A_PROCESS = 5000


class _Standing(Struct, array_like=True):
    """What stands below a folder: the SHA-256 of files that are ``known``, and the ``rest``.

    Both by path from there; that of a folder with nothing in it ends in a slash. ``stamps`` are
    those of the live output, packed, if looking has changed what the disk says of its files.
    """

    known: dict[str, bytes]
    rest: set[str]
    stamps: bytes = b""


_STANDING = msgspec.msgpack.Decoder(_Standing)


@final
class FormerOutput:
    """The former output of ``live``, in a hidden folder beside it that stays out of git.

    Whoever uses it has the right to make the output (``output_lock.py``). Nothing in it is relied
    on: it may be removed, or broken off while it changes.
    """

    def __init__(self, live: Path) -> None:
        """Look for it where it was kept; ``live`` is a resolved path."""
        self._place = live.with_name(f".inforce-former-{live.name}")
        self._tree = self._place / "tree"
        self._looked = False
        self._ahead: Ahead | None = None
        self._there = _Standing({}, set())

    def look(self, live: OutputStamps) -> None:
        """Begin to see what it has, beside this process; doing so twice is no error.

        ``live`` are the stamps of the live output, whose files it may have too. Where a large
        output has no former one, that is made of it: its folders once more, with the same files.
        """
        if self._looked:
            return
        self._looked = True
        is_large = live.stamps.count >= _WORTH_A_PROCESS
        if self._tree.is_dir() and real(self._tree) == self._tree:
            # What a link leads to is somebody else's.
            work = partial(_standing, str(self._tree), live.stamps)
        elif is_large and not os.path.lexists(self._place):
            work = partial(_doubled, self._place, self._tree, live)
        else:
            return
        self._ahead = Ahead(work, worth=is_large)

    def see(self, stamps: Stamps) -> None:
        """See what it has; before, nothing of it is known. ``stamps`` are those of the live one."""
        if self._ahead is not None:
            self._there = _STANDING.decode(self._ahead.result())
            self._ahead = None
            if self._there.stamps:
                stamps.renew(self._there.stamps)

    def leave(self) -> None:
        """Have nobody look at it any more."""
        if self._ahead is not None:
            self._ahead.end()
            self._ahead = None

    def known(self, path: str) -> bytes | None:
        """Return the SHA-256 of its file at ``path`` from its root, if it is known to be live."""
        return self._there.known.get(path)

    def fact(self, path: str) -> Fact | None:
        """Return what the disk says of a file at ``path`` that was seen and is not known."""
        if path not in self._there.rest:
            return None
        try:
            return fact(f"{self._tree}/{path}", follow=False)
        except OSError:
            return None

    def lent(self, folder: Path, taken: Mapping[str, str], stamps: Stamps) -> Collection[str]:
        """Return the paths, of files ``taken`` over, at which it has what ``folder`` has not.

        ``taken`` are their SHA-256 in hex. They are entered in ``stamps``.
        """
        known = self._there.known
        lent = {path for path, digest in taken.items() if known.get(path, b"").hex() == digest}
        stamps.stay(lent)
        for path in self._there.rest:
            if path in taken and not os.path.exists(f"{folder}/{path}"):  # noqa: PTH110 - one of many
                stamps.note(path, f"{self._tree}/{path}", bytes.fromhex(taken[path]))
                lent.add(path)
        return lent

    def fill(self, folder: Path, lent: Collection[str]) -> bool:
        """Add its files at ``lent`` to ``folder``, with their folders; return whether it has any.

        What ``folder`` has already takes their place, and the rest of the former output is removed.
        """
        if not lent:
            return False
        there = (*self._there.known, *self._there.rest)
        _clear(self._tree, (path for path in there if path not in lent))
        _pour(str(folder), str(self._tree))
        shutil.rmtree(folder)
        self._tree.rename(folder)
        return True

    def keep(self, folder: Path) -> None:
        """Let ``folder`` be the former output from now on, unless it is small."""
        shutil.rmtree(self._place, ignore_errors=True)
        if _is_small(folder):
            return
        _make(self._place)
        folder.rename(self._tree)


def _make(place: Path) -> None:
    place.mkdir(exist_ok=True)
    (place / ".gitignore").write_bytes(b"*\n")


def _doubled(place: Path, tree: Path, live: OutputStamps) -> bytes:
    """Give the known files of ``live`` second names in ``tree``; return what stands there, packed.

    What the disk says of them since is kept at once: if nothing comes of this build, the next one
    knows them all the same.
    """
    mine = live.apart()
    doubled: list[tuple[str, str, Fact]] = []
    try:
        _make(place)
        tree.mkdir()
        _double(str(live.out), str(tree), "", mine.stamps, doubled)
        let_rest()
        known = mine.stamps.renamed(doubled)
    except OSError:  # no second names here, or a full disk: nothing is lent, as without it
        return msgspec.msgpack.encode(_Standing({}, set()))
    mine.keep()
    rest = {name for name, _, _ in doubled if name not in known}
    return msgspec.msgpack.encode(_Standing(known, rest, mine.stamps.packed()))


def _double(
    source: str, target: str, base: str, stamps: Stamps, into: list[tuple[str, str, Fact]]
) -> None:
    """Give files below ``source`` that are known second names below ``target``, and enter them.

    ``base`` is what their paths from the root begin with. No folder is left empty.
    """
    with os.scandir(source) as found:
        entries = list(found)
    for entry in entries:
        name, other = f"{base}{entry.name}", f"{target}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            count = len(into)
            os.mkdir(other)  # noqa: PTH102 - one of many
            _double(entry.path, other, f"{name}/", stamps, into)
            if len(into) == count:
                os.rmdir(other)  # noqa: PTH106 - as it was made
            continue
        before = fact(entry.path, follow=False)
        if stamps.known(name, before) is not None:
            os.link(entry.path, other, follow_symlinks=False)
            into.append((name, other, before))


def _standing(folder: str, stamps: Stamps) -> bytes:
    """Return what stands below ``folder``, packed; known is what ``stamps`` know."""
    there = _Standing({}, set())
    try:
        _sort(folder, len(folder) + 1, stamps, there)
    except OSError:  # it is being removed, or is closed to us: nothing is lent, as without it
        there = _Standing({}, set())
    return msgspec.msgpack.encode(there)


def _sort(folder: str, base: int, stamps: Stamps, into: _Standing) -> None:
    """Enter what is in ``folder``; paths have their names from ``base`` on."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _sort(entry.path, base, stamps, into)
            continue
        name = entry.path[base:].replace(os.sep, "/")
        known = stamps.known(name, fact(entry.path, follow=False))
        if known is None:
            into.rest.add(name)
        else:
            into.known[name] = known
    if not entries and (name := folder[base:]):
        into.rest.add(f"{name}/".replace(os.sep, "/"))


def _is_small(folder: Path) -> bool:
    count = 0
    for _, _, files in os.walk(folder):
        count += len(files)
        if count >= _WORTH_KEEPING:
            return False
    return True


def _clear(tree: Path, paths: Iterable[str]) -> None:
    """Remove what is at ``paths`` in ``tree``, and the folders that this leaves empty."""
    left = set()
    for path in paths:
        if path.endswith("/"):
            Path(tree, path).rmdir()
        else:
            Path(tree, path).unlink()
        left.add(path.removesuffix("/").rpartition("/")[0])
    while left := left - {""}:
        above = set()
        for path in left:
            with suppress(OSError):  # something is in it
                Path(tree, path).rmdir()
                above.add(path.rpartition("/")[0])
        left = above


def _pour(source: str, target: str) -> None:
    """Move everything in ``source`` to ``target``; a file takes the place of one that is there."""
    with os.scandir(source) as entries:
        for entry in list(entries):
            place = Path(target, entry.name)
            if entry.is_dir(follow_symlinks=False) and place.is_dir():
                _pour(entry.path, str(place))
            else:
                Path(entry).replace(place)
