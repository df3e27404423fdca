"""Reads the offering list; what cannot be read of it is a problem and never an empty list."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.items.offering import Offered, OfferingSource
from inforce.domain.nearest import Names
from inforce.domain.pointer import escape
from inforce.domain.site.finding import Problem
from inforce.readers.database import answer
from inforce.readers.real_path import real
from inforce.readers.site import POLICY, read_octets

_DAYS = ("%Y-%m-%d", "%d.%m.%Y")
_Cells = Mapping[str, object]


class OfferingList(Struct, frozen=True, kw_only=True):
    """The rows that were read, None where there is no list to compare with, and the problems.

    ``digest`` is the SHA-256 in hex of the file that was read, empty where none was.
    """

    rows: tuple[Offered, ...] | None = None
    problems: tuple[Problem, ...] = ()
    digest: str = ""


class _UnreadableError(Exception):
    """The list cannot be used: a pointer into the policy, what was found, what was expected."""


def read_offering(
    root: Path, source: OfferingSource | None, *, databases: bool = False
) -> OfferingList:
    """Return the offering list of the site at ``root``.

    A database is asked only with ``databases``: a list that was not asked for is a problem too, so
    that nothing passes as compared that was not.
    """
    if source is None:
        return OfferingList()
    problems: list[Problem] = []
    digest = ""
    try:
        _require_one(source)
        if source.file is None:
            path, cells = POLICY, _asked(source, databases=databases)
        else:
            path, octets = source.file, _octets(root, source.file)
            digest = sha256(octets).hexdigest()
            cells = _table(_text(octets, source), source)
        rows = _some(_rows(cells, source, path, problems))
    except _UnreadableError as error:
        pointer, found, expected = error.args
        fault = _fault(POLICY, "the offering list cannot be compared", found, expected)
        return OfferingList(problems=(*problems, _at(fault, pointer)), digest=digest)
    return OfferingList(rows=rows, problems=tuple(problems), digest=digest)


def _require_one(source: OfferingSource) -> None:
    if source.file is not None and source.sql is not None:
        raise _UnreadableError("/offering", "both file and sql", "one of the two")


def _some(rows: Iterable[Offered]) -> tuple[Offered, ...]:
    found = tuple(rows)
    if not found:
        raise _UnreadableError("/offering", "no row with a code", "what is sold")
    return found


def _asked(source: OfferingSource, *, databases: bool) -> Iterable[tuple[int, _Cells]]:
    if not databases:
        expected = "a command that compares it: `inforce check` or `inforce review`"
        raise _UnreadableError("/offering/sql", "the database was not asked", expected)
    try:
        head, records = answer(source)
    except InforceError as error:
        raise _UnreadableError("/offering/sql", str(error), "the answer to the query") from error
    _hold_columns(head, source, "/offering")
    return [(0, dict(zip(head, record, strict=True))) for record in records]


def _octets(root: Path, file: str) -> bytes:
    path = Path(os.path.realpath(root / file))
    if not path.is_relative_to(real(root)):
        raise _UnreadableError("/offering/file", f"{file} lies outside", "a file of the site")
    if not path.is_file():
        raise _UnreadableError("/offering/file", f"{file} is missing", "a CSV file")
    try:
        return read_octets(path)
    except InforceError as error:
        raise _UnreadableError("/offering/file", f"{file}: {error}", "a CSV file") from error


def _text(octets: bytes, source: OfferingSource) -> str:
    encoding = source.encoding
    try:
        return octets.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        found = f"{source.file}: {error}"
        raise _UnreadableError("/offering/file", found, f"text in {encoding}") from error


def _table(text: str, source: OfferingSource) -> Iterator[tuple[int, _Cells]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=source.delimiter, strict=True)
    head: list[str] | None = None
    first = 1
    try:
        for row in reader:
            line, first = first, reader.line_num + 1
            if head is None:
                head = [name.strip() for name in row]
                _hold_columns(head, source, "/offering")
            elif len(row) != len(head) and any(cell.strip() for cell in row):
                found = f"{source.file}:{line}: {len(row)} cells"
                raise _UnreadableError("/offering/delimiter", found, f"{len(head)}, as in the head")
            elif any(cell.strip() for cell in row):
                yield line, dict(zip(head, row, strict=True))
    except csv.Error as error:
        found = f"{source.file}:{first}: {error}"
        raise _UnreadableError("/offering/file", found, "a CSV file") from error


def _hold_columns(head: Sequence[str], source: OfferingSource, pointer: str) -> None:
    names = Names(head)
    for key, column in (("code", source.code), ("status", source.status), ("date", source.dated)):
        if column is not None and column not in names:
            expected = names.expected(column, f"one of {', '.join(sorted(names.known))}")
            raise _UnreadableError(f"{pointer}/{key}", f"no column {column}", expected)
        if column is not None and head.count(column) > 1:
            found = f"{head.count(column)} columns {column}"
            raise _UnreadableError(f"{pointer}/{key}", found, "one of that name")


def _rows(
    table: Iterable[tuple[int, _Cells]],
    source: OfferingSource,
    path: str,
    problems: list[Problem],
) -> Iterator[Offered]:
    for line, cells in table:
        code = _written(cells[source.code])
        if not code:
            fault = _fault(path, "a row of the offering list has no code", "nothing", "a code")
            problems.append(_at(fault, f"/line/{line}", line))
            continue
        status = None if source.status is None else _written(cells[source.status])
        yield Offered(
            code=code,
            on_sale=status is None or status in source.on_sale,
            line=line,
            status=status,
            day=_day(cells, source, path, line, problems),
        )


def _day(
    cells: _Cells, source: OfferingSource, path: str, line: int, problems: list[Problem]
) -> date | None:
    if source.dated is None:
        return None
    value = cells[source.dated]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = _written(value)
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    what = "a row of the offering list has no day"
    fault = _fault(path, what, written or "nothing", "2026-01-31 or 31.01.2026")
    problems.append(_at(fault, f"/{escape(_written(cells[source.code]))}/{source.dated}", line))
    return None


def _written(value: object) -> str:
    return "" if value is None else str(value).strip()


def _fault(path: str, fault: str, found: str, expected: str) -> Problem:
    facts = {"fault": fault, "found": found, "expected": expected}
    return Problem(code="REF005", path=path, facts=facts)


def _at(problem: Problem, pointer: str, line: int = 0) -> Problem:
    return Problem(
        code=problem.code,
        path=problem.path,
        pointer=pointer,
        facts=problem.facts,
        line=line,
        column=1 if line else 0,
    )
