"""What deciding editions came to, kept for the next build of a site.

See ``docs/adr/0024-what-editions-come-to-is-kept.md``.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec

from inforce.domain.known import Known
from inforce.readers.cache import Part
from inforce.readers.program import program

_PART = "editions"
_NAME = "known"
# Less is worked out sooner than a folder is kept for it.
_WORTH_KEEPING = 100
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[bytes, bytes])


@final
class EditionMemory:
    """What is ``known`` from the last build of the site at ``root``, by this very program."""

    def __init__(self, root: Path) -> None:
        """Read what was kept, if it is sound."""
        self._part = Part(root, _PART)
        self._mark = sha256(b"form 1 " + program()).digest()
        body = self._part.kept(_NAME, self._mark)
        self.known = Known(_DECODER.decode(body) if body else {})

    def keep(self) -> None:
        """Keep what was asked for in this build; what was not is left out."""
        asked = self.known.asked
        if not self.known.settled and len(asked) >= _WORTH_KEEPING:
            self._part.keep(_NAME, self._mark, _ENCODER.encode(asked))
