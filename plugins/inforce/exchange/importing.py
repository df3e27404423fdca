"""The import: everything is read, built and judged before the first file is written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import final

from msgspec import Struct

from inforce.domain.errors import InforceError, naming
from inforce.domain.items.family import Family
from inforce.domain.site.corpus import Corpus
from inforce.domain.track import Track, silently
from inforce.domain.yaml_text import Plain
from inforce.exchange.builder import Builder, Built
from inforce.exchange.identity import Collision, Given, Identities
from inforce.exchange.imported import (
    Action,
    Imported,
    Item,
    decide,
    digest,
    read_record,
    record_octets,
    record_path,
)
from inforce.exchange.mapping import ImportMapping, read_mapping
from inforce.exchange.product_writer import product_yaml
from inforce.exchange.report import ImportReport, Kept, LeftOut, Skipped, Usage
from inforce.exchange.soundness import faults
from inforce.exchange.source import Record, Refused, Source, open_source
from inforce.exchange.workingcopy import differences
from inforce.readers.corpus_reader import FAMILIES, PRODUCTS, read_corpus
from inforce.readers.family_schema import family_validator
from inforce.readers.real_path import real
from inforce.readers.schemas import Validator
from inforce.readers.site import SETTINGS
from inforce.readers.yaml_reader import Data


class Plan(Struct, frozen=True, kw_only=True):
    """What an import will write, by path from the site's root, and what it tells."""

    texts: Mapping[str, bytes]
    pictures: Mapping[str, Path]
    record: str
    record_octets: bytes
    report: ImportReport


def plan_import(
    root: Path, source: Path, mapping_file: Path, into: str, track: Track = silently
) -> Plan:
    """Return what importing ``source`` into the folder ``into`` of the site at ``root`` does.

    Raise InforceError, with a line for each fault, when the mapping does not fit the source or the
    site, or the source cannot be read. Nothing is written. Who writes it afterwards lets no other
    command write meanwhile.
    """
    folder = _folder(root, into)
    mapping = read_mapping(mapping_file)
    corpus = read_corpus(root)
    for problem in corpus.problems:
        if problem.path.startswith((SETTINGS, FAMILIES)) and problem.spoils:
            raise InforceError(f"{problem.path} has problems; `inforce check` shows them")
    opened = open_source(source, mapping.source)
    told = faults(mapping, corpus.families, corpus.policy.locales, opened)
    if told:
        raise InforceError("\n".join(f"{mapping_file.name}: {fault}" for fault in told))
    job = _Import(root, folder, mapping, corpus, opened)
    for record in track(opened.records(), "Reading", opened.size):
        job.take(record)
    return job.plan()


def write(plan: Plan, root: Path, track: Track = silently) -> None:
    """Write what is planned; each file appears whole or not at all, the record comes last."""
    for path, octets in track(plan.texts.items(), "Writing", len(plan.texts)):
        _put(root / path, octets)
    for path, file in plan.pictures.items():
        _put(root / path, file.read_bytes())
    target = root / plan.record
    if not target.is_file() or target.read_bytes() != plan.record_octets:
        _put(target, plan.record_octets)


def _folder(root: Path, into: str) -> str:
    base = real(root / PRODUCTS)
    folder = real(root / into)
    if not folder.is_relative_to(base):
        raise InforceError(f"{into} is not a folder below {PRODUCTS} of the site at {root}")
    return f"{PRODUCTS}/{folder.relative_to(base).as_posix()}".removesuffix("/.")


