"""The search for what an audience may not see, in every byte of its output."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import final

from ahocorasick_rs import BytesAhoCorasick
from msgspec import Struct

from inforce.domain.editions.confidential import Secret, alone, readable, secrets, stands_in
from inforce.domain.editions.edition import Edition
from inforce.domain.errors import InforceError
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Problem
from inforce.domain.standings.standing import standings

# Copied as they are: approved files of this audience, the theme, the program of the search; but
# hand-written pages may have files of their own there.
_COPIED = ("media/", "assets/", "pagefind/pagefind.js", "pagefind/wasm")
_PACKED = b"\x1f\x8b"


class _Found(Struct):
    """Where a secret stands first, and in how many files."""

    path: str
    line: int
    files: int = 1


def leaks(
    folder: Path,
    files: Mapping[str, str],
    edition: Edition,
    corpus: Corpus,
    written: Iterable[str],
) -> Iterator[Problem]:
    """Yield a problem for each value in ``folder`` that the edition's audience may not see.

    ``written`` are texts that stand in outputs without being approved: a hidden text that is worded
    like one of them is not told from it. That does not hold for figures and codes.
    """
    sees = corpus.policy.sees(edition.audience)
    if sees.issuperset(corpus.policy.audiences):
        return
    where = standings(corpus, edition.as_of, preview=edition.preview)
    hidden = secrets(where, corpus.policy, sees)
    if not hidden:
        return
    search = _Search(hidden, edition, "\n".join(written))
    seen: set[str] = set()
    for path in (*sorted(files), "manifest.json"):
        copied = path.startswith(_COPIED) and path not in corpus.assets
        if copied or files.get(path) in seen:
            continue
        if path.endswith(".pdf"):  # costly to read, and some stand there under two names
            seen.add(files[path])
        search.through(path, (folder / path).read_bytes())
    for index, found in search.found.items():
        secret = hidden[index]
        others = found.files - 1
        yield Problem(
            code="PUB003",
            path=found.path,
            item=secret.item,
            line=found.line,
            column=1,
            facts={
                "place": secret.place,
                "audience": edition.audience,
                "others": f"; in {others} more files" if others else "",
            },
        )


@final
class _Search:
    """Looks for all forms of all secrets at once."""

    def __init__(self, hidden: list[Secret], edition: Edition, written: str) -> None:
        self.found: dict[int, _Found] = {}
        self._hidden = hidden
        self._edition = edition
        self._written = written
        self._forms = [(index, form) for index, one in enumerate(hidden) for form in one.forms]
        self._engine = BytesAhoCorasick([form.encode() for _, form in self._forms])
        self._harmless: dict[int, bool] = {}
        self._readable = ""

    def through(self, path: str, octets: bytes) -> None:
        """Search one file; a packed one is unpacked, a PDF gives its text and what it carries."""
        for part in _parts(path, octets):
            self._part(path, part)

    def _part(self, path: str, octets: bytes) -> None:
        here: set[int] = set()
        for number, start, end in self._engine.find_matches_as_indexes(octets, overlapping=True):
            index = self._forms[number][0]
            if index in here or self._is_harmless(number):
                continue
            before, after = octets[max(0, start - 2) : start], octets[end : end + 2]
            if alone(before.decode("latin-1"), after.decode("latin-1")):
                here.add(index)
                self._note(index, path, octets.count(b"\n", 0, start) + 1)

    def _note(self, index: int, path: str, line: int) -> None:
        known = self.found.setdefault(index, _Found(path=path, line=line, files=0))
        known.files += 1

    def _is_harmless(self, number: int) -> bool:
        """Whether the audience may read the same anyway; asked only of what is met."""
        if number not in self._harmless:
            index, form = self._forms[number]
            self._readable = self._readable or readable(self._edition)
            known = stands_in(form, self._readable) >= 0
            if not self._hidden[index].certain:
                known = known or stands_in(form, self._written) >= 0
            self._harmless[number] = known
        return self._harmless[number]


def _parts(path: str, octets: bytes) -> Iterator[bytes]:
    if path.endswith(".pdf"):
        from inforce.readers.pdf import attachments, texts

        for text in texts(octets, path):
            yield " ".join(text.split()).encode()
        yield from attachments(octets, path).values()
    elif path.endswith(".ics"):
        # A calendar folds its lines and marks what parts lists (RFC 5545).
        yield octets.replace(b"\r\n ", b"").replace(b"\\,", b",").replace(b"\\;", b";")
    elif octets.startswith(_PACKED):
        yield _unpacked(path, octets)
    else:
        yield octets


def _unpacked(path: str, octets: bytes) -> bytes:
    try:
        return gzip.decompress(octets)
    except (EOFError, OSError, zlib.error) as error:
        raise InforceError(
            f"{path} is damaged: it begins as a gzip file does, and cannot be unpacked"
        ) from error
