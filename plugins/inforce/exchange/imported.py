"""The record of what was imported: which files, with which bytes, under which ids."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from pathlib import Path

import msgspec

from inforce.domain.errors import InforceError
from inforce.readers.json_reader import read_json

FOLDER = "content/imported"


class Item(msgspec.Struct, frozen=True):
    """A product that was imported: the key of its record in the source, and the file's digest."""

    key: str
    digest: str


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """All that one mapping has imported: products by id, pictures' digests by path."""

    items: Mapping[str, Item] = {}
    pictures: Mapping[str, str] = {}

    @property
    def ids(self) -> Mapping[str, str]:
        """Id by the key of its record."""
        return {item.key: key for key, item in self.items.items()}


class Action(Enum):
    """What becomes of a file."""

    CREATE = "created"
    UPDATE = "updated"
    NOTHING = "unchanged"
    KEEP_EDITED = "edited"
    KEEP_DELETED = "deleted"
    KEEP_FOREIGN = "foreign"


def decide(present: str | None, recorded: str | None, wanted: str) -> Action:
    """Return what to do with a file, by digests: there now, last imported, to be imported.

    What people have edited, deleted or written themselves is kept. An edited file to which the
    source has nothing new needs nothing.
    """
    if present == wanted:
        return Action.NOTHING
    if present is None:
        return Action.CREATE if recorded is None else Action.KEEP_DELETED
    if recorded is None:
        return Action.KEEP_FOREIGN
    if present == recorded:
        return Action.UPDATE
    return Action.NOTHING if recorded == wanted else Action.KEEP_EDITED


def digest(octets: bytes) -> str:
    """Return the SHA-256 of ``octets``."""
    return sha256(octets).hexdigest()


def record_path(root: Path, mapping: str) -> Path:
    """Return where the record of a mapping's imports lies."""
    return root / FOLDER / f"{mapping}.json"


def read_record(path: Path) -> Imported:
    """Return the record at ``path``; an empty one where there is none yet."""
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        return Imported()
    try:
        return read_json(octets, Imported)
    except msgspec.DecodeError as error:
        raise InforceError(
            f"{path}: not a record of imports ({error}); restore it, or remove it to compare anew"
        ) from error


def record_octets(imported: Imported) -> bytes:
    """Return the bytes of a record: sorted, one line an item."""
    plain = msgspec.json.encode(imported, order="sorted")
    return msgspec.json.format(plain, indent=1) + b"\n"