def _put(path: Path, octets: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.importing")
    try:
        with naming(path):
            staged.write_bytes(octets)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def _working_copies(root: Path) -> dict[str, str]:
    """Return the path of each product file by its name, which is its id."""
    found: dict[str, str] = {}
    for base, folders, names in os.walk(root / PRODUCTS):
        folders.sort()
        prefix = Path(base).relative_to(root).as_posix()
        for name in names:
            if name.endswith((".yaml", ".yml")):
                found.setdefault(name.rpartition(".")[0], f"{prefix}/{name}")
    return found


def _held(corpus: Corpus) -> dict[str, str]:
    """Return by id which file says that a new product may not have it."""
    former = {
        key: corpus.paths[item]
        for item, product in corpus.products.items()
        for key in product.former_ids
    }
    pages = {key: corpus.paths[key] for key in corpus.pages}
    return former | pages | {key: ledger.path for key, ledger in corpus.ledgers.items()}


@final
class _Import:
    """One import on its way: takes records, then says what is to be written."""

    def __init__(
        self,
        root: Path,
        folder: str,
        mapping: ImportMapping,
        corpus: Corpus,
        source: Source,
    ) -> None:
        self._root = root
        self._folder = folder
        self._mapping = mapping
        self._source = source
        self._builder = Builder(mapping, corpus.families, source)
        self._validators = _validators(corpus.families)
        self._record = read_record(record_path(root, mapping.mapping))
        self._copies = _working_copies(root)
        held = {key: path for key, path in _held(corpus).items() if key not in self._copies}
        self._identities = Identities(mapping.id, self._record.ids, held)
        self._usage = Usage(mapping)
        self._items: dict[str, Item] = {}
        self._texts: dict[str, bytes] = {}
        self._pictures: dict[str, str] = {}
        self._files: Counter[str] = Counter({action.value: 0 for action in Action})
        self._met: set[str] = set()
        self._records = 0
        self._skipped: list[Skipped] = []
        self._collisions: list[Collision] = []
        self._left_out: list[LeftOut] = []
        self._kept: list[Kept] = []

    def take(self, record: Record | Refused) -> None:
        """Build the record's product and settle what becomes of its file."""
        self._records += 1
        if isinstance(record, Refused):
            self._skipped.append(Skipped(record.place, record.reason))
            return
        given = self._identities.give(record.place, record.values)
        if given.collision is not None:
            self._collisions.append(given.collision)
        if given.id is None:
            self._skip(record, given.reason)
            return
        self._met.add(given.id)
        built = self._builder.build(record.values)
        product = {"id": given.id, **built.product}
        reason = built.missing or self._unfit(product, built)
        if reason:
            self._skip(record, reason)
        else:
            self._import(record, given.id, given, product, built)

    def plan(self) -> Plan:
        """Return what is to be written, and the report."""
        pictures, digests = self._settle_pictures()
        record = Imported(items={**self._record.items, **self._items}, pictures=digests)
        return Plan(
            texts=self._texts,
            pictures=pictures,
            record=record_path(Path(), self._mapping.mapping).as_posix(),
            record_octets=record_octets(record),
            report=self._report(),
        )

    def _skip(self, record: Record, reason: str) -> None:
        self._skipped.append(Skipped(record.place, reason))
        self._usage.skipped(record.values)

    def _unfit(self, product: Mapping[str, Plain], built: Built) -> str:
        """Return why the site would refuse the product, then what was left out; else nothing."""
        problems = self._validators[str(product["family"])].problems(_as_read(product), "")
        faults = [
            f"{problem.facts['at']}{problem.facts['problem']}, found {problem.facts['found']}"
            for problem in problems
        ]
        return "; ".join((*faults, *(bad.told for bad in built.bad))) if faults else ""

    def _import(
        self, record: Record, key: str, given: Given, product: Mapping[str, Plain], built: Built
    ) -> None:
        octets = product_yaml(product).encode()
        path = self._copies.get(key, f"{self._folder}/{key}.yaml")
        self._items[key] = Item(given.key, digest(octets))
        self._settle(key, path, octets)
        self._usage.imported(record.values, (fault.path for fault in built.bad))
        self._left_out.extend(
            LeftOut(
                record=record.place,
                id=key,
                field=fault.field,
                path=fault.path,
                value=fault.value,
                reason=fault.reason,
            )
            for fault in built.bad
        )
        self._pictures |= built.pictures

    def _settle(self, key: str, path: str, octets: bytes) -> None:
        recorded = self._record.items.get(key)
        present = _octets(self._root / path) if key in self._copies else None
        action = decide(
            None if present is None else digest(present),
            None if recorded is None else recorded.digest,
            self._items[key].digest,
        )
        self._files[action.value] += 1
        match action:
            case Action.CREATE | Action.UPDATE:
                self._texts[path] = octets
            case Action.KEEP_FOREIGN:
                del self._items[key]
            case Action.KEEP_EDITED | Action.KEEP_DELETED if recorded is not None:
                self._items[key] = recorded
            case _:
                return
        if action in _REASONS:
            found = differences(present, octets) if present is not None else ()
            kept = Kept(id=key, path=path, reason=_REASONS[action], differences=found)
            self._kept.append(kept)

    def _settle_pictures(self) -> tuple[dict[str, Path], dict[str, str]]:
        wanted: dict[str, Path] = {}
        digests = dict(self._record.pictures)
        for target, file in self._pictures.items():
            path = f"content/{target}"
            octets = (self._source.folder / file).read_bytes()
            present = _octets(self._root / path)
            recorded = self._record.pictures.get(target)
            action = decide(None if present is None else digest(present), recorded, digest(octets))
            if action in {Action.CREATE, Action.UPDATE}:
                wanted[path] = self._source.folder / file
            if action in _REASONS:
                self._kept.append(Kept(id="", path=path, reason=_REASONS[action]))
            elif action is not Action.KEEP_FOREIGN:
                digests[target] = digest(octets)
        return wanted, digests

    def _report(self) -> ImportReport:
        used = set(self._pictures.values())
        return ImportReport(
            mapping=self._mapping.mapping,
            records=self._records,
            imported=self._records - len(self._skipped),
            files=dict(self._files),
            fields=tuple(self._usage.fields()),
            never_met=self._usage.never_met(),
            skipped=tuple(self._skipped),
            collisions=tuple(self._collisions),
            left_out=tuple(self._left_out),
            kept=tuple(self._kept),
            vanished=tuple(self._vanished()),
            unread=tuple(name for name in self._source.unread if name not in used),
        )

    def _vanished(self) -> Iterator[Kept]:
        for key in sorted(self._record.items.keys() - self._met):
            path = self._copies.get(key)
            if path is not None:
                yield Kept(id=key, path=path, reason="no longer in the source")


_REASONS = {
    Action.KEEP_EDITED: "edited by hand since it was imported",
    Action.KEEP_DELETED: "deleted by hand since it was imported",
    Action.KEEP_FOREIGN: "not written by this import",
}


def _validators(families: Mapping[str, Family]) -> Mapping[str, Validator]:
    return {
        key: family_validator(family, "en")
        for key, family in families.items()
        if not family.abstract
    }


def _octets(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _as_read(value: Plain) -> Data:
    """Return ``value`` as the reader gives it back: days are texts there."""
    if isinstance(value, Mapping):
        return {key: _as_read(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value  # type: ignore[return-value]
