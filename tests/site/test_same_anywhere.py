"""The same sources give the same bytes, wherever and by whomever they are built."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import Struct

from tests.demo import unmeasured
from tests.sites import tree, write_site

ROOT = Path(__file__).resolve().parents[2]
DISKS = ("/dev/shm", "/var/tmp")  # noqa: S108 - folders of their own are made there
PROGRAM = Path(sys.executable).with_name("inforce")


class Machine(Struct, frozen=True, kw_only=True):
    """Where a build runs: all of it may differ from machine to machine, and from user to user."""

    folder: str
    zone: str
    language: str
    seed: str
    umask: str
    cores: str
    stands_in_site: bool
    written: int
    other_disk: bool = False


MACHINES = (
    Machine(
        folder="a",
        zone="UTC",
        language="C.UTF-8",
        seed="0",
        umask="022",
        cores="64",
        stands_in_site=True,
        written=1_700_000_000,
    ),
    Machine(
        folder="home of Анна/and a much longer path",
        zone="Pacific/Kiritimati",
        language="C",
        seed="1",
        umask="077",
        cores="1",
        stands_in_site=False,
        written=86_400,
        other_disk=True,
    ),
    Machine(
        folder="z/z",
        zone="America/Los_Angeles",
        language="tr_TR.UTF-8",
        seed="4294967295",
        umask="000",
        cores="2",
        stands_in_site=False,
        written=2_000_000_000,
    ),
)
OTHERS = [pytest.param(machine, id=machine.zone) for machine in MACHINES[1:]]


@pytest.fixture(params=OTHERS)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine other than the first, which knows the language that it speaks."""
    other: Machine = request.param
    if other.language.startswith("tr_TR"):
        monkeypatch.setenv("LOCPATH", str(request.getfixturevalue("turkish")))
    return other


def run(machine: Machine, base: Path, site: Path, *arguments: str) -> tuple[int, str]:
    """Run the program on a copy of ``site`` as ``machine`` does; return how it ended and spoke."""
    copy = copied(machine, site, base / machine.folder / "site")
    home = base / machine.folder / "home"
    env = {
        **unmeasured(),
        "TZ": machine.zone,
        "LANG": machine.language,
        "LC_ALL": machine.language,
        "PYTHONHASHSEED": machine.seed,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": str(home),
        "MACHINE_ORDER": machine.zone,
        "MACHINE_UMASK": machine.umask,
        "MACHINE_CORES": machine.cores,
        "PYTHONPATH": os.pathsep.join(
            (str(Path(__file__).parent / "machine"), os.environ.get("PYTHONPATH", ""))
        ),
    }
    home.mkdir()
    where = () if machine.stands_in_site else ("--site", str(copy))
    done = subprocess.run(
        [PROGRAM, *arguments, *where, "--as-of", "2026-06-01"],
        cwd=copy if machine.stands_in_site else base,
        env=env,
        capture_output=True,
        check=False,
    )
    said = (done.stdout + done.stderr).decode()
    return done.returncode, said.replace(str(copy), "SITE")


def copied(machine: Machine, site: Path, target: Path) -> Path:
    """Copy the site file by file, in an order and at a time of the machine's own."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    for file in files if machine.stands_in_site else reversed(files):
        copy = target / file.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        os.utime(copy, (machine.written, machine.written))
    return target


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two folders; the second on another file system where there is one, with orders of its own."""
    base = tmp_path_factory.mktemp("anywhere")
    disks = [Path(disk) for disk in DISKS if os.access(disk, os.W_OK)]
    others = [disk for disk in disks if disk.stat().st_dev != base.stat().st_dev]
    with TemporaryDirectory(dir=others[0] if others else base) as other:
        yield base, Path(other)


@pytest.fixture(scope="module")
def built(
    make_site: Callable[[], Path], bases: tuple[Path, Path]
) -> Callable[[Machine], tuple[int, str, dict[str, bytes]]]:
    """Build the site with its PDFs and its search, for all audiences, as a machine does."""
    site = make_site()

    def build(machine: Machine) -> tuple[int, str, dict[str, bytes]]:
        base = bases[machine.other_disk]
        code, said = run(machine, base, site, "build")
        return code, said, tree(base / machine.folder / "site/build")

    return build


@pytest.fixture(scope="module")
def here(
    built: Callable[[Machine], tuple[int, str, dict[str, bytes]]],
) -> tuple[int, str, dict[str, bytes]]:
    """What the first machine builds."""
    return built(MACHINES[0])


def test_a_build_is_the_same_anywhere(
    here: tuple[int, str, dict[str, bytes]],
    built: Callable[[Machine], tuple[int, str, dict[str, bytes]]],
    machine: Machine,
) -> None:
    code, said, files = here
    assert code == 0, said
    kinds = {path.rpartition(".")[2] for path in files}
    assert {"html", "json", "pdf", "xml", "pf_index", "woff"} <= kinds
    other = built(machine)
    assert other[:2] == (code, said)
    assert other[2].keys() == files.keys()
    assert [path for path, octets in files.items() if octets != other[2][path]] == []


def test_a_check_says_the_same_anywhere(tmp_path: Path, machine: Machine) -> None:
    broken = {
        f"content/products/{name}.yaml": f"id: {name}\nfamily: pump\nzzz: 1\naaa: 2\n"
        for name in ("b", "a", "d", "c")
    }
    site = write_site(tmp_path / "site", dict(broken))
    machines = (MACHINES[0], machine)
    told = {run(each, tmp_path, site, "check", "--format", "json") for each in machines}
    ((code, said),) = told
    assert code == 1
    report, _ = json.JSONDecoder().raw_decode(said)
    assert len(report["findings"]) > 8
