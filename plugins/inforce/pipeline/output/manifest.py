"""The manifest: every file of an output with its digest, and the edition it was made from."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from inforce.domain.editions.imprint import ItemImprint
from inforce.domain.errors import InforceError
from inforce.pipeline.output.files_there import digests_there, files_below
from inforce.readers.cache import file_digest
from inforce.readers.json_reader import read_json
from inforce.readers.stamps import Stamps
from inforce.renderers.api.paths import EDITION

NAME = "manifest.json"
# Where a place of publication keeps earlier editions; nothing in it belongs to an output.
STORE = ".inforce"
_NONE: Mapping[str, str] = MappingProxyType({})
_NOWHERE = frozenset({"", ".", ".."})
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Manifest(Struct, frozen=True, kw_only=True):
    """What an output consists of; ``files`` maps paths to SHA-256 in hex, sorted.

    ``items`` tells what the edition holds, by id. The manifest itself is not among its files.
    """

    as_of: date
    audience: str
    edition: str
    preview: bool
    items: Mapping[str, ItemImprint]
    files: Mapping[str, str]


class Files(Struct, frozen=True, kw_only=True):
    """The files of a site against its manifest; ``compared`` is how many were looked at."""

    compared: int
    listed: int
    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with them."""
        return not (self.altered or self.missing or self.foreign)


def parse_manifest(octets: bytes | None) -> Manifest | str:
    """Return the manifest that was read, or in words why it is none."""
    if octets is None:
        return f"there is no {NAME}: inforce did not make it, or it is not the root of a site"
    try:
        manifest = read_json(octets, Manifest)
    except msgspec.DecodeError as error:
        return f"its {NAME} is not as inforce writes it: {error}"
    strange = [path for path in manifest.files if not _is_inside(path)]
    if strange:
        return f"its {NAME} names what lies outside: {strange[0]}"
    unsound = [path for path, digest in manifest.files.items() if not _DIGEST.fullmatch(digest)]
    return f"its {NAME} has no SHA-256 of {unsound[0]}" if unsound else manifest


def compare_files(
    folder: Path,
    manifest: Manifest,
    stamps: Stamps | None = None,
) -> Files:
    """Hold every file below ``folder`` against ``manifest``, but those of kept editions.

    All are read but for those that ``stamps`` know. Raise OSError or InforceError where one cannot
    be read.
    """
    there = digests_there(folder, stamps or Stamps(), _NONE, (NAME, STORE))
    listed = manifest.files
    altered = (path for path, digest in there.items() if listed.get(path, digest) != digest)
    return Files(
        compared=len(there),
        listed=len(listed),
        altered=tuple(sorted(altered)),
        missing=tuple(sorted(listed.keys() - there.keys())),
        foreign=tuple(sorted(there.keys() - listed.keys())),
    )


def require_whole(
    folder: Path,
    written: Mapping[str, str],
    stamps: Stamps,
    taken: Mapping[str, str] = _NONE,
    lent: Collection[str] = (),
) -> Mapping[str, str]:
    """Return the SHA-256 in hex of every file of an output in ``folder``, by path, sorted.

    All are read but those that ``stamps`` know and those ``taken`` over from another output, which
    were read since the stamps were; ``lent`` are the paths of those of them that are still there.
    Raise InforceError unless what was ``written`` is there as it was, and nothing in the place of
    what comes last.
    """
    there = digests_there(folder, stamps, taken, ())
    files = {**there, **{path: digest for path, digest in taken.items() if path in lent}}
    altered = (path for path, digest in written.items() if files.get(path) != digest)
    name = min((*altered, *filter(_is_apart, there)), default=None)
    if name is not None:
        raise InforceError(
            f"{folder / name}: what is on the disk is not what was written; the old output is "
            "left in its place. See to the disk, and to programs that write there, and build again"
        )
    return dict(sorted(files.items()))


def _is_inside(path: str) -> bool:
    if "\\" in path or "\0" in path or _is_apart(path):
        return False
    return _NOWHERE.isdisjoint(path.split("/"))


def _is_apart(path: str) -> bool:
    return path == NAME or path.partition("/")[0] == STORE


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 in hex of every file below ``folder`` by path, sorted."""
    return {name: file_digest(path).hex() for name, path in _files(folder)}


def inventory(files: Mapping[str, str]) -> str:
    """Return the digest of a list of files, as ``sha256sum`` prints it, sorted by path.

    ``edition.json`` carries it, and is left out of it, as is the manifest.
    """
    listed = (
        f"{digest}  {path}\n"
        for path, digest in sorted(files.items())
        if path not in {EDITION, NAME}
    )
    return f"sha256:{sha256(''.join(listed).encode()).hexdigest()}"


def _files(folder: Path) -> list[tuple[str, str]]:
    """Return every file below ``folder``: its path from there, and where it is; sorted."""
    base = len(str(folder)) + 1
    return sorted((path[base:].replace(os.sep, "/"), path) for path in files_below(folder))
