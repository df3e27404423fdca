"""From documents to their PDFs: a folder is staged, each is set in it, and it is gone again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, final

import msgspec
from msgspec import Struct, structs

from inforce.domain.imprint import NAME, Imprint
from inforce.renderers.typst.boxes import WRITER, with_bleed_boxes
from inforce.renderers.typst.document import Brochure, Document
from inforce.renderers.typst.engine import (
    PROGRAM,
    Engine,
    Printed,
    Standards,
    TypesettingError,
)
from inforce.renderers.typst.pictures import Flaw, Kind, inspect

# A picture: its file, or the bytes of a drawing that we made.
Source: TypeAlias = Path | bytes

_MAINS: dict[type[Struct], str] = {Document: "catalogue.typ", Brochure: "brochure.typ"}
_DATA = "data.json"
_PACKAGES = ("@preview/", "@local/")
_ATTACHMENT = (
    f'#pdf.attach("{NAME}", relationship: "data", mime-type: "application/json", '
    'description: "Revisions and digests of what this document shows")'
)


class Typeset(Struct, frozen=True, kw_only=True):
    """A PDF, the pictures it had to leave out, and what else the engine remarks on.

    ``missed`` names the standards that it was to keep to and does not.
    """

    pdf: bytes
    flaws: Mapping[str, Flaw] = {}
    remarks: tuple[str, ...] = ()
    standards: Standards = Standards.ARCHIVAL
    missed: str = ""


@final
class Press:
    """Sets one document after the other, with templates and fonts that are loaded once.

    ``templates`` is the site's folder of templates that stand in for the package's, ``fonts`` its
    folder of fonts. What a document is set from decides its bytes, never what was set before it.
    """

    def __init__(self, templates: Path | None = None, fonts: Path | None = None) -> None:
        """Stage the templates; raise TypesettingError where one cannot be used."""
        self._work = TemporaryDirectory(prefix="inforce-print-")
        self._folder = Path(self._work.name)
        self._kept: dict[Path, str | Flaw] = {}
        try:
            _stage_templates(self._folder, templates)
        except TypesettingError:
            self.close()
            raise
        self._engine = Engine(self._folder, fonts)
        self._given = {path.name: _digest(path) for path in _regular(self._folder)}
        for base in self._engine.fonts:
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

    def typeset(
        self, document: Document | Brochure, imprint: Imprint, pictures: Mapping[str, Source]
    ) -> Typeset:
        """Set ``document``; a picture that cannot be set is left out and named.

        ``pictures`` gives each one by its key in the document. The PDF carries ``imprint`` as a
        file, with the program and the digest of what it was set from filled in. Raise
        TypesettingError where a template is wrong.
        """
        done = self._typeset(document, imprint, pictures)
        if not imprint.stock.printed:
            return done
        return structs.replace(done, pdf=with_bleed_boxes(done.pdf, imprint.stock.bleed))

    def _typeset(
        self, document: Document | Brochure, imprint: Imprint, pictures: Mapping[str, Source]
    ) -> Typeset:
        main = _MAINS[type(document)]
        day = document.day
        standards = Standards.ACCESSIBLE if document.brand.inks else Standards.ARCHIVAL
        staged, flaws = self._stage(pictures)
        try:
            self._write(document, imprint, staged)
            return _typeset(self._engine.pdf(main, day, standards), flaws, standards)
        except TypesettingError:
            self._try(staged)
            staged, flaws = self._stage(pictures)
            self._write(document, imprint, staged)
            return self._second(main, day, standards, flaws)

    def _second(
        self, main: str, day: date, standards: Standards, flaws: Mapping[str, Flaw]
    ) -> Typeset:
        """Set it without what was broken, and at last without the standards."""
        try:
            return _typeset(self._engine.pdf(main, day, standards), flaws, standards)
        except TypesettingError as error:
            printed = self._engine.pdf(main, day, Standards.NONE)
            return Typeset(
                pdf=printed.pdf,
                flaws=flaws,
                remarks=(str(error), *printed.remarks),
                standards=Standards.NONE,
                missed=standards.value,
            )

    def _stage(self, pictures: Mapping[str, Source]) -> tuple[dict[str, str], dict[str, Flaw]]:
        staged: dict[str, str] = {}
        flaws: dict[str, Flaw] = {}
        for key, source in sorted(pictures.items()):
            match self._kept_as(source):
                case Flaw() as flaw:
                    flaws[key] = flaw
                case file:
                    staged[key] = file
        return staged, flaws

    def _kept_as(self, source: Source) -> str | Flaw:
        """Return the file of a picture in the folder, or why it has none; each is read once."""
        if isinstance(source, bytes):
            return self._keep(source, "svg")
        if source not in self._kept:
            match inspect(source):
                case Kind(suffix):
                    self._kept[source] = self._keep(source.read_bytes(), suffix)
                case flaw:
                    self._kept[source] = flaw
        return self._kept[source]

    def _try(self, staged: Mapping[str, str]) -> None:
        """Remember which of the pictures the engine cannot set."""
        broken = {file for file in staged.values() if not self._engine.sets(file)}
        for source, file in self._kept.items():
            if file in broken:
                self._kept[source] = Flaw.BROKEN

    def _keep(self, octets: bytes, suffix: str) -> str:
        """Put a picture into the folder under the name of its bytes; return the name."""
        name = f"pictures/{sha256(octets).hexdigest()}.{suffix}"
        target = self._folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(octets)
        return name

    def _write(
        self, document: Document | Brochure, imprint: Imprint, staged: Mapping[str, str]
    ) -> None:
        """Write what the templates read, and the imprint of all that is set."""
        octets = msgspec.json.encode(structs.replace(document, pictures=staged))
        (self._folder / _DATA).write_bytes(octets)
        source = self._source(octets, staged.values())
        program = f"{PROGRAM}, {WRITER}" if imprint.stock.printed else PROGRAM
        signed = structs.replace(imprint, program=program, source=source)
        (self._folder / NAME).write_bytes(msgspec.json.encode(signed, order="deterministic"))

    def _source(self, data: bytes, pictures: Iterable[str]) -> str:
        """Return the SHA-256 of the names and bytes of all that a document is set from."""
        used = {name: Path(name).stem for name in pictures}
        whole = sha256()
        listed = {**self._given, **used, _DATA: sha256(data).hexdigest()}
        for name, digest in sorted(listed.items()):
            whole.update(f"{digest}  {name}\n".encode())
        return whole.hexdigest()


def _typeset(printed: Printed, flaws: Mapping[str, Flaw], standards: Standards) -> Typeset:
    return Typeset(pdf=printed.pdf, flaws=flaws, remarks=printed.remarks, standards=standards)


def _stage_templates(folder: Path, own: Path | None) -> None:
    for part in (files("inforce.renderers.typst") / "templates").iterdir():
        if part.name.endswith(".typ"):
            (folder / part.name).write_bytes(part.read_bytes())
    for override in sorted(own.glob("*.typ")) if own is not None else ():
        try:
            source = override.read_text(encoding="utf-8")
        except ValueError as error:
            raise TypesettingError(f"{override.name}: a template is UTF-8") from error
        if any(package in source for package in _PACKAGES):
            raise TypesettingError(f"{override.name}: a template must not import packages")
        (folder / override.name).write_text(source, encoding="utf-8")
    for main in _MAINS.values():
        _attach_imprint(folder / main)


def _attach_imprint(main: Path) -> None:
    """Have the PDF carry its imprint, whatever the site's own template sets."""
    main.write_text(f"{main.read_text(encoding='utf-8')}\n{_ATTACHMENT}\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _regular(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
