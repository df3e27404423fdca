"""What a site has of a search index: numbered, renamed, and the same from run to run."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, final

import msgspec
from msgspec import Struct

from inforce.pipeline.output.put import put
from inforce.pipeline.search.search_form import (
    Chunk,
    Entry,
    Summary,
    UnknownIndexError,
    encoded,
    packed,
    unmarked,
    unpacked,
)
from inforce.pipeline.search.search_words import Part, Words, all_fields, all_words, bounded

FOLDER = "pagefind/"
_ENTRY, _SCRIPT, _TEXT_FOLDER = "pagefind-entry.json", "pagefind.js", "fragment/"


class Listing(Struct, frozen=True):
    """The entries of one language's index: the addresses of their pages, in its order.

    ``index`` is the folder their texts stand in; it changes whenever one of them does.
    """

    index: str
    pages: tuple[str, ...]


class _Text(Struct, frozen=True):
    """The text of an entry, of which its address is wanted alone."""

    url: str


_TEXTS = msgspec.json.Decoder(_Text)


@final
class Bundle:
    """The files of an index of which Pagefind has made one or several parts.

    What comes along and this site does not use is left out: interfaces, and a worker, whose 41 kB
    would cost more time than the search itself takes.
    """

    def __init__(self, folder: Path) -> None:
        """Write to ``pagefind/`` in ``folder``."""
        self._folder = f"{folder}/{FOLDER}"
        self._entry: dict[str, Any] = {}
        self._languages: dict[str, _Language] = {}

    def add(self, found: Mapping[str, bytes]) -> None:
        """Add a part: its files by path. What it lists comes after what was added before.

        Raise UnknownIndexError where it is not what is known of an index.
        """
        try:
            entry = msgspec.json.decode(found[_ENTRY])
            self._entry = self._entry or entry
            put(f"{self._folder}{_SCRIPT}", found[_SCRIPT])
            for language, facts in entry["languages"].items():
                program = f"wasm.{facts['wasm'] or 'unknown'}.pagefind"
                put(f"{self._folder}{program}", found[program])
                if language not in self._languages:
                    self._languages[language] = _Language(language, self._folder, facts)
                self._languages[language].add(found, facts["hash"])
        except (KeyError, msgspec.MsgspecError) as error:
            raise UnknownIndexError from error

    def finish(self) -> Mapping[str, Listing]:
        """Write what belongs to all parts; return what is listed, by language."""
        languages = dict(sorted(self._languages.items()))
        listings = {language: one.finish() for language, one in languages.items()}
        facts = {language: one.facts for language, one in languages.items()}
        entry = {**self._entry, "languages": facts}
        put(f"{self._folder}{_ENTRY}", msgspec.json.encode(entry))
        return listings


@final
class _Language:
    """The index of one language under construction; ``facts`` are what the entry file says of it.

    Pagefind 1.5 names the text of each entry by its content, which nothing can pack: numbers halve
    the summary that each search begins with. It writes filters in the order of a hash table; this
    site has its own (``renderers/website/search/facets.py``).
    """

    def __init__(self, language: str, folder: str, facts: dict[str, Any]) -> None:
        self.facts = facts
        self._language = language
        self._folder = folder
        self._pages: list[str] = []
        self._parts: list[Part] = []

    def add(self, found: Mapping[str, bytes], name: str) -> None:
        """Add the part whose summary has that ``name``, and write the texts of its entries."""
        summary = unpacked(found[_summary(name)], Summary)
        for number, entry in enumerate(summary.entries, len(self._pages)):
            text = found[_text(entry.name)]
            put(f"{self._folder}{_text(f'{self._language}/{number}')}", text)
            self._pages.append(_TEXTS.decode(unmarked(text)).url)
        self._parts.append(Part(summary, [found[_words(chunk.name)] for chunk in summary.chunks]))

    def finish(self) -> Listing:
        """Name the texts by all of them, and write the rest; return what is listed."""
        entries = [entry for part in self._parts for entry in part.summary.entries]
        index = self._named(encoded(entries))
        texts = Path(f"{self._folder}{_TEXT_FOLDER}")
        (texts / self._language).rename(texts / index)
        summary = Summary(
            version=self._parts[0].summary.version,
            entries=[Entry(f"{index}/{at}", entry.words) for at, entry in enumerate(entries)],
            chunks=self._put_words(),
            filters=[],
            orders=[],
            fields=all_fields(self._parts),
        )
        octets = packed(encoded(summary))
        self.facts |= {"hash": self._named(octets), "page_count": len(entries)}
        put(f"{self._folder}{_summary(self.facts['hash'])}", octets)
        return Listing(index, tuple(self._pages))

    def _put_words(self) -> list[Chunk]:
        """Write the words: those of one part as they are, those of several as if they were one."""
        if len(self._parts) > 1:
            return bounded([self._put_chunk(words) for words in all_words(self._parts)])
        (part,) = self._parts
        for chunk, octets in zip(part.summary.chunks, part.chunks, strict=True):
            put(f"{self._folder}{_words(chunk.name)}", octets)
        return part.summary.chunks

    def _put_chunk(self, words: Words) -> Chunk:
        name = self._named(words.octets)
        put(f"{self._folder}{_words(name)}", packed(words.octets))
        return Chunk(words.first, words.last, name)

    def _named(self, octets: bytes) -> str:
        return f"{self._language}_{sha256(octets).hexdigest()[:10]}"


def _summary(name: str) -> str:
    return f"pagefind.{name}.pf_meta"


def _text(name: str) -> str:
    return f"{_TEXT_FOLDER}{name}.pf_fragment"


def _words(name: str) -> str:
    return f"index/{name}.pf_index"
