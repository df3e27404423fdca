"""What the files below a folder are, looked at on all cores where they are many."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from inforce.readers.spread import cores, lone, spread
from inforce.readers.stamps import Stamps

# Fewer are looked at sooner than another process starts.
_WORTH_SPREADING = 5000
# So many folders beside each other are dealt out as they are.
_MANY = 100
_TOLD = msgspec.msgpack.Decoder(tuple[bytes, dict[str, str]])


def digests_there(
    folder: Path, stamps: Stamps, read: Mapping[str, str], apart: Collection[str]
) -> dict[str, str]:
    """Return the SHA-256 in hex of every file below ``folder`` by path, but for those ``apart``.

    These are names in the folder itself. All files are read but for those that ``stamps`` know;
    ``read`` are the SHA-256 of those that were read since the stamps were. Raise OSError where a
    file cannot be read, and InforceError where that happened to another process.
    """
    heads = list(_heads(folder, apart))
    count = cores() if len(heads) >= _WORTH_SPREADING and lone() else 1
    base = len(str(folder)) + 1
    if count == 1:
        return dict(_digests(_files(heads), base, stamps, read))
    there: dict[str, str] = {}
    with TemporaryDirectory(prefix="inforce-files-") as aside:

        def work(share: int, _: int) -> None:
            mine = stamps.apart() if share else stamps
            found = dict(_digests(_files(heads[share::count]), base, mine, read))
            if share == 0:
                there.update(found)
                return
            told, same = mine.told()
            new = {name: digest for name, digest in found.items() if name not in same}
            (Path(aside) / str(share)).write_bytes(msgspec.msgpack.encode((told, new)))

        spread(work, count)
        for share in range(1, count):
            told, new = _TOLD.decode((Path(aside) / str(share)).read_bytes())
            there.update({name: digest.hex() for name, digest in stamps.join(told).items()})
            there.update(new)
    return there


def files_below(folder: os.PathLike[str]) -> Iterator[str]:
    """Yield the path of every file below ``folder``, in no order."""
    with os.scandir(folder) as entries:
        yield from _files(entries)


def _heads(folder: Path | str, apart: Collection[str] = ()) -> Iterator[os.DirEntry[str]]:
    """Yield what is in ``folder``, to be dealt out: of a folder among few, what is in it."""
    with os.scandir(folder) as entries:
        here = [(entry, entry.is_dir()) for entry in entries if entry.name not in apart]
    many = sum(is_folder for _, is_folder in here) >= _MANY
    for entry, is_folder in here:
        if is_folder and not many:
            yield from _heads(entry.path)
        else:
            yield entry


def _files(entries: Iterable[os.DirEntry[str]]) -> Iterator[str]:
    for entry in entries:
        if entry.is_dir():
            yield from files_below(entry)
        else:
            yield entry.path


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
