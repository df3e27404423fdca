"""Compiled templates, kept in memory: a site is rendered once for each of its locales."""

from __future__ import annotations

from typing import final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


@final
class CompiledTemplates(BytecodeCache):
    """What environments with the same settings share instead of compiling a template again."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is kept of its template; Jinja holds it to the source."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
