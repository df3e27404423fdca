"""Verification: a built folder or a live site is held against its manifest and the registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from inforce.domain.editions.verification import Claim, Judgement, Verdict, judge
from inforce.domain.items.product import PUBLIC
from inforce.domain.site.corpus import Corpus
from inforce.pipeline.output.manifest import NAME as MANIFEST
from inforce.pipeline.output.manifest import (
    Files,
    Manifest,
    compare_files,
    inventory,
    parse_manifest,
)
from inforce.pipeline.verification.fetch import LiveSite
from inforce.renderers.api.paths import EDITION
from inforce.renderers.report.counted import counted

# Goes through the paths of files and may show how far it got.
Through: TypeAlias = Callable[[Iterable[str], int], Iterator[str]]


class Report(Struct, frozen=True, kw_only=True):
    """What was found of one subject: a folder, an address or a PDF.

    ``faults`` say what is wrong with the whole; ``proved`` and ``unproved`` what the verdict rests
    on, and what it does not.
    """

    subject: str
    kind: str
    verdict: Verdict
    as_of: date | None = None
    audience: str = ""
    judgement: Judgement | None = None
    files: Files | None = None
    faults: tuple[str, ...] = ()
    proved: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()


def verify_folder(folder: Path, corpus: Corpus, today: date) -> Report:
    """Return what is to be said of a built site on disk."""
    file = folder / MANIFEST
    manifest = parse_manifest(file.read_bytes() if file.is_file() else None)
    if isinstance(manifest, str):
        return nothing_of_ours(str(folder), "folder", manifest)
    files = compare_files(folder, manifest)
    edition = folder / EDITION
    carried = edition.read_bytes() if edition.is_file() else None
    return _site(str(folder), "folder", manifest, files, carried, corpus, today)


def verify_site(
    site: LiveSite, corpus: Corpus, today: date, through: Through, sample: int | None = None
) -> Report:
    """Return what is to be said of a live site; ``sample`` fetches only so many of its files.

    Which ones depends on the day, so that a daily sample gets around. Raise InforceError where the
    site cannot be reached: that is no verdict.
    """
    manifest = parse_manifest(site.file(MANIFEST))
    if isinstance(manifest, str):
        return nothing_of_ours(site.root, "site", manifest)
    wanted = _sampled(manifest.files, sample, today)
    altered, missing = [], []
    carried = None
    for path in through(wanted, len(wanted)):
        octets = site.file(path)
        if path == EDITION:
            carried = octets
        if octets is None:
            missing.append(path)
        elif sha256(octets).hexdigest() != manifest.files[path]:
            altered.append(path)
    files = Files(
        compared=len(wanted),
        listed=len(manifest.files),
        altered=tuple(altered),
        missing=tuple(missing),
    )
    return _site(site.root, "site", manifest, files, carried, corpus, today)


def nothing_of_ours(subject: str, kind: str, fault: str) -> Report:
    """Return the report on what carries nothing to be held against the registers."""
    return Report(subject=subject, kind=kind, verdict=Verdict.NOT_OURS, faults=(fault,))


def _sampled(files: Mapping[str, str], sample: int | None, today: date) -> list[str]:
    """Return the paths to fetch: all, or a share that the day chooses; ``edition.json`` always."""
    if sample is None or sample >= len(files):
        return sorted(files)

    def lot(path: str) -> tuple[bool, str]:
        return path != EDITION, sha256(f"{today} {path}".encode()).hexdigest()

    return sorted(sorted(files, key=lot)[:sample])


def _site(  # noqa: PLR0913, PLR0917 - what a folder and a live site have in common
    subject: str,
    kind: str,
    manifest: Manifest,
    files: Files,
    carried: bytes | None,
    corpus: Corpus,
    today: date,
) -> Report:
    claim = Claim(
        as_of=manifest.as_of,
        audience=manifest.audience,
        edition=manifest.edition,
        items=manifest.items,
        preview=manifest.preview,
        complete=True,
    )
    judgement = judge(claim, corpus, today)
    faults = list(judgement.faults)
    if carried is not None and inventory(manifest.files).encode() not in carried:
        faults.append(f"{EDITION} tells of other files than {MANIFEST}")
    grades = [judgement.worst]
    grades += [Verdict.ALTERED] if faults or not files.sound else []
    return Report(
        subject=subject,
        kind=kind,
        verdict=max(grades, key=lambda verdict: verdict.rank),
        as_of=manifest.as_of,
        audience=manifest.audience,
        judgement=judgement,
        files=files,
        faults=tuple(faults),
        proved=(*proved(judgement), *_files_proved(files)),
        unproved=tuple(_files_unproved(files, manifest, kind)),
    )


def _files_proved(files: Files) -> Iterator[str]:
    if files.sound:
        share = "every file" if files.compared >= files.listed else f"{files.compared} files"
        yield f"{share}: as {MANIFEST} lists them"


def _files_unproved(files: Files, manifest: Manifest, kind: str) -> Iterator[str]:
    if kind == "site" and manifest.audience != PUBLIC:
        yield f"that only {manifest.audience} reads it: it was fetched without a login"
    yield (
        f"that {MANIFEST} was not made anew for other pages: build that day with "
        f"`inforce build --as-of {manifest.as_of}` and compare the two"
    )
    if files.compared < files.listed:
        yield f"{files.listed - files.compared} files, which were not fetched"


def proved(judgement: Judgement) -> Iterator[str]:
    """Yield what a judgement proves, in words."""
    items = judgement.items
    sound = sum(item.verdict.rank < Verdict.UNPROVED.rank for item in items)
    light = all(item.revision is None for item in items)
    if sound and light:
        reads = counted(sound, "item reads as it does", "items read as they do")
        yield f"{reads} here today; this site keeps no record of approvals"
    elif sound:
        are = counted(sound, "item is", "items are")
        history = "its history" if sound == 1 else "their history"
        yield f"{are} what the registers held on that day, and so is {history}"
    whole = judgement.whole and not judgement.faults and sound == len(items)
    if whole and not light:
        yield "the edition is the one that the registers give for that day and audience"
