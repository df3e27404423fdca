"""The job of reading files: parsing them, and holding products against their families' schemas."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, final

import msgspec

from inforce.pipeline.cluster.exchange import DamagedError, Exchange
from inforce.pipeline.cluster.job import Items, decoded
from inforce.pipeline.cluster.shard import Make, Told, Trade
from inforce.readers.records import Record, Unread, record_of
from inforce.readers.schemas import Validator

_ENCODER = msgspec.msgpack.Encoder()
_SCHEMAS = msgspec.msgpack.Decoder(dict[str, dict[str, Any]])
_FILES = msgspec.msgpack.Decoder(list[bytes])


@final
class Reading:
    """Files to be made records of (implements ``cluster.job.Job``).

    Workers do not see the site: what is in its files is sent to them. A record comes back for each,
    in their order; by which digest it is known, the build says itself.
    """

    doing = "Reading files"
    kind = "files"
    largest = 2000

    def __init__(self, files: Unread) -> None:
        """Leave the records of ``files``."""
        self.items = tuple(files.paths)
        self._files = files
        self._sent: dict[Items, list[bytes]] = {}

    @property
    def trade(self) -> Trade:
        """Return what workers do."""
        return make_records

    def commission(self) -> bytes:
        """Return the schemas of the families."""
        judges = self._files.judges
        return _ENCODER.encode({family: judge.schema for family, judge in judges.items()})

    def told(self, items: Items, exchange: Exchange) -> Told:
        """Return the name of what is in the files."""
        files = [self._files.octets(path) for path in items]
        self._sent[items] = [sha256(octets).digest() for octets in files]
        return (exchange.put(_ENCODER.encode(files)),)

    def opened(self, shard: bytes, items: Items) -> list[Record]:
        """Return the record of each file."""
        found = decoded(shard, list[Record])
        if len(found) != len(items):
            raise DamagedError("a shard holds other records than were asked for")
        return found

    def keep(self, items: Items, made: list[Record]) -> None:
        """Leave the records for the one who wants them."""
        digests = self._sent.pop(items)
        self._files.leave(digests[0].hex(), dict(zip(digests, made, strict=True)))


def make_records(commission: bytes) -> Make:
    """Return what makes shards of files, with the schemas that a commission has."""
    schemas = _SCHEMAS.decode(commission)
    judges = {family: Validator(schema, schema["$id"]) for family, schema in schemas.items()}

    def make(exchange: Exchange, told: Told) -> bytes:
        (parcel,) = told
        records = [record_of(octets, judges) for octets in _FILES.decode(exchange.get(parcel))]
        exchange.drop(parcel)  # if it is wanted once more, it is sent once more
        return _ENCODER.encode(records)

    return make
