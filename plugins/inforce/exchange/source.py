"""Foreign sources as a stream of flat records: the rows of a table, or the files of a folder."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.exchange.mapping import Format, SourceForm
from inforce.readers.names import written
from inforce.readers.regular import octets_of
from inforce.readers.site import read_octets, unreadable
from inforce.readers.yaml_reader import Data, read_yaml
from inforce.renderers.formulas import unguarded

Scalar: TypeAlias = "str | int | Decimal | bool"
Values: TypeAlias = Mapping[str, Sequence[Scalar]]

_ARCHIVE = b"PK\x03\x04"  # a ZIP file, as XLSX and ODS are


class Record(Struct, frozen=True):
    """One record: where it stands, and its values by path; empty values are left out.

    The path of a column is its heading, ``column 3`` where the third has none. In YAML keys are
    joined by dots, with ``[]`` after a list.
    """

    place: str
    values: Values


class Refused(Struct, frozen=True):
    """A part of the source that cannot be read as a record."""

    place: str
    reason: str


class Source(Struct, frozen=True, kw_only=True):
    """An opened source: what is known of it before its records are read.

    ``columns`` is None where a source has no fixed fields. ``units`` are the units by column, as
    the source writes them. ``folder`` is where its pictures lie, ``unread`` which files in it are
    no records.
    """

    folder: Path
    size: int
    columns: tuple[str, ...] | None = None
    units: Mapping[str, str] = {}
    unread: tuple[str, ...] = ()
    _rows: Sequence[tuple[int, Sequence[str]]] = ()
    _files: tuple[str, ...] = ()

    def records(self) -> Iterator[Record | Refused]:
        """Yield the records in order."""
        if self.columns is None:
            for name in self._files:
                yield _from_file(self.folder, name)
        else:
            for number, cells in self._rows:
                yield _from_row(number, cells, self.columns)


def open_source(path: Path, form: SourceForm) -> Source:
    """Return the source at ``path``; raise InforceError when it is not of that form."""
    match form.format:
        case Format.CSV:
            if not path.is_file():
                raise InforceError(f"{path} is not a file: the mapping reads CSV")
            return _table(path, form)
        case Format.YAML:
            if not path.is_dir():
                raise InforceError(f"{path} is not a folder: the mapping reads YAML files")
            return _folder(path, form)


def _table(path: Path, form: SourceForm) -> Source:
    rows = _rows(path, form)
    apart = {form.header_row, *form.skip_rows, *([form.units_row] if form.units_row else [])}
    by_number = dict(rows)
    heads = [cell.strip() for cell in by_number.get(form.header_row, ())]
    header = tuple(head or f"column {place}" for place, head in enumerate(heads, start=1))
    doubles = sorted(name for name, times in Counter(header).items() if times > 1)
    if not heads:
        raise InforceError(f"{path.name}: row {form.header_row} holds no column names")
    if doubles:
        raise InforceError(f"{path.name}: columns of the same name: {', '.join(doubles)}")
    units = by_number.get(form.units_row or 0, ())
    return Source(
        folder=path.parent,
        size=len(rows) - len(apart & by_number.keys()),
        columns=header,
        units={
            name: unit.strip() for name, unit in zip(header, units, strict=False) if unit.strip()
        },
        _rows=[(number, cells) for number, cells in rows if number not in apart],
    )


def _rows(path: Path, form: SourceForm) -> list[tuple[int, list[str]]]:
    octets = read_octets(path)
    if octets.startswith(_ARCHIVE):
        raise InforceError(f"{path.name} is a workbook or another archive: save the sheet as CSV")
    try:
        encoding = codecs.lookup(form.encoding).name
        text = octets.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = octets.count(b"\n", 0, start) + 1
        raise InforceError(
            f"{path.name}:{line}: the text is not {form.encoding}; "
            "source.encoding in the mapping says what it is, such as cp1252 or utf-16"
        ) from error
    except (LookupError, ValueError) as error:
        raise InforceError(f"{form.encoding!r} is not a known encoding") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, strict=True)
    rows = enumerate(reader, start=1)
    try:
        return [(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    except csv.Error as error:
        raise InforceError(f"{path.name}:{reader.line_num}: not CSV: {error}") from error


def _from_row(number: int, cells: Sequence[str], columns: tuple[str, ...]) -> Record | Refused:
    place = f"row {number}"
    if len(cells) != len(columns):
        return Refused(place, f"{len(cells)} cells where {len(columns)} columns are named")
    stripped = ((name, unguarded(cell.strip())) for name, cell in zip(columns, cells, strict=True))
    return Record(place, {name: (cell,) for name, cell in stripped if cell})


def _folder(path: Path, form: SourceForm) -> Source:
    records: list[str] = []
    others: list[str] = []
    for base, folders, names in os.walk(path, onerror=unreadable):
        folders.sort()
        for name in sorted(names):
            full = (Path(base) / name).relative_to(path).as_posix()
            (records if name.endswith(form.suffixes) else others).append(full)
    if not records:
        raise InforceError(f"{path} holds no file that ends with {' or '.join(form.suffixes)}")
    return Source(
        folder=path,
        size=len(records),
        unread=tuple(map(written, others)),
        _files=tuple(records),
    )


def _from_file(folder: Path, file: str) -> Record | Refused:
    name = written(file)
    try:
        octets = octets_of(folder / file)
    except OSError as error:
        return Refused(name, error.strerror or "cannot be opened")
    document = read_yaml(octets, name)
    for problem in document.problems:
        facts = problem.facts
        told = facts.get("problem") or f"the key {facts['key']} stands twice"
        return Refused(f"{name}:{problem.line}", told)
    if not isinstance(document.data, dict):
        return Refused(name, "not a map of fields")
    flat: dict[str, list[Scalar]] = {}
    _flatten(document.data, "", flat)
    return Record(name, flat)


def _flatten(data: Data, path: str, flat: dict[str, list[Scalar]]) -> None:
    if isinstance(data, dict):
        for key, value in data.items():
            _flatten(value, f"{path}.{key}" if path else key, flat)
    elif isinstance(data, list):
        for value in data:
            _flatten(value, f"{path}[]", flat)
    elif data is not None and data != "":
        flat.setdefault(path, []).append(data)
