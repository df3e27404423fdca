"""The search index that Pagefind makes: in one go, or in parts that are joined."""

import gzip
import json
import random
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from inforce.domain.errors import InforceError
from inforce.pipeline.search import cbor, search
from inforce.pipeline.search.search import Indexing
from inforce.pipeline.search.search_bundle import Bundle, Listing
from inforce.pipeline.search.search_form import Chunk, UnknownIndexError, packed
from inforce.pipeline.search.search_words import bounded
from inforce.renderers import packing
from tests.sites import tree


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 70_000, 2**40, "", "ж" * 30, [1, ["a", []]]]
)
def test_cbor_there_and_back(value: cbor.Value) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize("octets", [b"\xf5", b"\x40", b"\x00\x00", b"\x1f"])
def test_cbor_refuses_what_it_does_not_know(octets: bytes) -> None:
    with pytest.raises(cbor.UnknownFormError):
        cbor.decode(octets)


def test_cbor_is_walked_through() -> None:
    # There stand: 300; a text; none; one below zero; four of which two are below zero.
    walk = cbor.Walk(bytearray.fromhex("19012c 62d0b6 80 8139012c 84 07 21 19012c 20"))
    assert (walk.count(), walk.text(), walk.over(), walk.over()) == (300, "ж", 0, 1)
    assert walk.over(below=[4, 2]) == 4
    assert walk.at == len(walk.octets)
    assert walk.octets[-6:] == bytes.fromhex("07 22 19012c 24")


@pytest.mark.parametrize("octets", ["00", "f5", "5f", "8161", "8138ff", "8121"])
def test_cbor_that_is_walked_through_must_be_what_is_expected(octets: str) -> None:
    with pytest.raises(cbor.UnknownFormError):
        cbor.Walk(bytearray.fromhex(octets)).over(below=[1])


def record(language: str, said: str) -> bytes:
    return f'<html lang="{language}"><body data-pagefind-body>{said}</body></html>'.encode()


def test_search_without_its_program_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    many = {f"{number}/index.html": record("en", "word" * 9000) for number in range(100)}
    with pytest.raises(InforceError, match=r"(?s)index could not be made: .*No such file"):
        Indexing(many).finish(tmp_path)


def test_search_tells_what_its_program_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = '{"message_id": 1, "payload": {"type": "GetFiles", "index_id": "none"}}'
    monkeypatch.setattr(search, "_messages", lambda *_: [b64encode(wrong.encode()) + b","] * 2)
    with pytest.raises(InforceError, match=r"index could not be made: .*none"):
        Indexing({}).finish(tmp_path)


def test_search_is_stopped() -> None:
    indexing = Indexing({"index.html": record("en", "word")})
    indexing.stop()
    indexing.stop()


def test_entries_of_the_search_have_numbers_and_it_keeps_no_filters(tmp_path: Path) -> None:
    records = {
        f"{number}/index.html": record(
            "en", f'<h1 data-pagefind-filter="K:{number % 5}">word {number}</h1>'
        )
        for number in range(12)
    }
    listing = Indexing(records).finish(tmp_path)["en"]
    assert list(listing.pages) == sorted(f"/{number}/" for number in range(12))
    bundle = tmp_path / "pagefind"
    texts = bundle / "fragment" / listing.index
    assert len(list(texts.iterdir())) == 12
    for place, page in enumerate(listing.pages):
        text = gzip.decompress((texts / f"{place}.pf_fragment").read_bytes())[12:]
        assert json.loads(text)["url"] == page
    (summary,) = bundle.glob("*.pf_meta")
    found = cbor.decode(gzip.decompress(summary.read_bytes())[12:])
    assert isinstance(found, list)
    assert found[1] == [[f"{listing.index}/{place}", 2] for place in range(12)]
    assert found[3:5] == [[], []]
    names = {path.name for path in bundle.iterdir()}
    assert names - {summary.name} == {
        *("fragment", "index", "pagefind-entry.json", "pagefind.js", "wasm.en.pagefind")
    }


