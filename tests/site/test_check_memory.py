"""A report is given again while nothing that it rests on has changed, and never after."""

import errno
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inforce.pipeline import site_memory
from inforce.readers import corpus_reader
from tests.cli.program import run
from tests.sites import edit, tree, write_site

FILE = ".cache/inforce/checks/kept"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(site_memory, "_WORTH_KEEPING", 1)
    return write_site(tmp_path / "site")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sites that are read to be checked."""
    found: list[Path] = []
    read = corpus_reader.read_corpus

    def spy(root: Path, **options: Any) -> object:  # noqa: ANN401 - the reader's own
        found.append(root)
        return read(root, **options)

    monkeypatch.setattr(corpus_reader, "read_corpus", spy)
    return found


def check(site: Path, *options: str | Path, day: str = "2026-03-01") -> tuple[int, str, str]:
    return run("check", "--site", site, "--as-of", day, *options)


def test_the_same_report_is_given_again_in_every_format(site: Path, reads: list[Path]) -> None:
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: high")
    first = check(site)
    assert "SCH003" in first[1]
    assert len(reads) == 1
    assert check(site) == first
    told = check(site, "--format", "json")
    assert len(reads) == 1
    findings = json.loads(told[1])["findings"]
    assert len(findings) == len(first[1].splitlines())
    assert first[0] == told[0] == 1


def _a_figure(site: Path) -> None:
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: 231")


def _a_policy(site: Path) -> None:
    policy = site / "site_config/policy.yaml"
    policy.write_text(policy.read_text() + "\nseverity: {APR001: error}\n")


def _a_name(site: Path) -> None:
    (site / "content/products/hx-100.yaml").rename(site / "content/products/hx-101.yaml")


def _a_new_file(site: Path) -> None:
    (site / "content/media/new.txt").write_bytes(b"")


def _the_settings(site: Path) -> None:
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "\n# later\n")


@pytest.mark.parametrize("change", [_a_figure, _a_policy, _a_name, _a_new_file, _the_settings])
def test_any_change_to_a_source_is_checked_anew(
    site: Path, reads: list[Path], change: Callable[[Path], None]
) -> None:
    check(site)
    change(site)
    check(site)
    assert len(reads) == 2


def test_another_day_and_other_wishes_are_checked_anew(site: Path, reads: list[Path]) -> None:
    check(site)
    check(site, day="2026-03-02")
    check(site, "--select", "APR")
    check(site, "--fail-on", "info")
    assert len(reads) == 4
    for options in ((), ("--select", "APR"), ("--fail-on", "info")):
        check(site, *options)
    check(site, day="2026-03-02")
    assert len(reads) == 4


def test_a_pinned_day_holds_without_being_named(site: Path, reads: list[Path]) -> None:
    policy = site / "site_config/policy.yaml"
    policy.write_text(policy.read_text() + "\ndemo: {as_of: 2026-03-01}\n")
    first = run("check", "--site", site)
    assert run("check", "--site", site) == first
    assert len(reads) == 1


def test_the_program_and_its_tools_count(
    site: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(site)
    monkeypatch.setattr(site_memory, "which", lambda _: None)
    check(site)
    assert len(reads) == 2


def test_an_offering_list_counts_wherever_it_lies(site: Path, reads: list[Path]) -> None:
    (site / "erp").mkdir()
    offered = site / "erp/list.csv"
    offered.write_text("code\nHX100-230\n")
    policy = site / "site_config/policy.yaml"
    policy.write_text(policy.read_text() + "\noffering: {file: erp/list.csv, code: code}\n")
    check(site)
    check(site)
    assert len(reads) == 1
    offered.write_text("code\nHX100-400\n")
    check(site)
    assert len(reads) == 2
    offered.unlink()
    check(site)
    assert len(reads) == 3


def test_an_offering_list_that_is_written_meanwhile_is_compared_anew(
    site: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "erp").mkdir()
    offered = site / "erp/list.csv"
    offered.write_text("code\nHX100-230\n")
    policy = site / "site_config/policy.yaml"
    policy.write_text(policy.read_text() + "\noffering: {file: erp/list.csv, code: code}\n")
    read = corpus_reader.read_corpus

    def late(root: Path, **options: Any) -> object:  # noqa: ANN401 - the reader's own
        found = read(root, **options)
        offered.write_text("code\nHX100-400\n")
        return found

    monkeypatch.setattr(corpus_reader, "read_corpus", late)
    assert "HX100-400" not in check(site)[1]
    assert "HX100-400" in check(site)[1]
    assert len(reads) == 2


def test_a_database_is_asked_each_time(
    site: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = site / "erp.db"
    with sqlite3.connect(database) as connection:
        connection.execute("create table items (code text)")
    connection.close()
    monkeypatch.setenv("ERP", f"sqlite:///{database}")
    policy = site / "site_config/policy.yaml"
    wanted = "offering: {sql: ERP, query: select code from items, code: code}"
    policy.write_text(f"{policy.read_text()}\n{wanted}\n")
    check(site)
    check(site)
    assert len(reads) == 2


def test_links_are_asked_about_each_time(site: Path, reads: list[Path]) -> None:
    check(site)
    check(site, "--links")
    assert len(reads) == 2


@pytest.mark.parametrize("damage", [lambda octets: octets[:-1], lambda _: b"", lambda _: b"x" * 99])
def test_what_is_damaged_counts_for_nothing(
    site: Path, reads: list[Path], damage: Callable[[bytes], bytes]
) -> None:
    first = check(site)
    file = site / FILE
    file.write_bytes(damage(file.read_bytes()))
    assert check(site) == first
    assert len(reads) == 2
    assert check(site) == first
    assert len(reads) == 2


def test_links_that_lead_nowhere_or_round_in_circles_stop_no_check(
    site: Path, reads: list[Path]
) -> None:
    (site / "content/products/.#hx-100.yaml").symlink_to("someone@somewhere.1234")
    (site / "content/media/again").symlink_to("..")
    first = check(site)
    assert first[0] == 0
    assert check(site) == first
    assert len(reads) == 1


@pytest.mark.parametrize("folder", ["content/products/more", "content/pages/more", "schemas"])
def test_a_folder_that_cannot_be_looked_into_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """What lies in it would be missing without a word."""
    (site / folder).mkdir(exist_ok=True)
    scandir = os.scandir

    def refused(path: str | Path) -> object:
        if str(path) == str(site / folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert check(site) == (2, "", f"inforce: {site / folder}: Permission denied\n")


def test_few_reports_are_kept_the_newest_first(site: Path, reads: list[Path]) -> None:
    for day in range(1, 11):
        check(site, day=f"2026-03-{day:02}")
    check(site, day="2026-03-10")
    assert len(reads) == 10
    check(site, day="2026-03-01")
    assert len(reads) == 11


def test_where_nothing_can_be_kept_it_is_checked_anew(site: Path, reads: list[Path]) -> None:
    (site / ".cache").write_text("a file where the folder should be")
    assert check(site) == check(site)
    assert len(reads) == 2


def test_a_small_site_keeps_none(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site")
    before = tree(site)
    check(site)
    assert tree(site) == before


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
@pytest.mark.parametrize("command", ["check", "build"])
def test_names_that_are_not_utf8_are_all_told(site: Path, command: str) -> None:
    """An archive from another system leaves such: no address can have them."""
    places = [site / "site_config", site / "content/media"]
    for folder in places:
        folder.mkdir(exist_ok=True)
        (folder / os.fsdecode("\u043d\u0430\u0441\u043e\u0441.txt".encode("cp1251"))).touch()
    code, _, errors = run(command, "--site", site, "--as-of", "2026-03-01")
    assert code == 2
    lines = [line for line in errors.splitlines() if "not UTF-8" in line]
    assert len(lines) == len(places)
    assert r"\xed\xe0\xf1\xee\xf1.txt: the name is not UTF-8; rename the file" in lines[0]
