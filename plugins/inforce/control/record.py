"""Writes below ``content/issued/``: whole files only, and the register last.

A run that is killed leaves either no trace that counts or a snapshot without its entry, which the
same command, repeated, writes again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import cast

from msgspec import structs

from inforce.control.whole_file import write_whole
from inforce.domain.errors import InforceError
from inforce.domain.items.content import Content, PublishedFile
from inforce.domain.registers.digest import digest, plain
from inforce.domain.registers.register import Entry
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.readers.ledgers import FOLDER, REGISTER, parse_parts
from inforce.readers.media import is_sound, stored_path

_FORMAT = 1


@contextmanager
def sole_writer(root: Path, *, dry_run: bool = False) -> Iterator[None]:
    """Hold the site's record for one writer; raise InforceError when another one is at work.

    It is taken before anything is read, so that no decision rests on a register that another
    command is about to continue. It goes with the process: a dead one holds nothing. Nothing is
    held for a ``dry_run``, which writes nothing.
    """
    if dry_run or sys.platform == "win32":  # that has no such locks
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        _lock(folder, root)
        yield
    finally:
        os.close(folder)


def _lock(folder: int, root: Path) -> None:
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InforceError(
            f"another inforce command is writing below {root / FOLDER}; try again when it has ended"
        ) from error


def write_snapshot(root: Path, item: str, revision: int, content: Content) -> None:
    """Store ``content`` as a revision of ``item``, with the files it shows.

    Raise InforceError when the stored form would not read back as the same content.
    """
    parts = [_written({key: part}) for key, part in _stored(content).items()]
    if digest(parse_parts(parts)) != digest(content):
        raise InforceError(f"{item}: revision {revision} cannot be stored without loss")
    _keep_files(root, content)
    write_whole(root / FOLDER / item / f"{revision}.yaml", "".join(parts).encode())


def _stored(content: Content) -> dict[str, Plain]:
    return {"format": _FORMAT, **plain(content)}


def append_entry(root: Path, item: str, entry: Entry) -> None:
    """Add ``entry`` to the end of the item's register; what stands there is not touched."""
    register = root / FOLDER / item / REGISTER
    before = register.read_bytes() if register.is_file() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    stated = plain(structs.replace(entry, prev=None, seal=None))
    data = {**stated, "prev": entry.prev, "seal": entry.seal}
    write_whole(register, before + _written([data]).encode())


def _written(data: object) -> str:
    return to_yaml(cast("Plain", data))


def _keep_files(root: Path, content: Content) -> None:
    for source, fact in content.files.items():
        kept = root / stored_path(PublishedFile(source=source, fact=fact))
        if not is_sound(kept, fact):
            octets = (root / "content" / source).read_bytes()
            if sha256(octets).hexdigest() != fact.sha256:
                raise InforceError(f"content/{source} was changed meanwhile; approve again")
            write_whole(kept, octets)
