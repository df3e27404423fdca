"""Compiled templates: in memory for each locale of a site, and on the disk for the next run."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_MARK = sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """What environments with the same settings share instead of compiling a template again."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is kept of its template as it stands in the source."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


@final
class OwnTemplates(CompiledTemplates):
    """The same for templates of the package itself, which stay compiled as its modules do.

    They lie where Python has its own bytecode, and only where it may write that. What is there for
    another source, compiler or Python, or is damaged, is made anew. See
    ``docs/adr/0026-templates-are-compiled-once.md``.
    """

    def __init__(self, rests: tuple[Path, ...]) -> None:
        """Take what is compiled with the code and the other templates in ``rests`` as they are."""
        super().__init__()
        whole = sha256(MAGIC_NUMBER + version("jinja2").encode())
        for path in rests:
            whole.update(sha256(path.read_bytes()).digest())
        self._rests = whole.digest()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return where a template has its bytecode."""
        return cache_from_source(filename or name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what this run or another one has compiled, if that still holds."""
        super().load_bytecode(bucket)
        if bucket.code is None:
            with suppress(OSError):
                octets = Path(bucket.key).read_bytes()
                if octets[:_MARK] == self._mark(bucket, octets[_MARK:]):
                    bucket.code = marshal.loads(octets[_MARK:])  # noqa: S302 - as sound as our modules
                    super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; nothing is said where that is not to be written."""
        super().dump_bytecode(bucket)
        if not sys.dont_write_bytecode:
            octets = marshal.dumps(bucket.code)
            with suppress(OSError):
                _put(Path(bucket.key), self._mark(bucket, octets) + octets)

    def _mark(self, bucket: Bucket, octets: bytes) -> bytes:
        return sha256(self._rests + bucket.checksum.encode() + octets).digest()


def _put(path: Path, octets: bytes) -> None:
    """Write a file that others may be reading, or writing."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True, parents=True)
        aside.write_bytes(octets)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