def test_an_index_does_not_depend_on_the_order_of_its_records(tmp_path: Path) -> None:
    records = {
        f"{place}/index.html": record(language, f"{word} Ärger Arger")
        for place, (language, word) in enumerate(product(("en", "ru"), ("one", "two", "one")))
    }
    for name, order in ("a", records), ("b", reversed(records)):
        Indexing({path: records[path] for path in order}).finish(tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_language_without_a_stemmer_keeps_the_common_program(tmp_path: Path) -> None:
    records = {"index.html": record("xx", "word")}
    assert Indexing(records).finish(tmp_path)["xx"].pages == ("/",)
    assert (tmp_path / "pagefind/wasm.unknown.pagefind").is_file()


class Read:
    """An index as a browser reads it, without the names that its files have."""

    def __init__(self, folder: Path) -> None:
        self._bundle = folder / "pagefind"
        self.entry = json.loads((self._bundle / "pagefind-entry.json").read_bytes())
        self.languages = {
            language: self._summary(facts.pop("hash"))
            for language, facts in self.entry["languages"].items()
        }
        self.files = sum(path.is_file() for path in self._bundle.rglob("*"))

    def _summary(self, name: str) -> list[Any]:
        octets = self._unpacked(f"pagefind.{name}.pf_meta")
        summary: Any = cbor.decode(octets)
        for entry in summary[1]:
            entry[0] = self._unpacked(f"fragment/{entry[0]}.pf_fragment")
        for chunk in summary[2]:
            chunk[2] = self._unpacked(f"index/{chunk[2]}.pf_index")
        return [*summary, name.rpartition("_")[0]]

    def _unpacked(self, path: str) -> bytes:
        return gzip.decompress((self._bundle / path).read_bytes()).removeprefix(b"pagefind_dcd")


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield records in two languages, with accents, of different fields and many words."""
    chance = random.Random(1)  # noqa: S311 - the same words each time
    accents = ["Ärger", "Arger", "café", "cafe", "Café", "résumé", "resumé", "resume"]
    words = [*accents, *(f"{sign}{number}" for sign in "aä" for number in range(800))]
    for number, language in product(range(50), ("en", "ru")):
        said = " ".join(chance.sample(words, 500))
        # The first fields stand in one part alone: a field is numbered by what is before it.
        names = [name for name in ("alpha", "kind", "title") if name != "alpha" or number < 3]
        fields = (f'<i data-pagefind-meta="{one}">{chance.choice(words)}</i>' for one in names)
        yield f"{language}/{number:02}/index.html", record(language, said + "".join(fields))


def in_parts_of(most: int, patch: pytest.MonkeyPatch) -> None:
    """Have more records than that made in parts, of which none has more."""
    patch.setattr(search, "_WORTH_PARTING", most + 1)
    patch.setattr(search, "_MOST", most)


def made(records: dict[str, bytes], folder: Path, most: int = 1000) -> dict[str, Listing]:
    with pytest.MonkeyPatch.context() as patch:
        in_parts_of(most, patch)
        return dict(Indexing(records).finish(folder))


@pytest.mark.parametrize("most", [60, 50, 9])
def test_an_index_in_parts_is_that_of_one_go(tmp_path: Path, most: int) -> None:
    records = dict(pages())
    listings = made(records, tmp_path / "whole")
    assert made(records, tmp_path / "parts", most) == listings
    whole, parts = Read(tmp_path / "whole"), Read(tmp_path / "parts")
    assert (parts.entry, parts.files) == (whole.entry, whole.files)
    assert parts.languages == whole.languages
    assert all(len(summary[2]) > 1 for summary in whole.languages.values())


def test_an_index_in_parts_is_the_same_again(tmp_path: Path) -> None:
    records = dict(pages())
    made(records, tmp_path / "one", 25)
    made(dict(reversed(records.items())), tmp_path / "other", 25)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_few_records_have_the_files_that_pagefind_made(tmp_path: Path) -> None:
    records = {f"{number}/index.html": record("en", f"word {number}") for number in range(3)}
    made(records, tmp_path / "one", 3)
    made(records, tmp_path / "parts", 2)
    (one,), (parts,) = ([*(tmp_path / at / "pagefind/index").iterdir()] for at in ("one", "parts"))
    assert len(one.stem) < len(parts.stem)
    assert gzip.decompress(one.read_bytes()) == gzip.decompress(parts.read_bytes())


@pytest.mark.parametrize("failing", [0, 2])
def test_a_part_that_fails_ends_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    wrong = b64encode(b'{"message_id": 1, "payload": {"type": "GetFiles", "index_id": 7}}') + b","
    started: list[subprocess.Popen[bytes]] = []
    messages, popen = search._messages, subprocess.Popen

    def told(*given: Any) -> Iterator[bytes]:  # noqa: ANN401 - what search gives
        last = len(started) - 1 == failing
        return iter([wrong] * 4) if last else messages(*given)

    def start(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - subprocess's
        started.append(popen(*args, **kwargs))
        return started[-1]

    in_parts_of(2, monkeypatch)
    monkeypatch.setattr(search, "_messages", told)
    monkeypatch.setattr(subprocess, "Popen", start)
    records = {f"{number}/index.html": record("en", "word") for number in range(10)}
    indexing = Indexing(records)
    with pytest.raises(InforceError, match="index could not be made"):
        indexing.finish(tmp_path)
    indexing.stop()
    assert len(started) == failing + 2
    assert all(process.returncode is not None for process in started)


@pytest.mark.parametrize(
    "summary",
    [packing.packed(b"text"), packed(cbor.encode([1])), packed(cbor.encode("text"))],
    ids=["no index", "no entries", "no list"],
)
def test_an_index_of_another_form_is_told(tmp_path: Path, summary: bytes) -> None:
    found = {
        "pagefind-entry.json": b'{"languages": {"en": {"hash": "en_1", "wasm": null}}}',
        "pagefind.js": b"",
        "wasm.unknown.pagefind": b"",
        "pagefind.en_1.pf_meta": summary,
    }
    with pytest.raises(UnknownIndexError, match="form that is not known"):
        Bundle(tmp_path).add(found)
    with pytest.raises(UnknownIndexError, match="form that is not known"):
        Bundle(tmp_path).add({path: found[path] for path in found if "meta" not in path})


def test_bounds_are_as_short_as_tells_chunks_apart() -> None:
    words = [("apple", "apple"), ("apricot", "banana"), ("peach", "pear"), ("pearl", "z")]
    found = bounded([Chunk(first, last, "") for first, last in words])
    assert [(one.first, one.last) for one in found] == [
        ("apple", "apple"),
        ("apr", "b"),
        ("p", "pear"),
        ("pearl", "z"),
    ]
