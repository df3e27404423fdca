"""What the build and its workers tell each other: commissions, shards, the exchange."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.difference import Difference
from inforce.domain.site.finding import Problem
from inforce.pipeline.cluster.exchange import DEAD, DamagedError, Exchange, begun
from inforce.pipeline.cluster.pages import Pages, make_pages
from inforce.pipeline.cluster.program import ForeignProgramError, program, require_same
from inforce.pipeline.cluster.reading import Reading, make_records
from inforce.pipeline.cluster.shard import WithdrawnError, make_shard, release
from inforce.pipeline.cluster.wire import decode, encode
from inforce.pipeline.leaves.commission import Commission
from inforce.pipeline.leaves.crew import Work
from inforce.pipeline.leaves.leaf_made import Made, made
from inforce.pipeline.links.file_links import file_links
from inforce.pipeline.press.downloads import Downloads
from inforce.readers import records
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.records import Record, Unread, record_of
from inforce.readers.schemas import Validator
from inforce.readers.yaml_reader import Data
from inforce.renderers.website.shell import PLACES, Shell, token
from tests.demo import copied

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def commission(root: Path) -> Commission:
    """All of the example, for those who see most of it."""
    corpus = read_corpus(root)
    day = corpus.policy.demo.as_of
    assert day is not None
    shells = {place.name: Shell(place, f"<{token('body')}|{token('title')}>") for place in PLACES}
    return Commission(
        edition=decide(corpus, day, [*corpus.policy.audiences][-1]),
        interface=corpus.interface,
        shells=dict.fromkeys(corpus.policy.locales, shells),
        printed=Downloads(),
        origin="https://example.com/",
    )


def told(edition: Edition) -> Iterator[Difference]:
    for product in edition.products.values():
        for step in product.history:
            yield from step.changes


def test_a_commission_comes_back_as_it_was(commission: Commission) -> None:
    octets = encode(commission)
    back = decode(octets)
    assert encode(back) == octets
    differences = [*zip(told(commission.edition), told(back.edition), strict=True)]
    kinds = set()
    for sent, got in differences:
        for field in ("kind", "pointer", "path", "before", "after", "was", "owner"):
            assert getattr(sent, field) == getattr(got, field)
            kinds.add(type(getattr(got, field)).__name__)
        # An entry that came is its own owner.
        assert (sent.after is sent.owner) is (got.after is got.owner)
    assert kinds > {"Attribute", "Text", "Value", "Variant", "date"}


def test_a_commission_is_carried_out_elsewhere_as_here(commission: Commission) -> None:
    here, there = commission.run(), decode(encode(commission)).run()
    leaves = here.leaves()
    assert there.leaves() == leaves
    assert {leaf.partition("/")[0] for leaf in leaves[:5]} == {"families", "products"}
    for leaf in leaves:
        theirs = made(there, leaf)
        # What it rests on as well: the next build asks whether it is the same.
        assert theirs == made(here, leaf)
        assert len(theirs.files) >= 2
        found = theirs.kept
        assert found.files.keys() == theirs.files.keys()
        assert found.links


def test_pages_lead_to_what_is_found_in_their_files(commission: Commission) -> None:
    run = commission.run()
    for leaf in run.leaves():
        its = run.files(leaf)
        assert its.links.keys() == {path for path in its.files if path.endswith(".html")}
        for path, leads in its.links.items():
            found = file_links(path, its.files[path], commission.origin)
            assert sorted(leads.links) == sorted(found.links)
            assert sorted(leads.folders) == sorted(found.folders)
            assert leads.anchors == found.anchors


def test_only_values_of_the_domain_are_named(commission: Commission) -> None:
    kinds, rest = msgspec.msgpack.decode(encode(commission))
    for name in ("inforce.domain.registers.digest:canonical", "os:system", "subprocess:Popen"):
        forged: Any = [[name, *kinds[0][1:]], *kinds[1:]]
        with pytest.raises(msgspec.ValidationError, match="is no kind of value that differs"):
            decode(msgspec.msgpack.encode((forged, rest)))


def test_a_shard_holds_what_was_asked_for(commission: Commission, tmp_path: Path) -> None:
    exchange = Exchange(str(tmp_path / "run"))
    asked = commission.run().leaves()[:2]
    kept: list[Made] = []
    job = Pages(Work(leaves=asked, commission=commission, scratch=tmp_path), kept.append)
    name = exchange.put(job.commission())
    told = job.told(asked, exchange)
    shard = make_shard(program(), exchange.address, make_pages, name, told)
    assert make_shard(program(), exchange.address, make_pages, name, told) == shard
    release()
    run = commission.run()
    job.keep(asked, job.opened(exchange.get(shard), asked))
    assert kept == [made(run, leaf) for leaf in asked]
    with pytest.raises(DamagedError, match="holds other leaves than were asked for"):
        job.opened(exchange.get(shard), asked[:1])
    with pytest.raises(DamagedError, match="not as inforce writes it"):
        job.opened(exchange.get(name), asked)


@pytest.fixture
def faulty(root: Path, tmp_path: Path) -> Path:
    """The example, where a file is no YAML, one is empty, and one has not its family's schema."""
    site = copied(root, tmp_path / "site")
    broken, empty, other = sorted((site / "content/products").rglob("*.yaml"))[:3]
    broken.write_bytes(broken.read_bytes() + b"note: [\n")
    empty.write_bytes(b"")
    other.write_bytes(other.read_bytes().replace(b"specs:", b"specs:\n  colour_of_noise: pink", 1))
    return site


