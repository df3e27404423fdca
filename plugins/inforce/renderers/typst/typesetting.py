"""From documents to their PDFs: a folder is staged, each is set in it, and it is gone again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, final

import msgspec
from msgspec import Struct, structs

from inforce.domain.editions.imprint import NAME, Imprint
from inforce.renderers.typst.boxes import WRITER, with_bleed_boxes
from inforce.renderers.typst.document import Brochure, Bulletin, Document, Printable, QuotationPaper
from inforce.renderers.typst.engine import (
    PROGRAM,
    Engine,
    Standards,
    TypesettingError,
    font_folders,
)
from inforce.renderers.typst.parts import Found, is_divided
from inforce.renderers.typst.pictures import Flaw, Kind, inspect

# A picture: its file, or the bytes of a drawing that we made.
Source: TypeAlias = Path | bytes

_MAINS: dict[type[Printable], str] = {
    Document: "catalogue.typ",
    Brochure: "brochure.typ",
    Bulletin: "bulletin.typ",
    QuotationPaper: "quotation.typ",
}
_DATA = "data.json"
_PACKAGES = ("@preview/", "@local/")
_PLACES = "places"
# What every document carries, whatever the site's own template sets: its imprint, and in a
# catalogue the places on its pages.
_ATTACHMENT = f"""
#if json("{_DATA}").at("part", default: (front: true)).front {{
  pdf.attach("{NAME}", relationship: "data", mime-type: "application/json",
    description: "Revisions and digests of what this document shows")
}}
#import "places.typ": places
#places
"""


class Typeset(Struct, frozen=True, kw_only=True):
    """A PDF, the pictures it had to leave out, and what else the engine remarks on.

    ``missed`` names the standards that it was to keep to and does not.
    """

    pdf: bytes
    flaws: Mapping[str, Flaw] = {}
    remarks: tuple[str, ...] = ()
    standards: Standards = Standards.ARCHIVAL
    missed: str = ""


class Forme(Struct, frozen=True, kw_only=True):
    """A document ready to be set: all that its PDF is made from.

    ``data`` is what the templates read, ``imprint`` what the PDF says of itself, with the program
    and the digest of all sources. ``staged`` gives the file of each picture by its key, ``flaws``
    why one has none; a ``borrowed`` imprint is that of the whole that it is a part of.
    """

    document: Printable
    signature: Imprint
    pictures: Mapping[str, Source]
    data: bytes
    imprint: bytes
    staged: Mapping[str, str]
    flaws: Mapping[str, Flaw]
    borrowed: bool = False

    def part(self, whole: Forme) -> Forme:
        """Return it as a part of ``whole``, whose imprint it carries."""
        return structs.replace(self, imprint=whole.imprint, borrowed=True)

    @property
    def standards(self) -> Standards:
        """The standards that it is to keep to."""
        return Standards.ACCESSIBLE if self.document.brand.inks else Standards.ARCHIVAL

    @property
    def key(self) -> str:
        """The SHA-256 of what decides the bytes of the PDF: program, sources, imprint."""
        return sha256(self.imprint).hexdigest()


@final
class Press:
    """Sets one document after the other, with templates and fonts that are loaded once.

    ``templates`` is the site's folder of templates that stand in for the package's, ``fonts`` its
    folder of fonts. What a document is set from decides its bytes, never what was set before it.
    The engine starts with the first document that is set.
    """

    def __init__(self, templates: Path | None = None, fonts: Path | None = None) -> None:
        """Stage the templates; raise TypesettingError where one cannot be used."""
        self._work = TemporaryDirectory(prefix="inforce-print-")
        self._folder = Path(self._work.name)
        self._names: dict[Path, str | Flaw] = {}
        try:
            _stage_templates(self._folder, templates)
        except TypesettingError:
            self.close()
            raise
        self._fonts = font_folders(fonts)
        self._given = {path.name: _digest(path) for path in _regular(self._folder)}
        for base in self._fonts:
            self._given |= {f"fonts/{path.name}": _digest(path) for path in _regular(base)}

    def __enter__(self) -> Press:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self.close()

    def close(self) -> None:
        """Remove the folder."""
        self._work.cleanup()

    def prepared(
        self, document: Printable, imprint: Imprint, pictures: Mapping[str, Source]
    ) -> Forme:
        """Return ``document`` ready to be set; ``pictures`` gives each one by its key in it.

        The PDF will carry ``imprint`` as a file, with the program and the digest of what it is set
        from filled in.
        """
        named = {key: self._name(source) for key, source in sorted(pictures.items())}
        staged = {key: name for key, name in named.items() if isinstance(name, str)}
        data = msgspec.json.encode(structs.replace(document, pictures=staged))
        source = self._source(data, staged.values())
        bound = isinstance(document, Document) and is_divided(document)
        program = f"{PROGRAM}, {WRITER}" if bound or imprint.stock.printed else PROGRAM
        signed = structs.replace(imprint, program=program, source=source)
        return Forme(
            document=document,
            signature=imprint,
            pictures=pictures,
            data=data,
            imprint=msgspec.json.encode(signed, order="deterministic"),
            staged=staged,
            flaws={key: name for key, name in named.items() if isinstance(name, Flaw)},
        )

    def found(self, forme: Forme) -> Found:
        """Lay a part of a catalogue out, and return on which of its pages its places are.

        Raise TypesettingError where a template is wrong.
        """
        try:
            return self._found(forme)
        except TypesettingError:
            self._try(forme)
        return self._found(self._again(forme))

    def _found(self, forme: Forme) -> Found:
        self._lay(forme)
        told = self._engine.told(_MAINS[type(forme.document)], _PLACES)
        return msgspec.json.decode(told, type=Found)

    def typeset(self, forme: Forme, *, plain: bool = False) -> Typeset:
        """Set a document; a picture that cannot be set is left out and named.

        A ``plain`` one keeps to no standard. Raise TypesettingError where a template is wrong.
        """
        done = self._typeset(forme, Standards.NONE if plain else forme.standards)
        stock = forme.signature.stock
        if not stock.printed:
            return done
        return structs.replace(done, pdf=with_bleed_boxes(done.pdf, stock.bleed))

    def _typeset(self, forme: Forme, standards: Standards) -> Typeset:
        try:
            return self._set(forme, standards)
        except TypesettingError:
            self._try(forme)
        forme = self._again(forme)
        try:
            return self._set(forme, standards)
        except TypesettingError as error:
            done = self._set(forme, Standards.NONE)
            return structs.replace(done, remarks=(str(error), *done.remarks))

    def _again(self, forme: Forme) -> Forme:
        """Return a document ready to be set without the pictures that turned out broken."""
        again = self.prepared(forme.document, forme.signature, forme.pictures)
        return structs.replace(again, imprint=forme.imprint) if forme.borrowed else again

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._folder, self._fonts)

    def _lay(self, forme: Forme) -> None:
        """Put into the folder what the templates read."""
        for key, name in forme.staged.items():
            self._keep(forme.pictures[key], name)
        (self._folder / _DATA).write_bytes(forme.data)
        (self._folder / NAME).write_bytes(forme.imprint)

    def _set(self, forme: Forme, standards: Standards) -> Typeset:
        self._lay(forme)
        document = forme.document
        printed = self._engine.pdf(_MAINS[type(document)], document.day, standards)
        return Typeset(
            pdf=printed.pdf,
            flaws=forme.flaws,
            remarks=printed.remarks,
            standards=standards,
            missed="" if standards is forme.standards else forme.standards.value,
        )

    def _name(self, source: Source) -> str | Flaw:
        """Return the name of a picture, that of its bytes, or its flaw; each is read once."""
        if isinstance(source, bytes):
            return _named(source, "svg")
        if source not in self._names:
            match inspect(source):
                case Kind(suffix):
                    self._names[source] = _named(source.read_bytes(), suffix)
                case flaw:
                    self._names[source] = flaw
        return self._names[source]

    def _try(self, forme: Forme) -> None:
        """Remember which of the pictures the engine cannot set."""
        for key, name in forme.staged.items():
            source = forme.pictures[key]
            if isinstance(source, Path) and not self._engine.sets(name):
                self._names[source] = Flaw.BROKEN

    def _keep(self, source: Source, name: str) -> None:
        """Put a picture into the folder, unless it is there."""
        target = self._folder / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(source if isinstance(source, bytes) else source.read_bytes())

    def _source(self, data: bytes, pictures: Iterable[str]) -> str:
        """Return the SHA-256 of the names and bytes of all that a document is set from."""
        used = {name: Path(name).stem for name in pictures}
        whole = sha256()
        listed = {**self._given, **used, _DATA: sha256(data).hexdigest()}
        for name, digest in sorted(listed.items()):
            whole.update(f"{digest}  {name}\n".encode())
        return whole.hexdigest()


def _named(octets: bytes, suffix: str) -> str:
    return f"pictures/{sha256(octets).hexdigest()}.{suffix}"


def _stage_templates(folder: Path, own: Path | None) -> None:
    for part in (files("inforce.renderers.typst") / "templates").iterdir():
        if part.name.endswith(".typ"):
            (folder / part.name).write_bytes(part.read_bytes())
    for override in sorted(filter(Path.is_file, own.glob("*.typ"))) if own is not None else ():
        try:
            source = override.read_text(encoding="utf-8")
        except ValueError as error:
            raise TypesettingError(f"{override.name}: a template is UTF-8") from error
        if any(package in source for package in _PACKAGES):
            raise TypesettingError(f"{override.name}: a template must not import packages")
        (folder / override.name).write_text(source, encoding="utf-8")
    for name in _MAINS.values():
        with (folder / name).open("a", encoding="utf-8") as main:
            main.write(_ATTACHMENT)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _regular(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
