"""The search index: what Pagefind's program makes of small records of the pages, in one go."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline import cbor
from inforce.pipeline.put import put

FOLDER = "pagefind/"
_ENTRY, _SCRIPT, _CHUNKS = "pagefind-entry.json", "pagefind.js", "index/"
_MAGIC = b"pagefind_dcd"
# What ends each message, to the program and from it; no base64 holds one.
_END = b","
_MUCH = 1 << 20
# Where a language's summary has its entries, its filters and its orders: version, entries, chunks,
# filters, orders, …
_ENTRIES, _FILTERS, _ORDERS = 1, 3, 4
_UNKNOWN = "the search index has a form that is not known: see pagefind's version"


class _Text(Struct, frozen=True):
    """The text of an entry, of which its address is wanted alone."""

    url: str


class _File(Struct, frozen=True):
    """A file of the index, by its path in there; in JSON its bytes are base64."""

    path: str
    content: bytes


class _Payload(Struct, frozen=True):
    """What the program answers: files if they were asked for, words if it failed."""

    type: str
    files: tuple[_File, ...] = ()
    message: str = ""


class _Answer(Struct, frozen=True):
    """An answer of the program to one message."""

    payload: _Payload


class Listing(Struct, frozen=True):
    """The entries of one language's index: the addresses of their pages, in its order.

    ``index`` is the folder their texts stand in; it changes whenever one of them does.
    """

    index: str
    pages: tuple[str, ...]


_ENCODER = msgspec.json.Encoder()
_ANSWERS = msgspec.json.Decoder(_Answer)
_TEXTS = msgspec.json.Decoder(_Text)


@final
class Indexing:
    """Pagefind at work on ``records`` while other things are done; ``finish`` waits for it.

    ``records`` holds a small HTML page for each page to be found, by the path of that page. The
    program is told them in the order of their paths: a folder it would read as the file system
    lists it. It hands its files over and writes none, and ends when this process does.
    """

    def __init__(self, records: Mapping[str, bytes]) -> None:
        """Start the program and tell it what to do."""
        self._errors = TemporaryFile()  # noqa: SIM115 - closed when the program has ended
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pagefind", "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=_MUCH,
        )
        self._asked = len(records) + 2
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # ``finish`` tells of a program that has ended
                self._process.stdin.writelines(_messages(records))
                self._process.stdin.flush()

    def finish(self, folder: Path) -> Mapping[str, Listing]:
        """Wait for the index, write it to ``pagefind/`` in ``folder``, return what it lists.

        That is by language. Raise InforceError, with the program's own words, where it fails.
        """
        files: dict[str, bytes] = {}
        answers = self._answers()
        said = self._ended()
        for answer in answers:
            files |= {file.path: file.content for file in answer.files}
            said = said or answer.message
        if len(answers) < self._asked or not files:
            raise InforceError(f"the search index could not be made: {said}")
        try:
            settled, listings = _settled(files)
        except (KeyError, msgspec.MsgspecError) as error:
            raise InforceError(_UNKNOWN) from error
        for path, octets in settled.items():
            put(f"{folder}/{FOLDER}{path}", octets)
        return listings

    def stop(self) -> None:
        """End the program, unless it was waited for."""
        if not self._errors.closed:
            self._process.kill()
            self._ended()

    def _answers(self) -> list[_Payload]:
        """Return what the program answers, all of it or as much as came before it failed."""
        told, missing = [], self._asked
        stdout = self._process.stdout
        while missing > 0 and stdout is not None and (part := os.read(stdout.fileno(), _MUCH)):
            told.append(part)
            missing -= part.count(_END)
        *answers, _ = b"".join(told).split(_END)
        return [_ANSWERS.decode(b64decode(answer)).payload for answer in answers]

    def _ended(self) -> str:
        """Let the program end, as it does when nothing more can come; return its last words."""
        self._process.communicate()
        with self._errors as errors:
            errors.seek(0)
            return errors.read().decode(errors="replace").strip()


def _messages(records: Mapping[str, bytes]) -> Iterable[bytes]:
    """Yield what the program is told: begin, each of ``records``, hand over what came of it."""
    told: list[dict[str, object]] = [{"type": "NewIndex", "config": {}}]
    told += [
        {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": octets.decode()}
        for path, octets in sorted(records.items())
    ]
    told.append({"type": "GetFiles", "index_id": 0})
    for number, payload in enumerate(told, start=1):
        yield b64encode(_ENCODER.encode({"message_id": number, "payload": payload})) + _END


def _settled(found: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, Listing]]:
    """Number the entries, name the files anew, and leave out what differs from run to run.

    Return the files of the index by path, and what it lists by language. What comes along and this
    site does not use is left out: interfaces, and a worker, whose 41 kB would cost more time than
    the search itself takes.

    Pagefind 1.5 names the text of each entry by its content, which nothing can pack: numbers halve
    the summary that each search begins with. It writes filters in the order of a hash table; this
    site has its own (``renderers/website/search/facets.py``).
    """
    entry = msgspec.json.decode(found[_ENTRY])
    languages: dict[str, dict[str, str | None]] = dict(sorted(entry["languages"].items()))
    files = {path: octets for path, octets in found.items() if path.startswith(_CHUNKS)}
    files[_SCRIPT] = found[_SCRIPT]
    listings = {}
    for language, facts in languages.items():
        summary = _unpacked(found[f"pagefind.{facts['hash']}.pf_meta"])
        listings[language], texts = _numbered(language, summary, found)
        summary[_FILTERS : _ORDERS + 1] = [[], []]
        octets = _packed(summary)
        facts["hash"] = f"{language}_{sha256(octets).hexdigest()[:10]}"
        program = f"wasm.{facts['wasm'] or 'unknown'}.pagefind"
        files |= texts
        files |= {f"pagefind.{facts['hash']}.pf_meta": octets, program: found[program]}
    files[_ENTRY] = msgspec.json.encode({**entry, "languages": languages})
    return files, listings


def _numbered(
    language: str, summary: list[cbor.Value], found: Mapping[str, bytes]
) -> tuple[Listing, dict[str, bytes]]:
    """Give each entry of ``summary`` a number for a name, and its text the path of that name."""
    entries = summary[_ENTRIES]
    if not isinstance(entries, list):
        raise InforceError(_UNKNOWN)
    index = f"{language}_{sha256(cbor.encode(entries)).hexdigest()[:10]}"
    pages, texts = [], {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, list):
            raise InforceError(_UNKNOWN)
        text = found[f"fragment/{entry[0]}.pf_fragment"]
        pages.append(_page(text))
        entry[0] = f"{index}/{number}"
        texts[f"fragment/{entry[0]}.pf_fragment"] = text
    return Listing(index, tuple(pages)), texts


def _page(text: bytes) -> str:
    """Return the address of the page that a text is about, from the root of the whole site."""
    return _TEXTS.decode(gzip.decompress(text).removeprefix(_MAGIC)).url


def _unpacked(packed: bytes) -> list[cbor.Value]:
    octets = gzip.decompress(packed)
    value = cbor.decode(octets.removeprefix(_MAGIC))
    if not octets.startswith(_MAGIC) or not isinstance(value, list):
        raise InforceError(_UNKNOWN)
    return value


def _packed(value: list[cbor.Value]) -> bytes:
    return gzip.compress(_MAGIC + cbor.encode(value), mtime=0)
