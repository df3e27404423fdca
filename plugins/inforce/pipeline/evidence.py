"""The evidence pack of a site: from what was read to a whole folder, in one swap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from inforce.domain.checking.choice import Choice
from inforce.domain.errors import InforceError
from inforce.domain.evidence.figure import Period
from inforce.domain.evidence.pack import Pack, pack
from inforce.domain.items.family import lineage
from inforce.domain.items.product import Product
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import Standing, standings
from inforce.pipeline.checking.check import check_corpus
from inforce.pipeline.output.manifest import NAME, digests
from inforce.pipeline.output.put import put
from inforce.pipeline.output.staging import Staging
from inforce.readers.json_reader import read_json
from inforce.readers.wording import CldrWording
from inforce.renderers.evidence.data import document
from inforce.renderers.evidence.pages import STYLE, Pages, style
from inforce.renderers.evidence.paper import PAPER, print_pack
from inforce.renderers.evidence.sheets import sheets
from inforce.renderers.evidence.summary import contents
from inforce.renderers.evidence.telling import Telling

_KIND = "inforce-evidence-1"


class Form(Enum):
    """The forms a pack can have."""

    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"


class Assignment(Struct, frozen=True, kw_only=True):
    """What is wanted: of which site and items, for which period, in which forms."""

    root: Path
    out: Path
    period: Period
    items: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    forms: frozenset[Form] = frozenset(Form)


class Delivered(Struct, frozen=True, kw_only=True):
    """What was written: the pack, the digest of its manifest, remarks on the PDF."""

    pack: Pack
    manifest: str
    remarks: tuple[str, ...]


class Shown(Protocol):
    """Goes through steps, telling how far it is."""

    def __call__(self, steps: Iterable[Any], about: str, size: int) -> Iterator[Any]:
        """Yield ``steps``."""
        ...


class Manifest(Struct, frozen=True, kw_only=True):
    """What the pack consists of: the SHA-256 of every file, the head of every register.

    ``digest`` is that of all heads. The manifest itself is not among its files.
    """

    kind: str
    since: date
    as_of: date
    digest: str
    heads: Mapping[str, str]
    files: Mapping[str, str]


def deliver(corpus: Corpus, wanted: Assignment, words: CldrWording, shown: Shown) -> Delivered:
    """Write the pack into ``wanted.out``, whole or not at all; findings keep nothing back.

    Raise InforceError where an item or family is unknown, there is nothing to show, or the folder
    holds something else than an earlier pack.
    """
    _require_free(wanted.out)
    places = standings(corpus, wanted.period.until)
    scope = _scope(corpus, places, wanted)
    report = check_corpus(corpus, wanted.root, wanted.period.until, Choice(), places)
    made = pack(corpus, places, report.findings, wanted.period, scope)
    staging = Staging(wanted.out, site=wanted.root)
    try:
        remarks = _write(staging.folder, made, wanted, words, shown)
        manifest = _manifest(staging.folder, made)
        staging.swap()
    finally:
        staging.discard()
    return Delivered(pack=made, manifest=manifest, remarks=remarks)


def _require_free(out: Path) -> None:
    """Refuse a folder that is not empty and not an earlier pack."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InforceError(f"{out} is a file; name a folder for the pack")
    if any(out.iterdir()) and not _is_pack(out / NAME):
        raise InforceError(
            f"{out} holds something else than an evidence pack; name an empty or a new folder"
        )


def _is_pack(manifest: Path) -> bool:
    if not manifest.is_file():
        return False
    try:
        known = read_json(manifest.read_bytes(), Manifest)
    except msgspec.DecodeError:
        return False
    return known.kind == _KIND


def _scope(
    corpus: Corpus, places: Mapping[str, Standing], wanted: Assignment
) -> frozenset[str] | None:
    if not wanted.items and not wanted.families:
        return None
    items, families = Names(places), Names(corpus.families)
    unknown = [
        f"item {key!r} ({items.expected(key, '`inforce status` lists them')})"
        for key in wanted.items
        if key not in items
    ]
    unknown += [
        f"family {key!r} ({families.expected(key, 'schemas/families/ holds them')})"
        for key in wanted.families
        if key not in families
    ]
    if unknown:
        raise InforceError("there is no " + ", no ".join(unknown))
    members = {
        key for key, place in places.items() if _below(place, corpus).intersection(wanted.families)
    }
    return frozenset(members.union(wanted.items))


def _below(place: Standing, corpus: Corpus) -> set[str]:
    item = place.item
    if not isinstance(item, Product):
        return set()
    return {item.family, *(parent.id for parent in lineage(item.family, corpus.families))}


def _write(
    folder: Path, made: Pack, wanted: Assignment, words: CldrWording, shown: Shown
) -> tuple[str, ...]:
    telling = Telling(made, words)
    remarks: tuple[str, ...] = ()
    if Form.CSV in wanted.forms:
        for name, text in sheets(telling):
            put(folder / name, text.encode())
    if Form.JSON in wanted.forms:
        put(folder / "evidence.json", document(made))
    if Form.PDF in wanted.forms:
        printed = print_pack(telling, wanted.root / "site_config" / "fonts", wanted.items)
        put(folder / PAPER, printed.pdf)
        remarks = printed.remarks
    if Form.HTML in wanted.forms:
        _write_pages(folder, telling, shown)
    return remarks


def _write_pages(folder: Path, telling: Telling, shown: Shown) -> None:
    pages = Pages(telling)
    others = sorted(path.name for path in folder.iterdir())
    put(folder / STYLE, style().encode())
    put(folder / "index.html", pages.index(contents(others, telling)).encode())
    put(folder / "items.html", pages.items().encode())
    put(folder / "findings.html", pages.findings().encode())
    if telling.pack.study.corpus.feedback:
        put(folder / "feedback.html", pages.feedback().encode())
    for key, text in pages.figures():
        put(folder / "figures" / f"{key}.html", text.encode())
    trails = telling.pack.study.trails
    for trail in shown(trails.values(), "Trails", len(trails)):
        put(folder / "items" / f"{trail.id}.html", pages.item(trail).encode())


def _manifest(folder: Path, made: Pack) -> str:
    """Write the manifest; return its SHA-256 in hex."""
    manifest = Manifest(
        kind=_KIND,
        since=made.study.period.since,
        as_of=made.study.period.until,
        digest=made.digest,
        heads=made.heads,
        files=digests(folder),
    )
    octets = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    put(folder / NAME, octets)
    return sha256(octets).hexdigest()
