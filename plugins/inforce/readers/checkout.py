"""What git knows: where a site lies in its checkout, what a change altered, who works here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from inforce.domain.errors import InforceError

_SHALLOW = "; the checkout is shallow: fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)"


def folder_in_checkout(root: Path) -> str:
    """Return where the site lies in its git checkout, with a slash at its end.

    It is empty at the top of a checkout, and where there is none.
    """
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def changed_paths(root: Path, revision: str) -> frozenset[str]:
    """Return the paths, from ``root``, that differ from where the work left ``revision``.

    That is the working tree, files not yet added included, against the merge base of HEAD and
    ``revision``; a renamed file counts with both names. Raise InforceError, with what to do, when
    git is absent, the site is in no checkout, or ``revision`` and a common past are not known.
    """
    place = "rev-parse", "--show-prefix"
    prefix = _git(root, *place, failing="the site is not in a git checkout").removesuffix("\n")
    known = "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    commit = _git(root, *known, failing=f"git knows no revision {revision}", shallow=True).strip()
    failing = f"git knows no common past of HEAD and {revision}"
    base = _git(root, "merge-base", "HEAD", commit, failing=failing, shallow=True).strip()
    between = "diff", "-z", "--relative", "--name-only", "--no-renames", base, "HEAD"
    committed = _git(root, *between, failing="git does not tell the changes").split("\0")
    now = "status", "-z", "--porcelain", "--no-renames", "--untracked-files=all", "--", "."
    # Each is two letters, a space, and the path from the top of the checkout.
    altered = _git(root, *now, failing="git does not tell what is altered").split("\0")
    uncommitted = (entry[3:].removeprefix(prefix) for entry in altered)
    return frozenset(path for path in (*committed, *uncommitted) if path)


def user_name() -> str | None:
    """Return what git calls whoever works here, None where there is no git or no name."""
    command = ["git", "config", "user.name"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode(errors="replace").strip() or None


def _git(root: Path, *arguments: str, failing: str, shallow: bool = False) -> str:
    """Return what git prints; a failure is told with its own words, and with what may help."""
    command = ["git", "-C", str(root), *arguments]
    # Without optional locks git does not refresh its index: a check writes nothing.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise InforceError("--changed-since asks git, and there is no program git") from error
    if done.returncode == 0:
        return os.fsdecode(done.stdout)
    words = os.fsdecode(done.stderr).strip().partition("\n")[0]
    hint = _SHALLOW if shallow and _is_shallow(root) else ""
    raise InforceError(f"--changed-since: {failing}{f' ({words})' if words else ''}{hint}")


def _is_shallow(root: Path) -> bool:
    question = "rev-parse", "--is-shallow-repository"
    return _git(root, *question, failing="git does not say").strip() == "true"
