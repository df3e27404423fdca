"""What the last builds came to: a build of the same again only proves that it is there.

An output is taken for what was built when it holds, byte for byte, what its manifest lists, and the
manifest is the one that was written. See ``docs/adr/0021-pages-that-did-not-change-are-kept.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, final

import msgspec
from msgspec import Struct, structs

from inforce.domain.errors import InforceError
from inforce.domain.site.policy import Policy
from inforce.pipeline.order import Order
from inforce.pipeline.output.manifest import NAME, compare_files, parse_manifest
from inforce.pipeline.output.output_stamps import OutputStamps
from inforce.pipeline.site_memory import SiteMemory
from inforce.readers.names import require_text
from inforce.readers.real_path import real
from inforce.readers.regular import octets_of
from inforce.readers.sources import is_source

if TYPE_CHECKING:
    from inforce.domain.site.corpus import Corpus

_PART = "builds"


class Built(Struct, frozen=True, kw_only=True):
    """An output: its folder and its manifest's SHA-256 in hex, and what there is to say of it."""

    audience: str
    products: int
    as_of: date
    out: str
    manifest: str
    remarks: tuple[str, ...] = ()


class _Outcome(Struct, frozen=True):
    outputs: tuple[Built, ...]


@final
class BuildMemory:
    """The builds kept of an order for some audiences, whatever its day; none means all.

    ``host`` is the digest of what decides the pages of the host, its settings among it; where that
    is not known, nothing is kept.
    """

    def __init__(self, order: Order, audiences: tuple[str, ...], host: bytes | None) -> None:
        """Read all files of the site; raise InforceError where the output's path is not UTF-8."""
        asked = structs.replace(order, out=real(order.out))
        require_text(asked.out)
        octets = msgspec.json.encode((asked, audiences), enc_hook=str)
        self._root = order.root
        self._usable = host is not None
        self._memory = SiteMemory(order.root, _PART, octets + (host or b""))

    @property
    def digests(self) -> Mapping[str, bytes]:
        """The SHA-256 of the site's files, by their path from its root."""
        return self._memory.digests

    def untouched(self) -> bool:
        """Whether nobody has written to these files since, as far as the disk tells."""
        return self._memory.untouched()

    def recalled(self, today: Callable[[Policy], date]) -> tuple[Built, ...]:
        """Return the outputs where all are what was built of these files on the day, else none."""
        raw = self._memory.recalled(today) if self._usable else None
        if raw is None:
            return ()
        outputs = msgspec.json.decode(raw, type=_Outcome).outputs
        return outputs if all(self._is_there(one) for one in outputs) else ()

    def keep(self, outputs: tuple[Built, ...], corpus: Corpus) -> None:
        """Keep what was built from ``corpus``, for the next time.

        Nothing is where a logo lies elsewhere than the site's files: it could be another one then.
        """
        logos = filter(None, (corpus.brand.logo, corpus.brand.logo_dark))
        known = self._usable and all(is_source(self._root, self._root / one) for one in logos)
        if known and outputs:
            self._memory.keep(_Outcome(outputs), outputs[0].as_of, corpus)

    def _is_there(self, one: Built) -> bool:
        out = Path(one.out)
        stamps = OutputStamps(self._root, out)
        try:
            octets = octets_of(out / NAME)
            if sha256(octets).hexdigest() != one.manifest:
                return False
            manifest = parse_manifest(octets)
            if isinstance(manifest, str):
                return False
            sound = compare_files(out, manifest, stamps.stamps).sound
        except (OSError, InforceError):
            return False
        stamps.keep()
        return sound
