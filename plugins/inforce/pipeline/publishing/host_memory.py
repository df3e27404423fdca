"""What the host gave to the last builds: it is not started where it would give the same again.

See ``docs/adr/0025-what-the-host-gave-is-kept.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec
from msgspec import Struct

from inforce.pipeline.output.output_memory import OutputMemory
from inforce.pipeline.publishing.host import Host
from inforce.pipeline.publishing.hosted import Hosted
from inforce.pipeline.publishing.publication import Publication
from inforce.readers.cache import Part
from inforce.readers.program import program
from inforce.readers.sources import apart_from_products, joined

_PART = "host"
_SETTINGS = "host-settings"
_NAME = "kept"
# Fewer files are read sooner than a folder is kept for them.
_WORTH_KEEPING = 100


class _Settings(Struct, frozen=True, kw_only=True):
    """What the host's settings say of the site: its address, and whether it has a search."""

    origin: str
    search: bool


@final
class HostMemory:
    """Asks ``host``, but for what it has said of the site at ``root`` and of the same already.

    ``rests`` is the digest of what decides the host's pages, None where that is not known;
    ``sources`` are the SHA-256 of the site's files by path. ``untouched`` tells whether these are
    still as they were, before anything is kept.
    """

    def __init__(
        self,
        host: Host,
        root: Path,
        rests: bytes | None,
        sources: Mapping[str, bytes],
        untouched: Callable[[], bool],
    ) -> None:
        self._host = host
        self._root = root
        self._untouched = untouched
        self._usable = rests is not None and len(sources) >= _WORTH_KEEPING
        files = joined(apart_from_products(sources))
        self._mark = sha256(program() + (rests or b"") + files).digest()

    def settings(self) -> _Settings:
        """Return what the host's settings say of the site; raise InforceError if they are wrong."""
        part = Part(self._root, _SETTINGS)
        body = part.kept(_NAME, self._mark) if self._usable else b""
        if body:
            return msgspec.msgpack.decode(body, type=_Settings)
        search, origin = self._host.search(self._root), self._host.origin(self._root)
        settings = _Settings(origin=origin, search=search)
        if self._usable and self._untouched():
            part.keep(_NAME, self._mark, msgspec.msgpack.encode(settings))
        return settings

    def build(self, publication: Publication) -> None:
        """Have ``publication`` filled and complete it.

        Raise InforceError where that fails; what is live then stays as it was.
        """
        try:
            new = self._filled(publication)
            publication.complete()
        except BaseException:
            publication.abandon()
            raise
        if new is not None:
            self._keep(publication, new)

    def _filled(self, publication: Publication) -> Hosted | None:
        """Fill ``publication``, from what was kept if it holds; return what is worth keeping."""
        if not self._usable:
            self._host.build(publication)
            return None
        body = self._memory(publication).kept(self._mark_of(publication))
        if body and publication.adopt(msgspec.msgpack.decode(body, type=Hosted)):
            return None
        if not self._host.build(publication):
            return None
        return publication.hosted()

    def _keep(self, publication: Publication, hosted: Hosted) -> None:
        """Keep what the host gave, unless somebody wrote to the site meanwhile."""
        if self._untouched():
            octets = msgspec.msgpack.encode(hosted)
            self._memory(publication).keep(self._mark_of(publication), octets)

    def _memory(self, publication: Publication) -> OutputMemory:
        return OutputMemory(self._root, _PART, publication.plan.out)

    def _mark_of(self, publication: Publication) -> bytes:
        return sha256(self._mark + publication.told).digest()
