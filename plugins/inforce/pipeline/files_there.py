"""What the files below a folder are, looked at on all cores where they are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import msgspec
from msgspec import Struct

from inforce.readers.spread import cores, lone, spread
from inforce.readers.stamps import Stamps, fact

# Fewer are looked at sooner than another process starts.
_WORTH_SPREADING = 5000
# So many folders beside each other are dealt out as they are.
_MANY = 100
_Heads: TypeAlias = Sequence[os.DirEntry[str]]
_TOLD = msgspec.msgpack.Decoder(tuple[bytes, dict[str, str]])
_PACK = msgspec.msgpack.Encoder().encode


def digests_there(
    folder: Path, stamps: Stamps, read: Mapping[str, str], apart: Collection[str]
) -> dict[str, str]:
    """Return the SHA-256 in hex of every file below ``folder`` by path, but for those ``apart``.

    These are names in the folder itself. All files are read but for those that ``stamps`` know;
    ``read`` are the SHA-256 of those that were read since the stamps were. Raise OSError where a
    file cannot be read, and InforceError where that happened to another process.
    """
    base = len(str(folder)) + 1
    there: dict[str, str] = {}

    def here(heads: _Heads) -> None:
        there.update(_digests(_files(heads), base, stamps, read))

    def elsewhere(heads: _Heads) -> bytes:
        mine = stamps.apart()
        found = dict(_digests(_files(heads), base, mine, read))
        told, same = mine.told()
        return _PACK((told, {name: one for name, one in found.items() if name not in same}))

    for octets in _shared(list(_heads(folder, apart)), here, elsewhere):
        told, new = _TOLD.decode(octets)
        there.update({name: digest.hex() for name, digest in stamps.join(told).items()})
        there.update(new)
    return there


class Standing(Struct, array_like=True):
    """What stands below a folder: the SHA-256 of files that are ``known``, and the ``rest``.

    Both by path from there; that of a folder with nothing in it ends in a slash.
    """

    known: dict[str, bytes]
    rest: list[str]


def standing(folder: Path, stamps: Stamps) -> Standing:
    """Return what stands below ``folder``, without reading any of it.

    Known is what ``stamps`` know; links are not followed.
    """
    base = len(str(folder)) + 1
    there = Standing({}, [])

    def elsewhere(heads: _Heads) -> bytes:
        found = Standing({}, [])
        _sort(heads, base, stamps, found)
        return _PACK(found)

    heads = list(_heads(folder, follow=False))
    for octets in _shared(heads, lambda mine: _sort(mine, base, stamps, there), elsewhere):
        found = _STANDING.decode(octets)
        there.known.update(found.known)
        there.rest += found.rest
    return there


_STANDING = msgspec.msgpack.Decoder(Standing)


def _shared(
    heads: _Heads, here: Callable[[_Heads], None], elsewhere: Callable[[_Heads], bytes]
) -> Iterator[bytes]:
    """Look at all of ``heads``: at some ``here``; yield what the rest came to in other processes.

    Few are looked at here alone.
    """
    count = cores() if len(heads) >= _WORTH_SPREADING and lone() else 1
    if count == 1:
        here(heads)
        return
    with TemporaryDirectory(prefix="inforce-files-") as aside:

        def work(share: int, _: int) -> None:
            mine = heads[share::count]
            if share:
                (Path(aside) / str(share)).write_bytes(elsewhere(mine))
            else:
                here(mine)

        spread(work, count)
        for share in range(1, count):
            yield (Path(aside) / str(share)).read_bytes()


def files_below(folder: os.PathLike[str]) -> Iterator[str]:
    """Yield the path of every file below ``folder``, in no order."""
    with os.scandir(folder) as entries:
        yield from _files(entries)


def _heads(
    folder: Path | str, apart: Collection[str] = (), *, follow: bool = True
) -> Iterator[os.DirEntry[str]]:
    """Yield what is in ``folder``, to be dealt out: of a folder among few, what is in it.

    ``follow`` takes links to folders for these.
    """
    with os.scandir(folder) as entries:
        here = [
            (entry, entry.is_dir(follow_symlinks=follow))
            for entry in entries
            if entry.name not in apart
        ]
    many = sum(is_folder for _, is_folder in here) >= _MANY
    for entry, is_folder in here:
        inside = list(_heads(entry.path, follow=follow)) if is_folder and not many else ()
        if inside:
            yield from inside
        else:
            yield entry


def _files(entries: Iterable[os.DirEntry[str]]) -> Iterator[str]:
    for entry in entries:
        if entry.is_dir():
            yield from files_below(entry)
        else:
            yield entry.path


def _sort(entries: Iterable[os.DirEntry[str]], base: int, stamps: Stamps, into: Standing) -> None:
    """Enter what there is of ``entries``, whose names their paths have from ``base`` on."""
    for entry in entries:
        name = entry.path[base:].replace(os.sep, "/")
        if entry.is_dir(follow_symlinks=False):
            with os.scandir(entry.path) as found:
                inside = list(found)
            if inside:
                _sort(inside, base, stamps, into)
            else:
                into.rest.append(f"{name}/")
            continue
        known = stamps.known(name, fact(entry.path, follow=False))
        if known is None:
            into.rest.append(name)
        else:
            into.known[name] = known


def _digests(
    paths: Iterable[str], base: int, stamps: Stamps, read: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each file, which its path has from ``base`` on, and its digest."""
    for path in paths:
        name = path[base:].replace(os.sep, "/")
        known = read.get(name)
        if known is None:
            yield name, stamps.digest(name, path).hex()
        else:
            stamps.note(name, path, bytes.fromhex(known))
            yield name, known
