"""The Typst engine. Nothing else imports it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import final

import font_roboto
import typst
from msgspec import Struct

from inforce.domain.errors import InforceError

# What sets the documents, as they tell it themselves.
PROGRAM = f"inforce {version('inforce')}, typst {version('typst')}"
PROBE = "probe.typ"
_PLACE = re.compile(r"┌─ (\S+?):(\d+):\d+")


class Standards(Enum):
    """The standards that a PDF keeps to, all or none.

    Those for archives refuse what has no glyph or no text alternative, and colours of a press.
    """

    ARCHIVAL = "PDF/A-3a and PDF/UA-1"
    ACCESSIBLE = "PDF/UA-1"
    NONE = ""


_OPTIONS: dict[Standards, list[typst.PDFStandard]] = {
    Standards.ARCHIVAL: ["a-3a", "ua-1"],
    Standards.ACCESSIBLE: ["ua-1"],
    Standards.NONE: [],
}


class TypesettingError(InforceError):
    """A template or what it sets cannot be made into a PDF; the message is one line."""


class Printed(Struct, frozen=True):
    """A PDF and what the engine remarks on."""

    pdf: bytes
    remarks: tuple[str, ...] = ()


@final
class Engine:
    """Typst over one folder of regular files, with the fonts in the folders ``fonts``.

    Neither fonts of the machine nor packages are used, so that every machine prints the same.
    """

    def __init__(self, folder: Path, fonts: tuple[Path, ...]) -> None:
        self._folder = folder
        self._given = _fonts(fonts)
        self._compiler = self._of(None)

    def pdf(self, main: str, as_of: date, standards: Standards = Standards.ARCHIVAL) -> Printed:
        """Set the template ``main``, stamped with ``as_of``; raise TypesettingError."""
        stamp = datetime.combine(as_of, time(), UTC)
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                self._folder / main,
                format="pdf",
                pdf_standards=_OPTIONS[standards],
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise TypesettingError(_line(error.message, error.diagnostic)) from error
        if not isinstance(pdf, bytes):
            raise TypesettingError("the engine gave no PDF")
        return Printed(pdf, tuple(_line(said.message, said.diagnostic) for said in warnings))

    def told(self, main: str, name: str) -> bytes:
        """Lay the template ``main`` out, and return as JSON what it tells under ``name``.

        Raise TypesettingError where a template is wrong.
        """
        try:
            told = self._of(main).query(f"<{name}>", field="value", one=True)
        except RuntimeError as error:
            # A query does not tell the place of what is wrong; setting does.
            self.pdf(main, date(2000, 1, 1), Standards.NONE)
            raise TypesettingError(_line(str(error), "")) from error
        return told.encode()

    def _of(self, main: str | None) -> typst.Compiler:
        return typst.Compiler(
            input=None if main is None else self._folder / main,
            root=self._folder,
            font_paths=self._given,
            package_path=self._folder / "packages",
            package_cache_path=self._folder / "packages",
        )

    def sets(self, picture: str) -> bool:
        """Whether the picture at ``picture``, from the folder, can be set."""
        probe = self._folder / PROBE
        probe.write_text(
            '#set document(title: "probe")\n'
            f'#image("{picture}", alt: "probe", width: 100%)\n',  # a name given while staging
            encoding="utf-8",
        )
        try:
            self.pdf(probe.name, date(2000, 1, 1))
        except TypesettingError:
            return False
        return True


def font_folders(own: Path | None) -> tuple[Path, ...]:
    """Return the folders that fonts are taken from: the package's, and the site's ``own``."""
    package = Path(font_roboto.__file__).parent / "files"
    return (package, own) if own is not None and own.is_dir() else (package,)


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _line(message: str, diagnostic: str) -> str:
    place = _PLACE.search(diagnostic)
    where = f"{place[1].rpartition('/')[2]}:{place[2]}: " if place else ""
    return where + " ".join(message.split())
