"""The example site in a folder of its own, run as a user runs it, and its outputs as text."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.demo import unmeasured


class Site:
    """A copy of the example site that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run inforce on the site; return its standard output and error."""
        program = Path(sys.executable).with_name("inforce")
        done = subprocess.run(
            [program, *arguments],
            cwd=self.folder,
            env=unmeasured(),
            capture_output=True,
            text=True,
            check=False,
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


def forget(folder: Path, day: date) -> int:
    """Take out of the registers what was entered after ``day``; return how many entries that was.

    A snapshot goes with its approval, a register with its last entry: so the record stood that day.
    """
    count = 0
    for register in sorted(folder.glob("content/issued/*/register.yaml")):
        entries = re.split(r"(?m)^(?=- event: )", register.read_text(encoding="utf-8"))[1:]
        kept = [entry for entry in entries if _entered(entry) <= day]
        revisions = {number for entry in kept for number in _approved(entry)}
        for entry in entries:
            for number in set(_approved(entry)) - revisions:
                (register.parent / f"{number}.yaml").unlink(missing_ok=True)
        register.write_text("".join(kept), encoding="utf-8", newline="")
        if not kept:
            shutil.rmtree(register.parent)
        count += len(entries) - len(kept)
    return count


def _entered(entry: str) -> date:
    made = re.search(r"(?m)^  at: (\S+)$", entry)
    if made is not None:
        return datetime.fromisoformat(made[1]).astimezone(ZoneInfo("Europe/Vienna")).date()
    reviewed = re.search(r"""(?m)^  "?on"?: (\S+)$""", entry)
    assert reviewed is not None
    return date.fromisoformat(reviewed[1])


def _approved(entry: str) -> list[str]:
    return re.findall(r"(?m)^  revision: (\d+)$", entry) if "event: approved" in entry else []


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every file below ``folder``, unpacked, PDFs with all they hold."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        octets = file.read_bytes()
        if octets.startswith(b"\x1f\x8b"):
            octets = gzip.decompress(octets)
        text = octets.decode("utf-8", errors="ignore")
        if file.suffix == ".pdf":
            text += pdf_text(file) + _insides(file)
        yield file.relative_to(folder).as_posix(), text


def _insides(file: Path) -> str:
    """Return all that a PDF holds, unpacked: addresses, text alternatives, facts about it."""
    target = BytesIO()
    with pikepdf.open(file) as document:
        document.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    octets = target.getvalue()
    wide = re.findall(rb"<feff([0-9a-f]*)>", octets)
    texts = (bytes.fromhex(one.decode()).decode("utf-16-be") for one in wide)
    return "\n".join([octets.decode("latin-1"), *texts])


def pdf_text(file: Path) -> str:
    """Return the text of a PDF and of the files embedded in it."""
    with closing(PdfDocument(file)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    embedded = [
        octets.decode("utf-8", errors="ignore")
        for parts in PdfReader(file).attachments.values()
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
