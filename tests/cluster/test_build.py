"""Builds on a cluster, through the command: the same bytes, or the old site and one line."""

import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

import pytest
from distributed import Client
from s3fs import S3FileSystem

from inforce.domain.errors import InforceError
from inforce.pipeline.cluster import connection, job_run
from inforce.pipeline.cluster.exchange import Exchange
from inforce.pipeline.cluster.job import Items
from inforce.pipeline.cluster.program import program
from inforce.pipeline.cluster.reading import Reading
from inforce.pipeline.leaves import leaf_memory
from inforce.readers import records
from tests.benchmarks.catalogue import Size, write_catalogue
from tests.cli.program import run
from tests.cluster.conftest import Cluster
from tests.demo import copied
from tests.sites import edit, tree

OLDER = """\
import importlib.metadata as metadata

def version(name, real=metadata.version):
    return "0.0.9" if name == "inforce" else real(name)

if metadata.version.__module__ != __name__:  # Dask loads this twice
    metadata.version = version
"""


First = Callable[[Callable[[Exchange, str], object]], "Fetched"]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait less, and leave what Dask has set as it was."""
    monkeypatch.setattr(job_run, "_ALONE", 0.5)
    monkeypatch.setattr(job_run, "_LOOK", 0.1)
    level = logging.getLogger("distributed").level
    yield
    logging.getLogger("distributed").setLevel(level)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two languages; its build on this machine alone is in ``alone``."""
    folder = tmp_path_factory.mktemp("site")
    site = write_catalogue(folder / "site", Size(products=24, locales=2))
    code, _, errors = run("build", "--no-pdf", "--site", site, "--out", folder / "alone")
    assert code == 0, errors
    return site


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is read soon, for builds that come to nothing."""
    return write_catalogue(tmp_path_factory.mktemp("few") / "site", Size(products=8))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the cluster read however few files."""
    monkeypatch.setattr(records, "_WORTH_SPREADING", 1)


@pytest.fixture(params=["reading", "making pages"])
def begins(request: pytest.FixtureRequest) -> str:
    """What the cluster is first asked to do: to read as well, or to make pages alone."""
    if request.param == "reading":
        request.getfixturevalue("reads")
    return str(request.param)


@pytest.fixture(scope="module")
def alone(site: Path) -> dict[str, bytes]:
    return tree(site.with_name("alone"))


def build(site: Path, out: Path, *options: str | Path) -> tuple[int, str]:
    code, _, errors = run("build", "--no-pdf", "--site", site, "--out", out, *options)
    return code, errors


class Fetched:
    """The names of the shards that a build has fetched; ``act`` comes before the first."""

    def __init__(self, file: Path, act: Callable[[Exchange, str], object]) -> None:
        self._file = file
        self._act = act
        self._lock = Lock()
        file.touch()

    @property
    def names(self) -> list[str]:
        return self._file.read_text(encoding="utf-8").split()

    def fetch(self, exchange: Exchange, name: str) -> None:
        with self._lock:  # several are fetched at a time
            first = not self.names
            with self._file.open("a", encoding="utf-8") as log:
                log.write(f"{name}\n")
            if first:
                self._act(exchange, name)


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> First:
    """Let something happen before the first shard is fetched, perhaps in another process."""

    def watch(act: Callable[[Exchange, str], object]) -> Fetched:
        fetched = Fetched(tmp_path_factory.mktemp("fetched") / "names", act)
        get = Exchange.get

        def watched(exchange: Exchange, name: str) -> bytes:
            fetched.fetch(exchange, name)
            return get(exchange, name)

        monkeypatch.setattr(Exchange, "get", watched)
        return fetched

    return watch


def test_a_worker_that_is_killed_changes_no_byte(
    cluster: Cluster, demo: Path, root: Path, tmp_path: Path, first: First, begins: str
) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    with cluster.hire() as worker, cluster.hire():
        # In the middle of what it is first asked to do.
        fetched = first(lambda *_: worker.kill())
        code, errors = build(
            copied(root, tmp_path / "site"),
            tmp_path / "out",
            *("--audience", "dealer"),
            *("--cluster", cluster.address, "--exchange", exchange),
        )
    assert code == 0, errors
    assert len(fetched.names) > (12 if begins == "reading" else 4)
    assert tree(tmp_path / "out/dealer") == tree(demo / "dealer")
    assert not [*exchange.iterdir()]


