"""Records: the data of files read before, the same as if they were read anew, and never trusted."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.domain.errors import InforceError
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding, Problem
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.readers import records as module
from inforce.readers.corpus_reader import read_corpus, read_families
from inforce.readers.family_schema import family_validator
from inforce.readers.records import Record, Records, record_of
from inforce.readers.schemas import Validator
from inforce.readers.site import read_octets
from inforce.readers.yaml_reader import Data, read_yaml
from tests.sites import DAY, approved, edit, findings, tree, write_site

_FOLDER = ".cache/inforce/records"


@pytest.fixture
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the records of however few files."""
    monkeypatch.setattr(module, "_WORTH_KEEPING", 1)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are parsed."""
    paths: list[str] = []

    def spy(octets: bytes, path: str) -> object:
        paths.append(path)
        return read_yaml(octets, path)

    monkeypatch.setattr(module, "read_yaml", spy)
    return paths


_FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=3).map(abs)
_LEAVES: st.SearchStrategy[Plain] = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.integers(-(10**20), 10**20),
    _FIGURES,
    st.booleans(),
    st.none(),
)
_DATA: st.SearchStrategy[Plain] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text("abcß/~ ", min_size=1, max_size=3), inner, max_size=3),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab", min_size=1, max_size=2), _DATA, max_size=3))
def test_a_record_gives_what_the_reader_gives(data: dict[str, Plain]) -> None:
    document = read_yaml(to_yaml(data).encode(), "a.yaml")
    record = module._written(document)
    if record:
        again = module._DECODER.decode(record)
        assert again == document.data
        assert repr(again) == repr(document.data)


@pytest.mark.parametrize("text", ["12.50", "1e3", "-0.0", "0E-3", str(10**39), "NO"])
def test_every_digit_is_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(f"a: {text}\n")
    records = Records(tmp_path)
    first = records.read("a.yaml").data
    again = records.read("a.yaml").data
    assert repr(again) == repr(first) == repr(read_yaml(f"a: {text}\n".encode(), "").data)


@pytest.mark.usefixtures("kept_at_once")
def test_no_file_is_parsed_twice(tmp_path: Path, parsed: list[str]) -> None:
    site = write_site(tmp_path)
    approved(site)
    parsed.clear()
    first = read_corpus(site)
    learned = list(parsed)
    parsed.clear()
    assert read_corpus(site) == first
    assert parsed == []
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: 231")
    read_corpus(site)
    assert parsed == ["content/products/hx-100.yaml"]
    assert set(learned) <= set(tree(site))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The data of products that are held against a schema."""
    found: list[object] = []
    problems = Validator.problems

    def spy(judge: Validator, data: Data, path: str, pointer: str = "") -> tuple[Problem, ...]:
        if path.startswith("content/products/"):
            found.append(data)
        return problems(judge, data, path, pointer)

    monkeypatch.setattr(Validator, "problems", spy)
    return found


def _known(site: Path) -> Corpus:
    """Return what is read of a site whose files have known digests."""
    return read_corpus(site, digests={path: sha256(text).digest() for path, text in _files(site)})


def _files(site: Path) -> list[tuple[str, bytes]]:
    return [(path, text) for path, text in tree(site).items() if not path.startswith(".cache")]


@pytest.mark.usefixtures("kept_at_once")
def test_what_matched_a_schema_is_not_held_against_the_same_again(
    tmp_path: Path, held: list[object]
) -> None:
    site = write_site(tmp_path)
    first = _known(site)
    assert len(held) == 1
    assert _known(site) == first
    assert len(held) == 1
    edit(site, "schemas/families/pump.yaml", "unit: m3/h", "unit: l/min")
    assert _known(site).products == first.products
    assert len(held) == 2
    edit(
        site,
        "schemas/families/pump.yaml",
        "  flow:",
        "  head: {label: Head, type: number}\n  flow:",
    )
    edit(site, "schemas/families/pump.yaml", "level: variant", "level: product")
    assert {problem.code for problem in _known(site).problems} == {"SCH003"}
    assert _known(site).products == {}
    (site / "schemas/families/pump.yaml").unlink()
    assert _known(site).products == first.products
    assert len(held) == 5


@pytest.mark.usefixtures("kept_at_once")
def test_a_record_that_is_no_product_is_read_as_if_nobody_had_said_that_it_is(
    tmp_path: Path, held: list[object]
) -> None:
    site = write_site(tmp_path)
    _known(site)
    path = "content/products/hx-100.yaml"
    edit(site, path, "name: HX 100", "name: 100")
    records = Records(site, {path: sha256((site / path).read_bytes()).digest()})
    data = records.read(path).data
    (family,) = read_families(site)[0].values()
    records.matches(path, data, family_validator(family, "en").digest)
    records.keep()
    held.clear()
    assert {problem.code for problem in _known(site).problems} == {"SCH003"}
    assert len(held) == 1


