"""`inforce publish`: what it says and what it refuses."""

import errno
import json
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry

from inforce.cli.publish import command
from inforce.pipeline.deployment.state import RUNS
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME
from tests.cli.program import run
from tests.deployment.editions import build, built, publish, tree
from tests.sites import write_site

ONE = {"hx-100": "one", "hx-90": "stays"}
TWO = {"hx-100": "two", "hx-90": "stays", "hx-80": "comes"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with builds for two audiences, and a later one beside them."""
    site = write_site(tmp_path / "site")
    build(site / "build" / "public", ONE, day=1)
    build(site / "build" / "dealer", ONE, day=1, audience="dealer")
    build(tmp_path / "later", TWO, day=2)
    return site


def test_a_build_is_published_and_published_again(site: Path, memory: str) -> None:
    later = site.parent / "later"
    code, out, errors = run("publish", memory, "--site", site)
    assert (code, out) == (0, "")
    assert re.fullmatch(
        rf"{memory}: edition 2026-01-01-\w{{12}} for public: 13 uploads \(0\.0 MB\), 0 deletions, "
        r"0 unchanged\nkept for --rollback: none\n",
        errors,
    )
    assert tree(memory) == built(site / "build" / "public")
    code, _, errors = run("publish", memory, "--site", site, "--from", later)
    assert code == 0
    assert re.search(r"for public: 11 uploads .*, 1 deletion, \d+ unchanged\n", errors)
    assert re.search(r"\nkept for --rollback: 2026-01-01-\w{12}\n$", errors)
    assert tree(memory) == built(later)
    code, _, errors = run("publish", memory, "--site", site, "--from", later)
    assert code == 0
    assert re.fullmatch(rf"{memory} is up to date: edition 2026-01-02-\w{{12}}\n", errors)


def test_a_rehearsal_tells_all_and_writes_nothing(site: Path, memory: str) -> None:
    publish(memory, site.parent / "later")
    code, out, errors = run("publish", memory, "--site", site, "--dry-run")
    assert code == 0
    assert re.search(r"^upload +\d+  products/hx-100/index\.html$", out, re.MULTILINE)
    assert re.search(r"^delete +products/hx-80/index\.html$", out, re.MULTILINE)
    assert errors.startswith(
        "note: live is the edition of 2026-01-02; this one, of 2026-01-01, is older, and tells "
    )
    assert errors.endswith("unchanged; nothing was written\n")
    assert tree(memory) == built(site.parent / "later")


def test_what_lies_there_steers_no_terminal(site: Path, memory: str) -> None:
    MemoryFileSystem().pipe_file(f"{memory}/x\x1b[2J\nupload 0 y", b"1")
    code, said, errors = run("publish", memory, "--site", site, "--prune", "--dry-run")
    assert code == 0, errors
    assert r"delete             x\x1b[2J\nupload 0 y" in said.splitlines()


def test_editions_are_listed_and_brought_back(site: Path, memory: str) -> None:
    publish(memory, site / "build" / "public")
    publish(memory, site.parent / "later")
    code, out, errors = run("publish", memory, "--site", site, "--list")
    assert (code, errors) == (0, "")
    listed = re.fullmatch(
        r"2026-01-02-\w{12}  live  public  16 files\n(2026-01-01-\w{12})  kept  public  13 files\n",
        out,
    )
    assert listed
    code, out, errors = run("publish", memory, "--rollback", "--site", site, "--dry-run")
    assert (code, "products/hx-100/index.html" in out) == (0, True)
    assert tree(memory) == built(site.parent / "later")
    code, _, errors = run("publish", memory, "--rollback", listed[1], "--site", site)
    assert code == 0
    assert "kept for --rollback: 2026-01-02-" in errors
    assert tree(memory) == built(site / "build" / "public")
    code, _, _ = run("publish", memory, "--site", site, "--rollback")
    assert (code, tree(memory)) == (0, built(site.parent / "later"))


def test_what_is_uncertain_is_said(site: Path, memory: str) -> None:
    public = site / "build" / "public"
    publish(memory, public)
    target = Target(memory)
    target.write(
        b'{"audience": "public", "preview": false, "edition": "", "paths": []}', f"{RUNS}1"
    )
    told = "note: a publication there was interrupted, or is under way"
    assert told in run("publish", memory, "--site", site, "--list")[2]
    target.write(b"[]", NAME)
    target.write(b"theirs", "CNAME")
    _, out, errors = run("publish", memory, "--site", site, "--list")
    assert out == ""
    assert "note: the live edition is unknown: its manifest.json is not as inforce" in errors
    code, _, errors = run("publish", memory, "--site", site)
    assert code == 0
    assert told in errors
    assert "note: what is live there cannot be trusted, all is uploaded anew: its ma" in errors
    assert "note: 1 file stays there that inforce did not publish; --prune deletes such" in errors
    assert tree(memory) == {**built(public), "CNAME": b"theirs"}
    assert run("publish", memory, "--site", site, "--prune")[0] == 0
    assert tree(memory) == built(public)


def test_an_audience_gets_its_own_place(site: Path, memory: str) -> None:
    assert run("publish", memory, "--site", site)[0] == 0
    code, _, errors = run("publish", memory, "--site", site, "--audience", "dealer")
    assert code == 2
    assert errors == (
        f"inforce: {memory}: what is published there is for the audience public, and this build "
        "is for the audience dealer; publish each to a place of its own\n"
    )
    folder = site / "build" / "public"
    code, _, errors = run(
        *("publish", memory, "--site", site, "--audience", "dealer", "--from", folder)
    )
    assert (code, errors) == (2, f"inforce: {folder} is for public, not for dealer\n")


def test_a_preview_is_published_only_on_purpose(site: Path, memory: str) -> None:
    build(site / "preview", ONE, preview=True)
    preview = ("publish", memory, "--site", site, "--from", site / "preview")
    code, _, errors = run(*preview)
    assert code == 2
    assert "is a preview of working copies; publish it with --preview" in errors
    assert run(*preview, "--preview")[0] == 0
    code, _, errors = run("publish", memory, "--site", site)
    assert code == 2
    assert "is a preview for the audience public, and this build is for the audience pu" in errors


def test_a_build_that_is_not_whole_is_refused(site: Path, memory: str) -> None:
    public = site / "build" / "public"
    (public / "index.html").write_text("altered")
    (public / "products/index.html").unlink()
    for name in "abcd":
        (public / f"{name}.txt").write_text("not listed")
    code, _, errors = run("publish", memory, "--site", site)
    assert code == 2
    assert errors == (
        f"inforce: {public} is not as it was built: 1 altered (index.html), "
        "1 missing (products/index.html), 4 not listed (a.txt, b.txt, c.txt, …); build it again\n"
    )
    (public / NAME).unlink()
    code, _, errors = run("publish", memory, "--site", site)
    assert code == 2
    assert "there is no manifest.json: inforce did not make it" in errors
    assert "`inforce build` makes what can be published" in errors
    assert tree(memory) == {}


def test_options_that_do_not_go_together_are_refused(site: Path, memory: str) -> None:
    code, _, errors = run("publish", memory, "--rollback", "--all", "--site", site)
    assert code == 2
    assert "--rollback takes an edition as it was kept" in errors


def test_a_build_is_not_published_over_sources(site: Path) -> None:
    code, _, errors = run("publish", site / "content", "--site", site)
    assert code == 2
    assert "would replace sources" in errors


def test_a_folder_that_was_published_to_is_still_verified(site: Path, tmp_path: Path) -> None:
    """What is kept for a rollback is not foreign to it, and can be published on."""
    www = tmp_path / "www"
    publish(www, site / "build" / "public")
    publish(www, site.parent / "later")
    assert "not listed" not in run("verify", www, "--site", site)[1]
    assert run("publish", tmp_path / "mirror", "--from", www, "--site", site)[0] == 0
    assert tree(tmp_path / "mirror") == built(site.parent / "later")


# Places that refuse.


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
        (PermissionError("Access Denied"), "Access Denied"),
        (ConnectionError("no route to host\nat all"), "no route to host"),
        (TimeoutError(), "TimeoutError"),
        (EOFError(), "the server closed the connection"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_place_that_refuses_is_one_line(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    www = tmp_path / "www"
    publish(www, site / "build" / "public")
    monkeypatch.setattr(LocalFileSystem, "put_file", refuse)
    code, _, errors = run(
        *("publish", www, "--site", site, "--from", tmp_path / "later", "--jobs", "2")
    )
    assert code == 2
    line = rf"inforce: {www}/\.inforce/\S+ cannot be written: {re.escape(told)}\n"
    assert re.fullmatch(line, errors)


def test_a_file_in_the_place_of_the_folder_is_one_line(site: Path, tmp_path: Path) -> None:
    (tmp_path / "www").touch()
    code, _, errors = run("publish", tmp_path / "www", "--site", site)
    assert code == 2
    assert errors == f"inforce: {tmp_path / 'www'} is a file; name a folder\n"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://user:secret@example.com/", "https://example.com: nothing can be written there"),
        ("webdav://host/site", "webdav://host/site: nothing can be written there; name a folder"),
        ("zip://x::memory://y", "nothing can be written there; name a folder or s3://…"),
        ("nowhere://x", "Protocol not known: nowhere; name a folder or s3://…"),
        ("memory+x://y", r"Protocol not known: memory\+x; name a folder"),
        ("ftp:///x", "ftp://… names no server: ftp://USER@HOST:PORT/FOLDER"),
        ("sftp://user:a/secret@host/x", "sftp://… names no server: .* into FSSPEC_SFTP_PASSWORD"),
        ("ftp://user:secret#a@host/x", "ftp://… names no server: .* into FSSPEC_FTP_PASSWORD"),
        ("smb://user:secret[@host/x", "smb://… names no server: .* into FSSPEC_SMB_PASSWORD"),
    ],
)
def test_an_address_that_cannot_be_published_to_is_one_line(
    site: Path, address: str, told: str
) -> None:
    code, _, errors = run("publish", address, "--site", site)
    assert code == 2
    assert re.search(told, errors)
    assert errors.count("\n") == 1
    assert "secret" not in errors


@pytest.mark.parametrize(
    ("schemes", "module", "extra"),
    [
        (("s3", "s3a"), "s3fs", "s3"),
        (("sftp", "ssh"), "fsspec.implementations.sftp", "sftp"),
        (("smb",), "fsspec.implementations.smb", "smb"),
    ],
    ids=["s3", "sftp", "smb"],
)
def test_a_missing_package_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch, schemes: tuple[str, ...], module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for scheme in schemes:
        monkeypatch.delitem(_registry, scheme, raising=False)
        code, _, errors = run("publish", f"{scheme}://there/site", "--site", site)
        assert code == 2
        assert errors == (
            f"inforce: {scheme}://there/site needs a package that is missing: "
            f"pip install 'inforce[{extra}]'\n"
        )


# What the guide shows.


def test_the_guide_can_be_copied(root: Path) -> None:
    guide = (root / "docs/guide/publishing.md").read_text(encoding="utf-8")
    for job in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL):
        assert {"publish", "jobs", "pages"} & yaml.safe_load(job).keys()
    for policy in re.findall(r"```json\n(.*?)```", guide, re.DOTALL):
        json.loads(policy)
    lines = re.findall(r"^(?:\$ |.*- (?:run: )?)?inforce publish ([^#\n`]*)", guide, re.MULTILINE)
    assert len(lines) > 7
    for line in lines:
        command.make_context("publish", shlex.split(line))