@pytest.mark.usefixtures("begins")
def test_a_damaged_shard_is_made_again(
    cluster: Cluster,
    site: Path,
    alone: dict[str, bytes],
    tmp_path: Path,
    first: First,
) -> None:
    def damage(exchange: Exchange, name: str) -> None:
        file = Path(exchange.address, name)
        file.write_bytes(file.read_bytes()[:-1])

    with cluster.hire():
        fetched = first(damage)
        code, errors = build(
            site, tmp_path / "out", "--cluster", cluster.address, "--exchange", tmp_path / "x"
        )
    assert code == 0, errors
    assert fetched.names.count(fetched.names[0]) == 2
    assert tree(tmp_path / "out") == alone
    assert not [*(tmp_path / "x").iterdir()]


@pytest.mark.usefixtures("reads")
def test_files_that_are_damaged_on_their_way_are_sent_again(
    cluster: Cluster,
    site: Path,
    alone: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = tmp_path / "log"
    tell = Reading.told

    def told(job: Reading, items: Items, exchange: Exchange) -> tuple[str, ...]:
        (name,) = tell(job, items, exchange)
        if not log.exists():
            Path(exchange.address, name).write_bytes(b"damaged")
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{items[0]}\n")
        return (name,)

    monkeypatch.setattr(Reading, "told", told)
    with cluster.hire():
        code, errors = build(
            site, tmp_path / "out", "--cluster", cluster.address, "--exchange", tmp_path / "x"
        )
    assert code == 0, errors
    first, *others = log.read_text(encoding="utf-8").split()
    assert others.count(first) == 1
    assert len(others) == len({*others})
    assert tree(tmp_path / "out") == alone
    assert not [*(tmp_path / "x").iterdir()]


@pytest.mark.usefixtures("reads")
def test_what_is_wrong_with_files_is_told_as_by_one_machine(
    cluster: Cluster, few: Path, tmp_path: Path, first: First
) -> None:
    site = tmp_path / "site"
    shutil.copytree(few, site)
    files = sorted((site / "content/products").rglob("*.yaml"))
    broken, doubled, misfit = (file.relative_to(site).as_posix() for file in files[:3])
    edit(site, broken, "specs:", "specs: [")
    edit(site, doubled, "specs:", "name: Another\nspecs:")
    edit(site, misfit, "specs:", "specs:\n  noise: pink")
    here = run("build", "--no-pdf", "--site", site, "--out", tmp_path / "out")
    assert here[0] == 1
    for path in (broken, doubled, misfit):
        assert re.search(rf"{path}:\d+", here[1] + here[2])
    fetched = first(lambda *_: None)
    with cluster.hire():
        asked = ("--cluster", cluster.address, "--exchange", tmp_path / "x")
        there = run("build", "--no-pdf", "--site", site, "--out", tmp_path / "out", *asked)
    assert there == here
    assert fetched.names


@pytest.mark.usefixtures("reads")
def test_an_object_store_is_an_exchange_and_what_is_known_is_not_made_again(
    store: S3FileSystem,
    cluster: Cluster,
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: First,
) -> None:
    monkeypatch.setattr(leaf_memory, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(records, "_WORTH_KEEPING", 1)
    mine = tmp_path / "site"
    shutil.copytree(site, mine)
    fetched = first(lambda *_: None)
    out, asked = tmp_path / "out", ("--cluster", cluster.address, "--exchange", "s3://bucket/some")
    with cluster.hire():
        code, errors = build(mine, out, *asked)
        assert code == 0, errors
        made = fetched.names
        (out / "public/products/hx-100003/index.html").write_text("changed", encoding="utf-8")
        code, errors = build(mine, out, *asked)
    assert code == 0, errors
    assert "public: 23 products as in the build before" in errors
    assert len(fetched.names) == len(made) + 1
    assert tree(out / "public") == tree(site.with_name("alone") / "public")
    store.invalidate_cache()
    assert not store.find("s3://bucket/some")


@pytest.mark.usefixtures("reads")
def test_workers_of_this_machine_need_nothing(
    site: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    code, errors = build(site, tmp_path / "out", "--cluster", "local")
    assert code == 0, errors
    assert tree(tmp_path / "out") == alone
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What was built before."""
    page = tmp_path / "out/public/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("old", encoding="utf-8")
    return tmp_path / "out"


def test_when_no_worker_is_left_the_old_site_is(
    cluster: Cluster, few: Path, old: Path, tmp_path: Path, first: First
) -> None:
    with cluster.hire() as worker:
        first(lambda *_: worker.kill())
        told = build(few, old, "--cluster", cluster.address, "--exchange", tmp_path / "x")
    assert told == (2, f"inforce: the cluster at {cluster.address} has no worker left\n")
    assert tree(old) == {"public/index.html": b"old"}
    assert not [*(tmp_path / "x").iterdir()]


def test_who_breaks_a_build_off_leaves_nothing(
    cluster: Cluster, few: Path, old: Path, tmp_path: Path, first: First
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with cluster.hire():
        first(interrupt)
        assert build(few, old, "--cluster", cluster.address, "--exchange", tmp_path / "x")[0] == 2
        with Client(cluster.address, set_as_default=False) as client:
            assert not any(client.processing().values())
    assert tree(old) == {"public/index.html": b"old"}
    assert not [*(tmp_path / "x").iterdir()]


@pytest.mark.usefixtures("reads")
def test_files_that_cannot_be_read_are_named(
    cluster: Cluster, few: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise InforceError("the disk is full")

    monkeypatch.setattr(Reading, "told", refuse)
    with cluster.hire():
        told = build(few, old, "--cluster", cluster.address, "--exchange", tmp_path / "x")
    path = r"content/products/\S+\.yaml"
    assert told[0] == 2
    assert re.fullmatch(
        rf"inforce: the files from {path} to {path} were tried 4 times: the disk is full\n", told[1]
    )
    assert tree(old) == {"public/index.html": b"old"}


def test_products_that_cannot_be_made_are_named(
    cluster: Cluster, few: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Exchange, "get", lambda *_: b"no shard")
    with cluster.hire():
        told = build(few, old, "--cluster", cluster.address, "--exchange", tmp_path / "x")
    assert told[0] == 2
    assert re.fullmatch(
        r"inforce: the pages from \S+/ to products/hx-10\d+/ were tried 4 times: "
        r"a shard is not as inforce writes it: .*\n",
        told[1],
    )
    assert tree(old) == {"public/index.html": b"old"}


def test_another_program_is_refused(cluster: Cluster, few: Path, old: Path, tmp_path: Path) -> None:
    (tmp_path / "older.py").write_text(OLDER, encoding="utf-8")
    with cluster.hire("--preload", str(tmp_path / "older.py")):
        code, errors = build(few, old, "--cluster", cluster.address, "--exchange", tmp_path / "x")
    assert code == 2
    assert re.fullmatch(
        rf"inforce: a worker runs inforce 0\.0\.9 \(\w+\) on Python \S+, and this is "
        rf"{re.escape(program())}; install the same on both, "
        r"with its libraries in the same versions\n",
        errors,
    )
    assert not (tmp_path / "x").exists()


def test_the_workers_must_see_the_exchange(cluster: Cluster, few: Path, old: Path) -> None:
    with cluster.hire():
        code, errors = build(
            few, old, "--cluster", cluster.address, "--exchange", "memory://exchange"
        )
    assert code == 2
    assert re.fullmatch(
        r"inforce: a worker does not see the exchange: memory://exchange/\S+ is not there; .*\n",
        errors,
    )


def test_a_cluster_must_be_there_and_have_workers(
    cluster: Cluster, few: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = ("--exchange", tmp_path / "x")
    told = build(few, old, "--cluster", cluster.address, *exchange)
    assert told == (2, f"inforce: the cluster at {cluster.address} has no workers\n")
    monkeypatch.setattr(connection, "ANSWER", 0.2)
    code, errors = build(few, old, "--cluster", "tcp://127.0.0.1:9", *exchange)
    assert code == 2
    assert re.fullmatch(r"inforce: no cluster answers at tcp://127\.0\.0\.1:9: .*\n", errors)
    assert build(few, old, "--cluster", "swarm", *exchange)[0] == 2


def test_what_is_asked_for_must_fit_together(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(few, tmp_path, "--exchange", "x") == (
        2,
        "inforce: --exchange is for builds on a cluster: name one with --cluster\n",
    )
    told = build(few, tmp_path, "--cluster", "tcp://127.0.0.1:9")
    place = "a folder that all workers see, or s3://BUCKET/FOLDER"
    assert told == (2, f"inforce: --cluster needs --exchange: {place}\n")
    monkeypatch.setattr(connection, "find_spec", lambda _: None)
    assert build(few, tmp_path, "--cluster", "local") == (
        2,
        "inforce: --cluster needs a package that is missing: pip install 'inforce[cluster]'\n",
    )


def test_builds_on_one_machine_load_no_dask() -> None:
    script = (
        "import sys, inforce.cli.build, inforce.mkdocs_plugin.host\n"
        "sys.exit(bool({'dask', 'distributed'} & set(sys.modules)))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
