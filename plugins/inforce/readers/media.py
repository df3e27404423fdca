"""The files that items refer to: their digests, whether they are sound, where they lie."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import final

from inforce.domain.items.content import FileFact, PublishedFile
from inforce.domain.nearest import Names
from inforce.domain.site.finding import Problem
from inforce.readers.real_path import real
from inforce.readers.regular import octets_of

STORE = "content/issued/_files"
_MAGIC: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".zip": (b"PK",),
    ".xlsx": (b"PK",),
    ".docx": (b"PK",),
}


@final
class Media:
    """The files below ``content/`` of one site, each read once."""

    def __init__(self, root: Path) -> None:
        self._content = root / "content"
        self._base = real(self._content)
        self._facts: dict[str, FileFact] = {}
        self._faults: dict[str, str] = {}

    @property
    def facts(self) -> dict[str, FileFact]:
        """What is known of every sound file asked for so far, by path below ``content/``."""
        return self._facts

    def problem(self, file: str, path: str, pointer: str, item: str | None) -> Problem | None:
        """Return the problem SCH006 with ``file`` that the item at ``path`` names, or None."""
        fault = self._fault(file)
        if fault is None:
            return None
        facts = {"file": file, "fault": fault}
        return Problem(code="SCH006", path=path, pointer=pointer, item=item, facts=facts)

    def _fault(self, file: str) -> str | None:
        if file in self._facts:
            return None
        if file not in self._faults:
            fault = self._examine(file)
            if fault is None:
                return None
            self._faults[file] = fault
        return self._faults[file]

    def _examine(self, file: str) -> str | None:
        pure = PurePosixPath(file)
        if pure.is_absolute() or ".." in pure.parts or "\\" in file:
            return "has a backslash; write a slash" if "\\" in file else "lies outside content/"
        try:
            place = Path(os.path.realpath(self._content / pure, strict=True))
            if not place.is_relative_to(self._base):
                return "is a link out of content/"
            octets = octets_of(place)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
            return f"does not exist{self._hint(pure)}"
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        if not _is_what_it_claims(pure.suffix.lower(), octets):
            return f"is not a {pure.suffix.lower().removeprefix('.').upper()} file"
        self._facts[file] = FileFact(sha256=sha256(octets).hexdigest(), size=len(octets))
        return None

    def _hint(self, file: PurePosixPath) -> str:
        """Return what is probably wrong with the name of a file that is not there, or nothing."""
        if file.parts[:1] == ("content",):
            return "; it is named from content/ on"
        try:
            twin = Names(os.listdir(self._content / file.parent)).twin(file.name)  # noqa: PTH208 - names as they are
        except (OSError, ValueError):
            return ""
        return f" ({twin})" if twin else ""


def media_path(root: Path, file: PublishedFile) -> Path:
    """Return where the bytes of a published file lie: the approved copy, else the working file."""
    stored = root / stored_path(file)
    return stored if stored.is_file() else root / "content" / file.source


def stored_path(file: PublishedFile) -> str:
    """Return the path, from the site's root, of the copy that is kept when a file is approved."""
    return f"{STORE}/{file.fact.sha256}{PurePosixPath(file.source).suffix.lower()}"


def is_sound(path: Path, fact: FileFact) -> bool:
    """Whether the file at ``path`` holds exactly the bytes that ``fact`` tells of."""
    try:
        octets = octets_of(path)
    except OSError:
        return False
    return len(octets) == fact.size and sha256(octets).hexdigest() == fact.sha256


def _is_what_it_claims(suffix: str, octets: bytes) -> bool:
    if suffix == ".svg":
        return b"<svg" in octets[:4096]
    return suffix not in _MAGIC or octets.startswith(_MAGIC[suffix])
