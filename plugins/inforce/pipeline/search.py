"""The search index: Pagefind's program over small records of the pages, in one go."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline import cbor

FOLDER = "pagefind/"
# What comes along with the index and that this site does not use: interfaces, and a worker, whose
# 41 kB would cost more time than the search itself takes.
_UNUSED = (
    *("pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-ui.*"),
    *("pagefind-highlight.js", "pagefind-worker.js"),
)
_MAGIC = b"pagefind_dcd"
# Where a language's summary has its entries, its filters and its orders: version, entries, chunks,
# filters, orders, …
_ENTRIES, _FILTERS, _ORDERS = 1, 3, 4
_UNKNOWN = "the search index has a form that is not known: see pagefind's version"


class _Text(Struct, frozen=True):
    """The text of an entry, of which its address is wanted alone."""

    url: str


class Listing(Struct, frozen=True):
    """The entries of one language's index: the addresses of their pages, in its order.

    ``index`` is the folder their texts stand in; it changes whenever one of them does.
    """

    index: str
    pages: tuple[str, ...]


@final
class Indexing:
    """Pagefind at work on ``records`` while other things are done; ``finish`` waits for it.

    ``records`` holds a small HTML page for each page to be found, under the same address.
    """

    def __init__(self, records: Path, folder: Path, shared: tuple[int, ...] = ()) -> None:
        """Start writing the index to ``pagefind/`` in ``folder``; ``shared`` is of its lock."""
        self._bundle = folder / FOLDER
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "pagefind", "--quiet"),
                *("--site", str(records), "--output-path", str(self._bundle)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=shared,
        )

    def finish(self) -> Mapping[str, Listing]:
        """Wait for the index and return what it lists, by language.

        Raise InforceError, with the program's own words, where it fails.
        """
        said, _ = self._process.communicate()
        if self._process.returncode != 0 or not self._bundle.is_dir():
            raise InforceError(f"the search index could not be made: {said.strip()}")
        for pattern in _UNUSED:
            for path in self._bundle.glob(pattern):
                path.unlink()
        return _settle(self._bundle)

    def stop(self) -> None:
        """End the program if it is still at work."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def _settle(bundle: Path) -> Mapping[str, Listing]:
    """Number the entries, name the files anew, and leave out what differs from run to run.

    Pagefind 1.5 names the text of each entry by its content, which nothing can pack: numbers halve
    the summary that each search begins with. It writes filters in the order of a hash table; this
    site has its own (``renderers/website/search/facets.py``).
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = msgspec.json.decode(entry_file.read_bytes())
    found = {
        language: _settle_language(bundle, language, facts)
        for language, facts in sorted(entry["languages"].items())
    }
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_file.write_bytes(msgspec.json.encode(entry))
    shutil.rmtree(bundle / "filter", ignore_errors=True)
    if all(facts["wasm"] for facts in entry["languages"].values()):
        (bundle / "wasm.unknown.pagefind").unlink(missing_ok=True)
    return found


def _settle_language(bundle: Path, language: str, facts: dict[str, str]) -> Listing:
    """Settle one language's index and enter the new name of its summary into ``facts``."""
    old = bundle / f"pagefind.{facts['hash']}.pf_meta"
    summary = _unpacked(old)
    listing = _number(bundle / "fragment", language, summary)
    summary[_FILTERS : _ORDERS + 1] = [[], []]
    octets = _packed(summary)
    facts["hash"] = f"{language}_{sha256(octets).hexdigest()[:10]}"
    old.unlink()
    (bundle / f"pagefind.{facts['hash']}.pf_meta").write_bytes(octets)
    return listing


def _number(texts: Path, language: str, summary: list[cbor.Value]) -> Listing:
    """Give each entry a number for a name, and its text the file of that name."""
    entries = summary[_ENTRIES]
    if not isinstance(entries, list):
        raise InforceError(_UNKNOWN)
    index = f"{language}_{sha256(cbor.encode(entries)).hexdigest()[:10]}"
    (texts / index).mkdir()
    pages = []
    for number, entry in enumerate(entries):
        if not isinstance(entry, list):
            raise InforceError(_UNKNOWN)
        old = texts / f"{entry[0]}.pf_fragment"
        pages.append(_page(old))
        entry[0] = f"{index}/{number}"
        old.rename(texts / f"{entry[0]}.pf_fragment")
    return Listing(index, tuple(pages))


def _page(text: Path) -> str:
    """Return the address of the page that a text is about, from the root of the whole site."""
    octets = gzip.decompress(text.read_bytes()).removeprefix(_MAGIC)
    return msgspec.json.decode(octets, type=_Text).url


def _unpacked(path: Path) -> list[cbor.Value]:
    octets = gzip.decompress(path.read_bytes())
    value = cbor.decode(octets.removeprefix(_MAGIC))
    if not octets.startswith(_MAGIC) or not isinstance(value, list):
        raise InforceError(_UNKNOWN)
    return value


def _packed(value: list[cbor.Value]) -> bytes:
    return gzip.compress(_MAGIC + cbor.encode(value), mtime=0)
