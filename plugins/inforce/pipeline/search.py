"""The search index: Pagefind's program over small records of the pages, in one go."""

from __future__ import annotations

import gzip
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec

from inforce.domain.errors import InforceError
from inforce.pipeline import cbor

FOLDER = "pagefind/"
# Interfaces that come along with the index and that this site does not use.
_UNUSED = ("pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-highlight.js")
_MAGIC = b"pagefind_dcd"
# Where the list of filters stands in a language's summary: version, pages, chunks, filters, …
_FILTERS = 3


@final
class Indexing:
    """Pagefind at work on ``records`` while other things are done; ``finish`` waits for it.

    ``records`` holds a small HTML page for each page to be found, under the same address.
    """

    def __init__(self, records: Path, folder: Path) -> None:
        """Start writing the index to ``pagefind/`` in ``folder``."""
        self._bundle = folder / FOLDER
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "pagefind", "--quiet"),
                *("--site", str(records), "--output-path", str(self._bundle)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self) -> None:
        """Wait for the index; raise InforceError, with the program's own words, where it fails."""
        said, _ = self._process.communicate()
        if self._process.returncode != 0 or not self._bundle.is_dir():
            raise InforceError(f"the search index could not be made: {said.strip()}")
        for pattern in _UNUSED:
            for path in self._bundle.glob(pattern):
                path.unlink()
        _settle(self._bundle)

    def stop(self) -> None:
        """End the program if it is still at work."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def _settle(bundle: Path) -> None:
    """Put filters and their values in order and name the files anew.

    Pagefind 1.5 writes both in the order of a hash table, which differs from run to run; all else
    it writes is the same each time.
    """
    entry_file = bundle / "pagefind-entry.json"
    entry = msgspec.json.decode(entry_file.read_bytes())
    for language, facts in sorted(entry["languages"].items()):
        facts["hash"] = _settle_language(bundle, language, facts["hash"])
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_file.write_bytes(msgspec.json.encode(entry))


def _settle_language(bundle: Path, language: str, name: str) -> str:
    """Settle one language's filters and return the new name of its summary."""
    old = bundle / f"pagefind.{name}.pf_meta"
    summary = _unpacked(old)
    filters = summary[_FILTERS]
    if not isinstance(filters, list):
        raise InforceError("the search index has a form that is not known: see pagefind's version")
    summary[_FILTERS] = sorted(_settle_filter(bundle, language, entry) for entry in filters)
    octets = _packed(summary)
    new = f"{language}_{sha256(octets).hexdigest()[:10]}"
    old.unlink()
    (bundle / f"pagefind.{new}.pf_meta").write_bytes(octets)
    return new


def _settle_filter(bundle: Path, language: str, entry: cbor.Value) -> list[cbor.Value]:
    """Settle one filter, [name, file], and return it with its file's new name."""
    if not isinstance(entry, list):
        raise InforceError("the search index has a form that is not known: see pagefind's version")
    label, name = entry
    old = bundle / "filter" / f"{name}.pf_filter"
    title, values = _unpacked(old)
    octets = _packed([title, sorted(values) if isinstance(values, list) else values])
    new = f"{language}_{sha256(octets).hexdigest()[:7]}"
    old.unlink()
    (bundle / "filter" / f"{new}.pf_filter").write_bytes(octets)
    return [label, new]


def _unpacked(path: Path) -> list[cbor.Value]:
    octets = gzip.decompress(path.read_bytes())
    value = cbor.decode(octets.removeprefix(_MAGIC))
    if not octets.startswith(_MAGIC) or not isinstance(value, list):
        raise InforceError("the search index has a form that is not known: see pagefind's version")
    return value


def _packed(value: list[cbor.Value]) -> bytes:
    return gzip.compress(_MAGIC + cbor.encode(value), mtime=0)
