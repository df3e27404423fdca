import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.readers.checkout import changed_paths, folder_in_checkout

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return git as run in a new repository, with nobody's settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Anna")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "anna@example.com")

    def run(*arguments: str, at: str = "") -> str:
        command = ["git", "-C", str(tmp_path / at), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    run("init", "-q", "-b", "main")
    for name in ("shop/a.yaml", "shop/b.yaml", "shop/c d é.yaml", "other.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: 1\n")
    (tmp_path / ".gitignore").write_text("build\n")
    run("add", ".")
    run("commit", "-q", "-m", "first")
    return run


def test_what_a_branch_and_the_working_tree_alter(tmp_path: Path, git: Git) -> None:
    shop = tmp_path / "shop"
    git("switch", "-q", "-c", "work")
    (shop / "a.yaml").write_text("a: 2\n")
    git("commit", "-q", "-a", "-m", "on the branch")
    git("switch", "-q", "main")
    (shop / "b.yaml").write_text("b: 2\n")
    git("commit", "-q", "-a", "-m", "meanwhile on main")
    git("switch", "-q", "work")
    assert changed_paths(shop, "main") == {"a.yaml"}
    (shop / "new file.yaml").write_text("new\n")
    (shop / "build").mkdir()
    (shop / "build" / "made.html").write_text("ignored\n")
    (tmp_path / "other.txt").write_text("outside\n")
    git("mv", "shop/b.yaml", "shop/moved.yaml")
    (shop / "c d é.yaml").unlink()
    everything = {"a.yaml", "b.yaml", "moved.yaml", "new file.yaml", "c d é.yaml"}
    assert changed_paths(shop, "main") == everything
    assert changed_paths(tmp_path, "main") == {"other.txt", *(f"shop/{p}" for p in everything)}


def test_a_file_that_was_only_touched_has_not_changed(tmp_path: Path, git: Git) -> None:
    git("status")
    index = (tmp_path / ".git" / "index").read_bytes()
    os.utime(tmp_path / "shop" / "a.yaml", (1_000_000_000, 1_000_000_000))
    assert changed_paths(tmp_path / "shop", "HEAD") == frozenset()
    assert (tmp_path / ".git" / "index").read_bytes() == index


@pytest.mark.parametrize("revision", ["nothing", "-h", "--all", "HEAD:shop", ""])
def test_an_unknown_revision(tmp_path: Path, git: Git, revision: str) -> None:
    assert git("log")
    with pytest.raises(InforceError, match=f"git knows no revision {revision}") as told:
        changed_paths(tmp_path / "shop", revision)
    assert "shallow" not in str(told.value)


def test_revisions_without_a_common_past(tmp_path: Path, git: Git) -> None:
    git("switch", "-q", "--orphan", "other")
    git("commit", "-q", "--allow-empty", "-m", "from nothing")
    with pytest.raises(InforceError, match="no common past of HEAD and main"):
        changed_paths(tmp_path, "main")


def test_a_shallow_checkout_is_told_how_to_be_deep(tmp_path: Path, git: Git) -> None:
    (tmp_path / "other.txt").write_text("second\n")
    git("commit", "-q", "-a", "-m", "second")
    copy = tmp_path / "copy"
    git("clone", "-q", "--depth", "1", f"file://{tmp_path}", str(copy))
    with pytest.raises(InforceError, match=r"is shallow: fetch the whole history \(fetch-depth"):
        changed_paths(copy, "HEAD~1")


def test_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InforceError, match="the site is not in a git checkout"):
        changed_paths(tmp_path, "main")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InforceError, match="asks git, and there is no program git"):
        changed_paths(tmp_path, "main")


def test_where_a_site_lies_in_its_checkout(tmp_path: Path) -> None:
    site = tmp_path / "a" / "shop"
    site.mkdir(parents=True)
    assert folder_in_checkout(site) == ""
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    assert folder_in_checkout(site) == "a/shop/"
    assert folder_in_checkout(tmp_path) == ""
