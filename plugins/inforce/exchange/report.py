"""What an import tells: what became of every record and of every field of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import final

import msgspec
from msgspec import Struct

from inforce.exchange.identity import Collision
from inforce.exchange.mapping import ImportMapping
from inforce.exchange.source import Values


class Skipped(Struct, frozen=True):
    """A record that became no product."""

    record: str
    reason: str


class LeftOut(Struct, frozen=True, kw_only=True):
    """A value that did not become part of its product."""

    record: str
    id: str
    field: str
    path: str
    value: str
    reason: str


class Difference(Struct, frozen=True):
    """A field in which a working copy that people changed differs from the source."""

    field: str
    yours: str
    source: str


class Kept(Struct, frozen=True, kw_only=True):
    """A file that the import left as it is, and why."""

    id: str
    path: str
    reason: str
    differences: tuple[Difference, ...] = ()


class FieldUse(Struct, frozen=True, kw_only=True):
    """How often a field of the source had a value, and what became of it.

    ``values`` is the sum of the other figures.
    """

    path: str
    values: int
    mapped: int = 0
    ignored: int = 0
    unmapped: int = 0
    bad: int = 0
    skipped: int = 0
    why: str = ""


class ImportReport(Struct, frozen=True, kw_only=True):
    """One import, told in full; ``taken`` says whether nothing of the source was refused."""

    mapping: str
    records: int
    imported: int
    files: Mapping[str, int]
    fields: tuple[FieldUse, ...]
    never_met: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    collisions: tuple[Collision, ...]
    left_out: tuple[LeftOut, ...]
    kept: tuple[Kept, ...]
    vanished: tuple[Kept, ...]
    unread: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Whether every record was imported with all its mapped values."""
        return not self.skipped and not self.left_out


@final
class Usage:
    """Counts what becomes of the values of each field, record by record."""

    def __init__(self, mapping: ImportMapping) -> None:
        self._read = mapping.paths()
        self._ignored = mapping.ignore
        self._values: Counter[str] = Counter()
        self._bad: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()

    def imported(self, values: Values, bad: Iterable[str]) -> None:
        """Count a record that became a product, the values of ``bad`` paths apart."""
        for path, found in values.items():
            self._values[path] += len(found)
        for path in set(bad) & values.keys():
            self._bad[path] += len(values[path])

    def skipped(self, values: Values) -> None:
        """Count a record that became none."""
        for path, found in values.items():
            self._values[path] += len(found)
            self._skipped[path] += len(found)

    def fields(self) -> Iterator[FieldUse]:
        """Yield the use of every field that the source had, in the order it was met."""
        for path, values in self._values.items():
            skipped = self._skipped[path]
            rest = values - skipped
            if path in self._read:
                bad = self._bad[path]
                yield FieldUse(
                    path=path,
                    values=values,
                    mapped=rest - bad,
                    bad=bad,
                    skipped=skipped,
                    why=self._read[path],
                )
            elif (why := self._why(path)) is not None:
                yield FieldUse(path=path, values=values, ignored=rest, skipped=skipped, why=why)
            else:
                yield FieldUse(path=path, values=values, unmapped=rest, skipped=skipped)

    def never_met(self) -> tuple[str, ...]:
        """Return the fields that the mapping reads and no record had."""
        return tuple(sorted(self._read.keys() - self._values.keys()))

    def _why(self, path: str) -> str | None:
        for ignored, why in self._ignored.items():
            if path == ignored or path.startswith((f"{ignored}.", f"{ignored}[")):
                return why
        return None


def as_json(report: ImportReport) -> bytes:
    """Return the report as JSON, the same bytes for the same import."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"
