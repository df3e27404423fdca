"""The data of YAML files that were read before, kept for the next run: no file is parsed twice.

A record is what ``read_yaml`` gives for a file without problems, as JSON with every digit, under
the SHA-256 of the file's bytes: a file that changed is another file, and the same file is known
wherever it lies. That of a product which was found to match a schema is packed, with the digest of
the schema: held against the same it need not be. Rules and digests judge data from records as they
judge any other. See ``docs/adr/0018-records.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from string import hexdigits
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TypeAlias, final

import msgspec
from msgspec import Struct

from inforce.readers import packed_product, yaml_reader
from inforce.readers.cache import Part
from inforce.readers.regular import octets_of
from inforce.readers.schemas import Validator
from inforce.readers.site import read_octets
from inforce.readers.spread import cores, lone, spread
from inforce.readers.yaml_reader import Data, Document, read_yaml

_PART = "records"
# Fewer files are read sooner than a folder is kept for them.
_WORTH_KEEPING = 100
# Fewer files are parsed sooner than another process starts, here or elsewhere.
_WORTH_SPREADING = 1000
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


class Record(Struct, frozen=True, array_like=True):
    """The data of a file as JSON, or packed with the digest of the schema that they match.

    There are none where the file has problems: these are told anew each time.
    """

    data: bytes
    schema: bytes = b""


_UNKNOWN = Record(b"")
_SHARD = msgspec.msgpack.Decoder(dict[bytes, Record])


class Unread(Struct, frozen=True, kw_only=True):
    """Files of the site at ``root``, by their paths from there, of which records are wanted.

    ``judges`` hold products against the schema of their family, by its id. What is found of files
    goes into ``folder``, by ``leave``; what cannot be opened, and what has problems, is left out.
    """

    root: Path
    paths: Sequence[str]
    judges: Mapping[str, Validator]
    folder: Path

    def octets(self, path: str) -> bytes:
        """Return what is in the file at ``path``, nothing where it cannot be opened."""
        with suppress(OSError):
            return octets_of(f"{self.root}/{path}")
        return b""

    def leave(self, name: str, found: Mapping[bytes, Record]) -> None:
        """Leave records, by the SHA-256 of their files, for the one who wants them."""
        (self.folder / name).write_bytes(msgspec.msgpack.encode(found))


# Who finds the records of files.
Learn: TypeAlias = Callable[[Unread], None]


@final
class Records:
    """Reads the YAML files of the site at ``root``, and knows those that it read in earlier runs.

    The folder is in shards, by the first half byte of a record's key, so that a change of few files
    writes little. A shard that is damaged, or that another version wrote, counts for nothing.
    """

    def __init__(
        self, root: Path, digests: Mapping[str, bytes] | None = None, learn: Learn | None = None
    ) -> None:
        """Know the records of the site at ``root``.

        ``digests`` are the SHA-256 of its files, by their path from there, as far as they are known
        already: what has a record under its own is not opened. ``learn`` finds the records of many
        files that have none; without it all cores of this machine do.
        """
        self._root = root
        self._learn = learn
        self._part = Part(root, _PART)
        self._keys = dict(digests or {})
        self._kept: dict[str, Mapping[bytes, Record]] = {}
        self._used: dict[bytes, Record] = {}
        self._fresh: set[str] = set()

    def read(self, path: str) -> Document:
        """Return what ``read_yaml`` gives for the file at ``path``, from the site's root.

        What is packed is no product for whoever asks so: it is parsed anew. Raise InforceError when
        it cannot be opened.
        """
        known = self.known(path)
        if known.data and not known.schema:
            return Document(_DECODER.decode(known.data))
        octets = read_octets(self._root / path)
        key = self._keys[path] = sha256(octets).digest()
        known = self._known(key)
        if known.data and not known.schema:
            return Document(_DECODER.decode(known.data))
        document = read_yaml(octets, path)
        self._learned(key, Record(_written(document)))
        return document

    def known(self, path: str) -> Record:
        """Return the record of a file; what cannot be opened has none, for ``read`` to tell."""
        key = self._keys.get(path)
        if key is None:
            try:
                key = self._keys[path] = sha256(octets_of(f"{self._root}/{path}")).digest()
            except OSError:
                return _UNKNOWN
        return self._known(key)

    def digest(self, path: str) -> bytes:
        """Return the SHA-256 of a file that was read."""
        return self._keys[path]

    def matches(self, path: str, data: Data, schema: bytes) -> None:
        """Note that the data of a product that was read match the schema with this digest."""
        key = self._keys[path]
        if self._known(key).schema != schema:
            self._learned(key, Record(packed_product.packed(data), schema))

    def learn(
        self, paths: Sequence[str], judges: Mapping[str, Validator] = MappingProxyType({})
    ) -> None:
        """Have the files at ``paths`` that are not known parsed by others, if they are many.

        Products that match the schema of their family, as ``judges`` have it, are known to do so.
        Those that matched another one are parsed once more. What cannot be opened is left for
        ``read`` to tell.
        """
        learn = self._learn or (_on_all_cores if lone() and cores() > 1 else None)
        if learn is None or len(paths) < _WORTH_SPREADING:
            return
        usable = frozenset({b"", *(judge.digest for judge in judges.values())})
        unknown = [path for path in paths if self._is_unread(path, usable)]
        if len(unknown) < _WORTH_SPREADING:
            return
        with TemporaryDirectory(prefix="inforce-records-") as folder:
            learn(Unread(root=self._root, paths=unknown, judges=judges, folder=Path(folder)))
            for file in sorted(Path(folder).iterdir()):
                for key, record in _SHARD.decode(file.read_bytes()).items():
                    self._learned(key, record)

    def keep(self) -> None:
        """Write what was read for the next run; what was not used this time is left out there."""
        if len(self._used) < _WORTH_KEEPING or not self._fresh:
            return
        shards: dict[str, dict[bytes, Record]] = {name: {} for name in sorted(self._fresh)}
        for key, record in sorted(self._used.items()):
            if (shard := shards.get(_shard(key))) is not None:
                shard[key] = record
        for name, records in shards.items():
            self._part.keep(name, _mark(), msgspec.msgpack.encode(records))

    def _is_unread(self, path: str, usable: frozenset[bytes]) -> bool:
        """Whether a file that can be opened has no record of which the schema is ``usable``."""
        known = self.known(path)
        return path in self._keys and not (known.data and known.schema in usable)

    def _known(self, key: bytes) -> Record:
        used = self._used.get(key)
        if used is not None:
            return used
        if not key:
            return _UNKNOWN
        shard = _shard(key)
        if shard not in self._kept:
            self._kept[shard] = _records(self._part.kept(shard, _mark()))
        record = self._kept[shard].get(key, _UNKNOWN)
        if record.data:
            self._used[key] = record
        return record

    def _learned(self, key: bytes, record: Record) -> None:
        if record.data:
            self._used[key] = record
            self._fresh.add(_shard(key))


def _shard(key: bytes) -> str:
    return hexdigits[key[0] >> 4]


def record_of(octets: bytes, judges: Mapping[str, Validator]) -> Record:
    """Return the record of a file with these ``octets``, without data where it has problems.

    A product that matches the schema that ``judges`` have of its family is known to do so.
    """
    document = read_yaml(octets, "")
    if document.problems:
        return _UNKNOWN
    judge = judges.get(family_of(document.data))
    if judge is not None and judge.accepts(document.data):
        data = packed_product.packed(document.data)
        if data:
            return Record(data, judge.digest)
    return Record(_written(document))


def family_of(data: Data) -> str:
    """Return the family that the data of a product name, nothing where they name none."""
    family = data.get("family") if isinstance(data, dict) else None
    return family if isinstance(family, str) else ""


def _on_all_cores(files: Unread) -> None:
    def work(share: int, count: int) -> None:
        # One run of them each: a folder has mostly products of one family, of which the schema is
        # compiled in as few processes as can be.
        start, stop = (len(files.paths) * one // count for one in (share, share + 1))
        mine = map(files.octets, files.paths[start:stop])
        found = {sha256(octets).digest(): record_of(octets, files.judges) for octets in mine}
        files.leave(str(share), found)

    spread(work, cores())


def _written(document: Document) -> bytes:
    """Return the data of a document as JSON, nothing where it has problems.

    JSON can say whatever the reader lets through.
    """
    if document.problems or document.data is None:
        return b""
    return _ENCODER.encode(document.data)


@cache
def _mark() -> bytes:
    """Return what the records of this version begin with: the digest of all that decides them."""
    sources = Path(yaml_reader.__file__).read_bytes() + Path(packed_product.__file__).read_bytes()
    said = f"form 3, {version('inforce')} {version('pyyaml')} {version('msgspec')} ".encode()
    return sha256(said + sources).digest()


def _records(shard: bytes) -> Mapping[bytes, Record]:
    """Return what is in a shard, nothing where none is as it was written by this version."""
    return _SHARD.decode(shard) if shard else {}
