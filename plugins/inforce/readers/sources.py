"""The digests of all files that a site is read from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import final

from inforce.readers.cache import Part
from inforce.readers.names import require_names
from inforce.readers.real_path import real
from inforce.readers.site import unreadable
from inforce.readers.stamps import MARK, Fact, Stamps, fact

# Where products and the registers of all items are, of which an edition is made.
_PRODUCTS = ("content/products", "content/issued")
# What a site's files are: nothing else is read to check it, but for an offering list elsewhere.
_SOURCES = ("content", "schemas", "site_config", "mkdocs.yml")
_PART, _STAMPS = "sources", "stamps"


@final
class Sources:
    """The files of the site at ``root`` as they are now.

    ``digests`` are their SHA-256 by their path from there, in order; of what cannot be read, such
    as a dead link, it is why not.
    """

    def __init__(self, root: Path) -> None:
        """Read those that are not as they were when they were read the last time.

        Raise InforceError where a name is not UTF-8, or a folder cannot be looked into.
        """
        self._root = root
        self._facts = self._look()
        require_names(self._facts)
        part = Part(root, _PART)
        stamps = Stamps(part.kept(_STAMPS, MARK))
        start = len(str(root).rstrip(os.sep)) + 1
        self.digests: Mapping[str, bytes] = {
            name: _digest(stamps, name, path, found)
            for path, found in self._facts.items()
            for name in (path[start:].replace(os.sep, "/"),)
        }
        if stamps.worth_keeping:
            part.keep(_STAMPS, MARK, stamps.packed())

    @property
    def untouched(self) -> bool:
        """Whether nobody has written, added or removed one since, as far as the disk tells."""
        return self._look() == self._facts

    def _look(self) -> dict[str, Fact | None]:
        paths = _paths(self._root / name for name in _SOURCES)
        return {path: _fact(path) for path in sorted(paths)}


def is_source(root: Path, folder: Path) -> bool:
    """Whether ``Sources`` of the site at ``root`` reads all files below ``folder``, or it alone."""
    there = real(folder)
    return any(there.is_relative_to(real(root / name)) for name in _SOURCES)


def may_hold_products(root: Path, folder: Path) -> bool:
    """Whether files of products may lie below ``folder``, or it below them."""
    there = real(folder)
    places = [real(root / name) for name in _PRODUCTS]
    return any(there.is_relative_to(one) or one.is_relative_to(there) for one in places)


def apart_from_products(digests: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the digests of sources that are no files of products, and no registers."""
    folders = tuple(f"{name}/" for name in _PRODUCTS)
    return {path: digest for path, digest in digests.items() if not path.startswith(folders)}


def folder_digest(folder: Path) -> bytes:
    """Return the SHA-256 of the paths and bytes of all files below ``folder``."""
    start = len(str(folder)) + 1
    stamps = Stamps()
    paths = sorted(_paths([folder]))
    return joined({path[start:]: _digest(stamps, path, path, None) for path in paths})


def joined(digests: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of paths with their digests, in their order."""
    whole = sha256()
    for path, digest in digests.items():
        whole.update(os.fsencode(path) + b"\0" + digest)
    return whole.digest()


def _fact(path: str) -> Fact | None:
    try:
        return fact(path)
    except OSError:
        return None


def _digest(stamps: Stamps, name: str, path: str, found: Fact | None) -> bytes:
    try:
        return stamps.digest(name, path, found)
    except OSError as error:
        return repr(error.errno).encode()


def _paths(sources: Iterable[Path]) -> Iterator[str]:
    """Yield every file of the sources; folders behind links count, each once.

    Raise InforceError where one cannot be looked into.
    """
    been: set[str] = set()
    for source in sources:
        if source.is_file():
            yield str(source)
            continue
        for base, folders, names in os.walk(source, onerror=unreadable, followlinks=True):
            folders[:] = [one for one in sorted(folders) if _is_new(f"{base}{os.sep}{one}", been)]
            yield from (f"{base}{os.sep}{file}" for file in names)


def _is_new(folder: str, been: set[str]) -> bool:
    """Whether ``folder`` was not met before, by its own name or through a link; it is now."""
    real = os.path.realpath(folder)
    new = real not in been
    been.add(real)
    return new