def test_files_are_read_elsewhere_as_here(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_WORTH_SPREADING", 2)
    asked: list[Unread] = []

    def read(files: Unread) -> None:
        job = Reading(files)
        exchange = begun(str(tmp_path / "exchange"), NOW)
        name = exchange.put(job.commission())
        half = len(job.items) // 2
        for items in (job.items[half:], job.items[:half]):
            told = job.told(items, exchange)
            shard = make_shard(program(), exchange.address, make_records, name, told)
            with pytest.raises(DamagedError, match="other records than were asked for"):
                job.opened(exchange.get(shard), items[1:])
            job.keep(items, job.opened(exchange.get(shard), items))
            exchange.drop(shard)
        release()
        assert [file.name for file in Path(exchange.address).iterdir() if file.is_file()] == [name]
        asked.append(files)

    here = read_corpus(faulty)
    assert {problem.code for problem in here.problems} >= {"SCH001", "SCH003"}
    shutil.rmtree(faulty / ".cache", ignore_errors=True)
    held: list[str] = []
    problems = Validator.problems

    def spy(judge: Validator, data: Data, path: str, pointer: str = "") -> tuple[Problem, ...]:
        held.append(path)
        return problems(judge, data, path, pointer)

    monkeypatch.setattr(Validator, "problems", spy)
    assert read_corpus(faulty, learn=read) == here
    products, ledgers = asked
    assert len(products.paths) == len([*(faulty / "content/products").rglob("*.yaml")])
    assert not ledgers.judges
    # All others are known to match.
    assert [path for path in held if path in products.paths] == [products.paths[2]]


def test_a_file_that_is_gone_has_no_record(tmp_path: Path) -> None:
    files = Unread(root=tmp_path, paths=["gone.yaml"], judges={}, folder=tmp_path)
    assert record_of(files.octets("gone.yaml"), {}) == Record(b"")


def test_a_shard_that_comes_too_late_leaves_nothing(
    commission: Commission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Exchange(str(tmp_path / "run"))
    name = exchange.put(encode(commission))
    put = Exchange.put

    def late(self: Exchange, octets: bytes) -> str:
        exchange.drop(name)
        return put(self, octets)

    monkeypatch.setattr(Exchange, "put", late)
    with pytest.raises(WithdrawnError):
        make_shard(program(), exchange.address, make_pages, name, commission.run().leaves()[:1])
    release()
    assert not [*tmp_path.iterdir()]


def test_a_worker_refuses_another_program(tmp_path: Path) -> None:
    with pytest.raises(ForeignProgramError, match=r"a worker runs inforce .*, and this is other;"):
        make_shard("other", str(tmp_path), make_pages, "", ())
    require_same(program(), program())


def test_what_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    exchange = Exchange(str(tmp_path / "run"))
    name = exchange.put(b"bytes")
    assert exchange.get(name) == b"bytes"
    assert exchange.holds(name)
    (tmp_path / "run" / name).write_bytes(b"others")
    with pytest.raises(DamagedError, match="is damaged"):
        exchange.get(name)
    exchange.close()
    exchange.close()
    assert not exchange.holds(name)
    with pytest.raises(DamagedError, match="a place that this machine and all workers see"):
        exchange.get(name)


def test_what_the_dead_left_is_removed(tmp_path: Path) -> None:
    died = begun(str(tmp_path), NOW - DEAD - timedelta(seconds=1))
    alive = begun(str(tmp_path), NOW - DEAD)
    for exchange in (died, alive):
        exchange.put(b"bytes")
    strangers = ["notes", f"inforce-20261399T000000Z-{'0' * 32}"]
    for name in strangers:
        (tmp_path / name).mkdir()
    mine = begun(f"{tmp_path}/", NOW)
    mine.put(b"bytes")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*strangers, alive.name, mine.name}
    assert mine.name.startswith("inforce-20260302T120000Z-")
