"""The example site in a folder of its own, run as a user runs it, and its outputs as text."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader


class Site:
    """A copy of the example site that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run inforce on the site; return its standard output and error."""
        program = Path(sys.executable).with_name("inforce")
        done = subprocess.run(
            [program, *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def build(self, *arguments: str, code: int = 0) -> Path:
        """Build the public site; return its folder."""
        self.run("build", "--out", "build", "--audience", "public", *arguments, code=code)
        return self.folder / "build" / "public"

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the only ``old`` in a file."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every file below ``folder``, unpacked and with the text of PDFs."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        octets = file.read_bytes()
        if octets.startswith(b"\x1f\x8b"):
            octets = gzip.decompress(octets)
        text = octets.decode("utf-8", errors="ignore")
        if file.suffix == ".pdf":
            text += pdf_text(file)
        yield file.relative_to(folder).as_posix(), text


def pdf_text(file: Path) -> str:
    """Return the text of a PDF and of the files embedded in it."""
    reader = PdfReader(file)
    pages = [page.extract_text() for page in reader.pages]
    embedded = [
        octets.decode("utf-8", errors="ignore")
        for parts in reader.attachments.values()
        for octets in parts
    ]
    return "\n".join([*pages, *embedded])


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below ``folder``."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def api(folder: Path, name: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """Return a document of the static API, figures with their digits."""
    text = (folder / "api" / "v1" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=str, parse_int=str)
