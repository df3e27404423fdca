"""What is issued: registers, snapshots and the files kept with them, read and proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from msgspec import structs

from inforce.domain.items.content import Content, PageContent, ProductContent, PublishedFile
from inforce.domain.items.parse import ParseError, parse
from inforce.domain.registers.digest import content_digest, digest, seal
from inforce.domain.registers.register import Entry, Ledger, Snapshot
from inforce.domain.rules import rules
from inforce.domain.site.finding import Problem
from inforce.readers.media import is_sound, media_path
from inforce.readers.records import Records
from inforce.readers.schemas import validator
from inforce.readers.site import entries_in, misfit, relative
from inforce.readers.yaml_reader import Data, read_yaml

FOLDER = "content/issued"
REGISTER = "register.yaml"


def read_ledgers(
    root: Path, records: Records | None = None
) -> tuple[dict[str, Ledger], tuple[Problem, ...]]:
    """Return the ledgers of the site at ``root`` by item id, and the problems APR002 met.

    Files are read through ``records``, those of the site where none are given. A folder without
    any is no record: git does not keep one either.
    """
    known = records or Records(root)
    ledgers: dict[str, Ledger] = {}
    problems: list[Problem] = []
    proved: set[str] = set()
    folders = {
        folder: files
        for folder in entries_in(root / FOLDER)
        if not folder.name.startswith("_") and folder.is_dir()
        if (files := entries_in(folder, ".yaml"))
    }
    known.learn([relative(file, root) for files in folders.values() for file in files])
    for folder, files in folders.items():
        ledger = _ledger(folder, files, root, known, problems)
        ledgers[ledger.item] = ledger
        for snapshot in ledger.snapshots.values():
            problems.extend(_file_problems(snapshot, ledger.item, root, proved))
    return ledgers, tuple(problems)


def _ledger(
    folder: Path, files: list[Path], root: Path, records: Records, problems: list[Problem]
) -> Ledger:
    """Return the ledger of ``folder``, adding to ``problems`` what cannot be read of its files."""
    register = folder / REGISTER
    path = relative(register, root)
    entries = _entries(register, path, folder.name, records, problems)
    snapshots: dict[int, Snapshot] = {}
    for file in files:
        if file.stem.isdecimal():
            snapshot = _snapshot(relative(file, root), folder.name, records, problems)
            if snapshot is not None:
                snapshots[int(file.stem)] = snapshot
    return Ledger(
        item=folder.name,
        path=path,
        entries=entries,
        seals=tuple(seal(entry) for entry in entries),
        snapshots=snapshots,
    )


def _entries(
    register: Path, path: str, item: str, records: Records, problems: list[Problem]
) -> tuple[Entry, ...]:
    if not register.is_file():
        problems.append(_altered(path, item, "the register is missing"))
        return ()
    data = _checked(path, item, "register", records, problems)
    if data is None:
        return ()
    try:
        return parse(data, tuple[Entry, ...])
    except ParseError as error:
        problems.append(_misfit(path, item, error))
        return ()


def _snapshot(path: str, item: str, records: Records, problems: list[Problem]) -> Snapshot | None:
    data = _checked(path, item, "snapshot", records, problems)
    if data is None:
        return None
    try:
        content = _content(data)
    except ParseError as error:
        problems.append(_misfit(path, item, error))
        return None
    return Snapshot(
        path=path, content=content, digest=content_digest(content), record=digest(content)
    )


def parse_snapshot(octets: bytes) -> Content:
    """Return the content of a snapshot's text; raise ParseError where it does not fit."""
    return _content(read_yaml(octets, "").data)


def parse_parts(parts: Iterable[str]) -> Content:
    """Return the content of a snapshot whose text is ``parts``, one entry of its map each.

    Equal parts are read once: the products of a family share what the family adds.
    """
    data: dict[str, Data] = {}
    for part in parts:
        data |= _part(part)
    return _content(data)


@lru_cache(maxsize=64)
def _part(text: str) -> Mapping[str, Data]:
    return cast("Mapping[str, Data]", read_yaml(text.encode(), "").data)


def _content(data: Data) -> Content:
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != "format"}
    return parse(data, cast("type[Content]", ProductContent | PageContent))


def _checked(path: str, item: str, schema: str, records: Records, problems: list[Problem]) -> Data:
    document = records.read(path)
    found = document.problems or validator(schema).problems(document.data, path)
    for problem in found:
        what = rules()[problem.code].problem.format(**problem.facts)
        told = _altered(path, item, f"cannot be read: {what}", problem.pointer)
        problems.append(structs.replace(told, line=problem.line, column=problem.column))
    return None if found else document.data


def _file_problems(
    snapshot: Snapshot, item: str, root: Path, proved: set[str]
) -> Iterator[Problem]:
    for source, fact in snapshot.content.files.items():
        if fact.sha256 in proved:
            continue
        if is_sound(media_path(root, PublishedFile(source=source, fact=fact)), fact):
            proved.add(fact.sha256)
        else:
            yield _altered(snapshot.path, item, f"the approved file {source} is missing or altered")


def _misfit(path: str, item: str, error: ParseError) -> Problem:
    return _altered(path, item, f"does not fit: {error}", misfit(error, path).pointer)


def _altered(path: str, item: str, problem: str, pointer: str = "") -> Problem:
    return Problem(code="APR002", path=path, item=item, pointer=pointer, facts={"problem": problem})
