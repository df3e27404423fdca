"""The output before the live one lends its folders to the next, and nothing else."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from inforce.pipeline.output import ahead, former_output
from inforce.pipeline.output.former_output import FormerOutput
from inforce.pipeline.output.output_stamps import OutputStamps
from inforce.readers import stamps
from inforce.readers.cache import CACHE, file_digest
from inforce.readers.stamps import Stamps
from tests.cli import program
from tests.site.conftest import MkDocs
from tests.site.faults import FORMER, keep_all
from tests.sites import edit, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs second names of files")


@pytest.fixture
def site(make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that counts as large and was built twice: the first output is the former one."""
    keep_all(monkeypatch)
    site = make_site()
    build(site)
    assert not former(site).exists()
    retitle(site, "A")
    build(site)
    return site


def build(site: Path, *options: str, code: int = 0) -> str:
    with chdir(site):
        arguments = ("build", "--no-pdf", "--as-of", "2026-06-01", "--audience", "public")
        done, told, errors = program.run(*arguments, *options)
    assert done == code, errors
    return told + errors


def retitle(site: Path, name: str) -> None:
    """Have another product, hx-100, and leave hx-90 as it is."""
    path = site / "schemas/families/pump.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n# {name}\n", encoding="utf-8")
    page = site / "content/pages/index.md"
    page.write_text(page.read_text("utf-8").replace("Welcome", f"{name} Welcome"), encoding="utf-8")


def former(site: Path) -> Path:
    return site / "build" / FORMER / "tree"


def folders(tree: Path) -> set[int]:
    return {path.stat().st_ino for path in tree.rglob("*") if path.is_dir()}


def is_as_from_nothing(site: Path) -> bool:
    built = tree(site / "build/public")
    shutil.rmtree(site / CACHE)
    shutil.rmtree(site / "build")
    build(site)
    return tree(site / "build/public") == built


def test_the_next_output_has_the_folders_of_the_former(site: Path) -> None:
    lent, page = folders(former(site)), "products/hx-90/index.html"
    assert (former(site) / page).samefile(site / "build/public" / page)
    retitle(site, "B")
    build(site)
    assert len(folders(site / "build/public") & lent) > 2
    assert (former(site) / page).samefile(site / "build/public" / page)
    assert (former(site) / "index.html").read_bytes() != (
        site / "build/public/index.html"
    ).read_bytes()
    assert is_as_from_nothing(site)


