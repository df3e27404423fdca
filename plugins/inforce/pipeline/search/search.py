"""The search index: what Pagefind's program makes of small records of the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline.search.search_bundle import Bundle, Listing
from inforce.readers.spread import jobs

# What ends each message, to the program and from it; no base64 holds one.
_END = b","
_MUCH = 1 << 20
# The program holds 22 kB for each record, on one core, and looks for it among all before. Records
# that are worth it are made in parts, so many beside each other, with so many in each at most.
_WORTH_PARTING = 4_000
_BESIDE = 2
_MOST = 12_000


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


_ENCODER = msgspec.json.Encoder()
_ANSWERS = msgspec.json.Decoder(_Answer)


@final
class Indexing:
    """Pagefind at work on ``records`` while other things are done; ``finish`` waits for it.

    ``records`` holds a small HTML page for each page to be found, by the path of that page. They
    are told in the order of their paths: a folder Pagefind would read as the file system lists it.
    """

    def __init__(self, records: Mapping[str, bytes]) -> None:
        """Start the program and tell it what to do."""
        self._records = records
        self._waiting = deque(_parts(sorted(records)))
        self._running: deque[_Run] = deque()
        for _ in range(min(_BESIDE, jobs())):
            self._start()

    def finish(self, folder: Path) -> Mapping[str, Listing]:
        """Wait for the index, write it to ``pagefind/`` in ``folder``, return what it lists.

        That is by language. Raise InforceError, with the program's own words, where it fails.
        """
        bundle = Bundle(folder)
        while self._running:
            found = self._running[0].finish()
            self._running.popleft()
            self._start()
            bundle.add(found)
        return bundle.finish()

    def stop(self) -> None:
        """End the program, unless it was waited for."""
        for run in self._running:
            run.stop()

    def _start(self) -> None:
        """Have the next part made, if there is one."""
        if self._waiting:
            self._running.append(_Run(self._records, self._waiting.popleft()))


@final
class _Run:
    """The program at work on those of ``records`` that ``paths`` name, in their order.

    It hands its files over and writes none, and ends when this process does.
    """

    def __init__(self, records: Mapping[str, bytes], paths: Sequence[str]) -> None:
        self._errors = TemporaryFile()  # noqa: SIM115 - closed when the program has ended
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pagefind", "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=_MUCH,
        )
        self._asked = len(paths) + 2
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # ``finish`` tells of a program that has ended
                self._process.stdin.writelines(_messages(records, paths))
                self._process.stdin.flush()

    def finish(self) -> Mapping[str, bytes]:
        """Wait for the index, and return its files by path."""
        files: dict[str, bytes] = {}
        answers = self._answers()
        said = self._ended()
        for answer in answers:
            files |= {file.path: file.content for file in answer.files}
            said = said or answer.message
        if len(answers) < self._asked or not files:
            raise InforceError(f"the search index could not be made: {said}")
        return files

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


def _parts(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut ``paths`` into as few parts as can be, of about the same length.

    What they are does not depend on the machine: neither do the files that come of them.
    """
    count = 1
    if len(paths) >= _WORTH_PARTING:
        count = -(-len(paths) // (_MOST * _BESIDE)) * _BESIDE
    for part in range(count):
        yield paths[len(paths) * part // count : len(paths) * (part + 1) // count]


def _messages(records: Mapping[str, bytes], paths: Sequence[str]) -> Iterator[bytes]:
    """Yield the messages that tell the program all."""
    for number, payload in enumerate(_payloads(records, paths), start=1):
        yield b64encode(_ENCODER.encode({"message_id": number, "payload": payload})) + _END


def _payloads(records: Mapping[str, bytes], paths: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield what the program is told: begin, each record, hand over what came of them."""
    yield {"type": "NewIndex", "config": {}}
    for path in paths:
        text = records[path].decode()
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": text}
    yield {"type": "GetFiles", "index_id": 0}
