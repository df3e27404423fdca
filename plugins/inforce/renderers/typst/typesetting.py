"""From a document to its PDF: a folder is staged, set, and gone again."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct, structs

from inforce.domain.imprint import NAME, Imprint
from inforce.renderers.typst.document import Document
from inforce.renderers.typst.engine import PROBE, PROGRAM, Engine, Printed, TypesettingError
from inforce.renderers.typst.pictures import Flaw, Kind, inspect

_MAIN = "catalogue.typ"
_PACKAGES = ("@preview/", "@local/")
_ATTACHMENT = (
    f'#pdf.attach("{NAME}", relationship: "data", mime-type: "application/json", '
    'description: "Revisions and digests of what this document shows")'
)


class Sources(Struct, frozen=True, kw_only=True):
    """The files a document is set from.

    ``pictures`` gives the file of each picture by its key in the document, ``templates`` the
    site's folder of templates that stand in for the package's, ``fonts`` its folder of fonts.
    """

    pictures: Mapping[str, Path] = {}
    templates: Path | None = None
    fonts: Path | None = None


class Typeset(Struct, frozen=True, kw_only=True):
    """A PDF, the pictures it had to leave out, and what else the engine remarks on.

    ``archival`` says that it is PDF/A-3a and PDF/UA-1.
    """

    pdf: bytes
    flaws: Mapping[str, Flaw] = {}
    remarks: tuple[str, ...] = ()
    archival: bool = True


def typeset(document: Document, imprint: Imprint, sources: Sources) -> Typeset:
    """Set ``document``; a picture that cannot be set is left out and named.

    The PDF carries ``imprint`` as a file, with the program and the digest of what it was set from
    filled in. Raise TypesettingError where a template is wrong.
    """
    with TemporaryDirectory(prefix="inforce-print-") as name:
        folder = Path(name)
        _stage_templates(folder, sources.templates)
        staged, flaws = _stage_pictures(folder, sources.pictures)
        engine = Engine(folder, sources.fonts)
        day = date.fromisoformat(document.edition.as_of.iso)
        try:
            _write(folder, document, imprint, staged, engine.fonts)
            printed = engine.pdf(_MAIN, day)
        except TypesettingError:
            broken = {key for key, file in staged.items() if not engine.sets(file)}
            flaws |= dict.fromkeys(sorted(broken), Flaw.BROKEN)
            staged = {key: file for key, file in staged.items() if key not in broken}
            _write(folder, document, imprint, staged, engine.fonts)
            return _second(engine, day, flaws)
    return _typeset(printed, flaws)


def _second(engine: Engine, day: date, flaws: Mapping[str, Flaw]) -> Typeset:
    """Set it without what was broken, and at last without the archival standards."""
    try:
        return _typeset(engine.pdf(_MAIN, day), flaws)
    except TypesettingError as error:
        printed = engine.pdf(_MAIN, day, archival=False)
        return Typeset(
            pdf=printed.pdf, flaws=flaws, remarks=(str(error), *printed.remarks), archival=False
        )


def _typeset(printed: Printed, flaws: Mapping[str, Flaw]) -> Typeset:
    return Typeset(pdf=printed.pdf, flaws=flaws, remarks=printed.remarks)


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
    _attach_imprint(folder / _MAIN)


def _stage_pictures(
    folder: Path, pictures: Mapping[str, Path]
) -> tuple[dict[str, str], dict[str, Flaw]]:
    (folder / "pictures").mkdir()
    staged: dict[str, str] = {}
    flaws: dict[str, Flaw] = {}
    for number, (key, path) in enumerate(sorted(pictures.items())):
        match inspect(path):
            case Kind(suffix):
                staged[key] = f"pictures/{number}.{suffix}"
                shutil.copyfile(path, folder / staged[key])
            case flaw:
                flaws[key] = flaw
    return staged, flaws


def _attach_imprint(main: Path) -> None:
    """Have the PDF carry its imprint, whatever the site's own template sets."""
    main.write_text(f"{main.read_text(encoding='utf-8')}\n{_ATTACHMENT}\n", encoding="utf-8")


def _write(
    folder: Path,
    document: Document,
    imprint: Imprint,
    staged: Mapping[str, str],
    fonts: Iterable[Path],
) -> None:
    """Write what the templates read, and the imprint of all that is set."""
    whole = structs.replace(document, pictures=staged)
    (folder / "data.json").write_bytes(msgspec.json.encode(whole))
    carried = folder / NAME
    carried.unlink(missing_ok=True)
    signed = structs.replace(imprint, program=PROGRAM, source=_source(folder, fonts))
    carried.write_bytes(msgspec.json.encode(signed, order="deterministic"))


def _source(folder: Path, fonts: Iterable[Path]) -> str:
    """Return the SHA-256 of the names and bytes of all that a document is set from."""
    files = {path.relative_to(folder).as_posix(): path for path in _regular(folder)}
    files |= {f"fonts/{path.name}": path for base in fonts for path in _regular(base)}
    whole = sha256()
    for name, path in sorted(files.items()):
        if name != PROBE:
            whole.update(f"{sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()


def _regular(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