@pytest.mark.parametrize("damage", [shutil.rmtree, lambda tree: tree.rename(tree.with_name("x"))])
def test_one_that_goes_while_it_is_looked_at_lends_nothing(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    live = tmp_path.resolve() / "public"
    tree = live.with_name(FORMER) / "tree"
    tree.mkdir(parents=True)
    (tree / "index.html").touch()
    found = FormerOutput(live)
    found.look(OutputStamps(tmp_path, live))
    damage(tree)
    found.see(Stamps())
    assert found.fact("index.html") is None


def stopped(site: Path) -> None:
    """Have the check stop a build, and take back what it found."""
    retitle(site, "B")
    family = site / "schemas/families/pump.yaml"
    sound = family.read_bytes()
    family.write_bytes(sound + b"unknown: key\n")
    build(site, code=1)
    family.write_bytes(sound)


@pytest.fixture
def built(make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that counts as large and was built once: it has no former output."""
    keep_all(monkeypatch)
    monkeypatch.setattr(stamps, "_QUIET", 0)
    site = make_site()
    build(site)
    assert not former(site).exists()
    return site


def look(monkeypatch: pytest.MonkeyPatch, *, beside: bool) -> None:
    """Have outputs looked at beside the process that builds, or in it."""
    monkeypatch.setattr(ahead, "cores", lambda: 2)
    monkeypatch.setattr(ahead, "lone", lambda: beside)


def test_a_large_output_has_a_former_one_from_the_start(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made while sources are read, of folders of its own and the files of the live one."""
    site = built
    look(monkeypatch, beside=True)
    stopped(site)
    page = "products/hx-90/index.html"
    assert (former(site) / page).samefile(site / "build/public" / page)
    assert (former(site).parent / ".gitignore").read_text("utf-8") == "*\n"
    lent = folders(former(site))
    assert not lent & folders(site / "build/public")
    build(site)
    assert len(folders(site / "build/public") & lent) > 2
    assert is_as_from_nothing(site)


def test_a_folder_of_which_nothing_is_known_is_not_made(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its product may be gone by now, and nobody would remove an empty one."""
    look(monkeypatch, beside=True)
    for path in (built / "build/public/products/hx-90").rglob("*.*"):
        path.touch()
    stopped(built)
    assert not (former(built) / "products/hx-90").exists()
    assert (former(built) / "products/hx-100").is_dir()
    build(built)
    assert is_as_from_nothing(built)


@pytest.mark.parametrize("beside", [True, False])
def test_files_are_known_once_they_have_another_name(
    built: Path, monkeypatch: pytest.MonkeyPatch, *, beside: bool
) -> None:
    """That changes what the disk says of them: pages that stay are not read again for it."""
    look(monkeypatch, beside=beside)
    read: list[str] = []

    def noted(path: str) -> bytes:
        read.append(path)
        return file_digest(path)

    if beside:
        stopped(built)
    monkeypatch.setattr(stamps, "file_digest", noted)
    for name in "CD":
        retitle(built, name)
        build(built)
    pages = [path for path in read if "public/products/hx-90/" in path]
    assert read
    assert not pages


@pytest.mark.parametrize("call", ["mkdir", "link"])
def test_where_none_can_be_made_the_output_is_the_same(
    built: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(path: str, *arguments: object, **options: object) -> None:
        if FORMER in f"{path} {arguments}":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        real(path, *arguments, **options)

    real = getattr(os, call)
    monkeypatch.setattr(os, call, refuse)
    retitle(built, "B")
    build(built)
    monkeypatch.undo()
    assert is_as_from_nothing(built)


def test_small_outputs_wait_for_one(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(former_output, "_WORTH_A_PROCESS", 10_000)
    stopped(built)
    assert not former(built).exists()


def test_git_does_not_see_it(site: Path) -> None:
    assert (former(site).parent / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("beside", [True, False])
def test_nothing_else_of_it_comes_back(
    site: Path, monkeypatch: pytest.MonkeyPatch, *, beside: bool
) -> None:
    """Neither what somebody put there, nor a page that is no longer, nor an older one."""
    monkeypatch.setattr(former_output, "_WORTH_A_PROCESS", 0 if beside else 10_000)
    look(monkeypatch, beside=beside)
    (former(site) / "products/hx-90/stray").mkdir()
    (former(site) / "products/hx-90/stray/index.html").write_text("stray", encoding="utf-8")
    page = former(site) / "products/hx-100/index.html"
    page.unlink()
    page.write_text("older", encoding="utf-8")
    (former(site) / "products/hx-90/loop").symlink_to(site)
    (former(site) / "products/hx-90/empty/of/all").mkdir(parents=True)
    retitle(site, "B")
    build(site)
    for name in ("stray", "empty"):
        assert not (site / "build/public/products/hx-90" / name).exists()
    assert is_as_from_nothing(site)


def test_what_is_written_into_it_is_seen_in_the_live_output(site: Path) -> None:
    """They are the same files: a page that was altered there is made again."""
    page = former(site) / "products/hx-90/index.html"
    page.write_text("altered", encoding="utf-8")
    assert (site / "build/public/products/hx-90/index.html").read_text("utf-8") == "altered"
    build(site)
    assert is_as_from_nothing(site)


@pytest.mark.parametrize("what", ["link", "link above", "file"])
def test_what_is_no_folder_is_left_alone(site: Path, tmp_path: Path, what: str) -> None:
    shutil.rmtree(former(site).parent)
    other = tmp_path / "other"
    (other / "tree").mkdir(parents=True)
    (other / "tree/mine.html").write_text("mine", encoding="utf-8")
    if what == "link above":
        former(site).parent.symlink_to(other)
    else:
        former(site).parent.mkdir()
        if what == "link":
            former(site).symlink_to(other / "tree")
        else:
            former(site).write_bytes(b"")
    retitle(site, "B")
    build(site)
    assert (other / "tree/mine.html").read_text("utf-8") == "mine"
    assert is_as_from_nothing(site)


def test_a_build_that_stops_late_gives_it_back(site: Path) -> None:
    lent = folders(former(site))
    before = tree(site / "build/public")
    retitle(site, "B")
    edit(site, "content/pages/index.md", "Welcome", "[Gone](products/hx-77/)")
    edit(site, "mkdocs.yml", "{not_found: warn}", "{not_found: ignore, unrecognized_links: ignore}")
    said = build(site, code=1)
    assert "PUB002" in said
    assert tree(site / "build/public") == before
    assert len(folders(former(site)) & lent) > 2


def test_a_program_that_builds_once_keeps_none(site: Path, mkdocs: MkDocs) -> None:
    for name in "BC":
        retitle(site, name)
        mkdocs(site)
    assert not list(site.glob(".inforce-*"))