@pytest.mark.usefixtures("kept_at_once")
def test_problems_are_told_each_time_with_their_lines(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    edit(site, "content/products/hx-100.yaml", "id: hx-100", "id: hx-100\nid: hx-100")
    first: tuple[Finding, ...] = findings(site, DAY)
    assert "SCH002" in {finding.code for finding in first}
    assert findings(site, DAY) == first


@pytest.mark.usefixtures("kept_at_once")
def test_what_is_known_by_its_digest_is_not_opened(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(tmp_path)
    first = read_corpus(site)
    digests = {path: sha256(octets).digest() for path, octets in tree(site).items()}
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: 231")
    second = read_corpus(site)
    assert second != first
    changed = sha256((site / "content/products/hx-100.yaml").read_bytes()).digest()
    opened: list[Path] = []

    def spy(path: Path) -> bytes:
        opened.append(path)
        return read_octets(path)

    monkeypatch.setattr(module, "read_octets", spy)
    parsed.clear()
    assert read_corpus(site, digests={**digests, "content/products/hx-100.yaml": changed}) == second
    assert parsed == []
    assert opened == []


def test_a_digest_that_no_record_has_opens_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")
    records = Records(tmp_path, {"a.yaml": sha256(b"a: 2\n").digest(), "gone.yaml": b"2"})
    assert records.read("a.yaml").data == {"a": 1}
    with pytest.raises(InforceError, match=r"gone\.yaml: No such file"):
        records.read("gone.yaml")


def _cut(octets: bytes) -> bytes:
    return octets[:-1]


def _turned(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


def _of_another_version(octets: bytes) -> bytes:
    return bytes(32) + octets[32:]


@pytest.mark.usefixtures("kept_at_once")
@pytest.mark.parametrize("damage", [_cut, _turned, _of_another_version, lambda _: b""])
def test_a_damaged_or_foreign_shard_counts_for_nothing(
    tmp_path: Path, parsed: list[str], damage: Callable[[bytes], bytes]
) -> None:
    site = write_site(tmp_path)
    first = read_corpus(site)
    shards = sorted((site / _FOLDER).iterdir())
    sound = [shard.read_bytes() for shard in shards]
    for shard in shards:
        shard.write_bytes(damage(shard.read_bytes()))
    parsed.clear()
    assert read_corpus(site) == first
    assert parsed
    assert [shard.read_bytes() for shard in shards] == sound


@pytest.mark.usefixtures("kept_at_once")
def test_a_folder_that_cannot_be_written_to_costs_nothing(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    (site / ".cache").write_text("a file where the folder should be")
    assert read_corpus(site) == read_corpus(site)


@pytest.mark.usefixtures("kept_at_once")
def test_a_disk_that_fails_leaves_the_shard_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(tmp_path)
    first = read_corpus(site)
    before = tree(site)
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: 231")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert read_corpus(site) != first
    left = tree(site)
    assert {path: octets for path, octets in left.items() if _FOLDER in path} == {
        path: octets for path, octets in before.items() if _FOLDER in path
    }


def test_a_small_site_keeps_none(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    before = tree(site)
    read_corpus(site)
    assert tree(site) == before


def test_what_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InforceError, match=r"gone\.yaml: No such file"):
        Records(tmp_path).read("gone.yaml")


def test_what_cannot_be_opened_has_no_record(tmp_path: Path) -> None:
    assert Records(tmp_path).known("gone.yaml") == Record(b"")


@pytest.mark.usefixtures("kept_at_once")
def test_a_product_with_a_number_that_cannot_be_packed_is_kept_as_data(
    tmp_path: Path, parsed: list[str]
) -> None:
    site = write_site(tmp_path)
    relation = "relations: [{type: similar, product: hx-100, quantity: 100000000000000000000}]"
    edit(site, "content/products/hx-100.yaml", "id: hx-100", f"id: hx-100\n{relation}")
    first = read_corpus(site)
    assert first.products["hx-100"].relations[0].quantity == 10**20
    parsed.clear()
    assert _known(site) == first
    assert parsed == []
    octets = (site / "content/products/hx-100.yaml").read_bytes()
    judges = {"pump": family_validator(read_families(site)[0]["pump"], "en")}
    document = read_yaml(octets, "")
    assert judges["pump"].accepts(document.data)
    assert record_of(octets, judges) == Record(module._written(document))


_MANY = """
import os, sys
from decimal import Decimal
from pathlib import Path
from inforce.readers import records as module
from inforce.readers.packed_product import packed
from inforce.readers.schemas import BASE, Validator
from inforce.readers.yaml_reader import read_yaml

root = Path(sys.argv[1])
parsed = []
module._WORTH_SPREADING = 4
module.read_yaml = lambda octets, path: parsed.append(path) or read_yaml(octets, path)
paths = [f"{number}.yaml" for number in range(9)]
for number, path in enumerate(paths):
    family = "odd" if number % 2 else "even"
    (root / path).write_text(f"family: {family}\\na: {Decimal(number) / 8}\\n")
(root / "broken.yaml").write_text("a: [\\n")
small = Validator({"properties": {"a": {"maximum": 0.5}}}, f"{BASE}small.schema.json")
records = module.Records(root)
records.learn([*paths, "broken.yaml", "gone.yaml"], {"even": small})
here = len(parsed)
matched = [path for path in paths if records.known(path).schema == small.digest]
data = {path: read_yaml((root / path).read_bytes(), "").data for path in paths}
same = all(
    records.known(path).data == packed(data[path])
    if path in matched
    else records.read(path).data == data[path]
    for path in paths
)
print(here, len(parsed) - here, same, len(records.read("broken.yaml").problems), *matched)
module.Records(root).learn(paths[:2])
large = Validator({"properties": {"a": {"minimum": 0.5}}}, f"{BASE}large.schema.json")
module._WORTH_SPREADING = 3
records.learn(paths, {"even": large})
print(*[path for path in matched if records.known(path).schema == large.digest])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_many_files_are_learned_on_all_cores(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _MANY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    here, later, same, problems, *matched = first.split()
    assert (same, problems) == ("True", "1")
    if len(os.sched_getaffinity(0)) > 1:
        assert int(here) < 9
        assert later == "0"
        assert matched == ["0.yaml", "2.yaml", "4.yaml"]
        assert second == "4.yaml"
