"""Files that look like data of the site, and are not read because of their name or place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from inforce.domain.site.finding import Problem
from inforce.readers.site import SETTINGS, entries_below, entries_in, relative

# What an editor or a system leaves behind has another ending, or a dot in front.
_DATA = re.compile(r"(?P<stem>[^.].*)\.(?:ya?ml|json)(?:\.txt)?", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(
    r"(?P<stem>(?:.*/)?[^./][^/]*)\.(?:md|markdown|mdown|mkdn?|mdwn)(?:\.txt)?",
    re.IGNORECASE | re.DOTALL,
)
_YAML = re.compile(r"(?P<stem>[^.].*)\.ya?ml", re.IGNORECASE | re.DOTALL)
# Of those for people to write: what lies directly in the parent belongs to the first.
_FOLDERS: Mapping[str, Sequence[str]] = {
    "content": ("products", "pages", "feedback"),
    "schemas": ("families",),
}
_NEAR = 0.8  # images and packages are no pages
_OPTIONAL = ("brand", "communication", "people", "waivers")


def misnamed(paths: Iterable[str], folder: str = "") -> Iterator[Problem]:
    """Yield the problem SCH008 with each of ``paths``, which are not read, that looks like data.

    Data are read from ``folder`` alone, if one is given, and else from where they lie.
    """
    for path in paths:
        place, _, name = path.rpartition("/")
        if found := _DATA.fullmatch(name):
            yield _problem(path, f"{folder or place}/{found['stem']}.yaml")


def misnamed_pages(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems with each of ``paths``, which are no pages, that looks like one."""
    for path in paths:
        if found := _PAGE.fullmatch(path):
            yield _problem(path, f"{found['stem']}.md")


def linked(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems with folders at ``paths``, which are links and therefore not read."""
    return (_problem(path, f"{path}, and no link", "folder") for path in paths)


def passed_over(root: Path, read: Iterable[Path], folder: str) -> Iterator[Problem]:
    """Yield the problems with what lies below ``folder``, from which alone some were ``read``."""
    known = frozenset(read)
    others = (file for file in entries_below(root / folder) if file not in known)
    return misnamed((relative(file, root) for file in others), folder)


def settings_passed_over(root: Path) -> Iterator[Problem]:
    """Yield the problems with files in ``site_config/`` that stand for one that is not there."""
    absent = [name for name in _OPTIONAL if not (root / f"{SETTINGS}{name}.yaml").exists()]
    for file in entries_in(root / SETTINGS):
        found = _DATA.fullmatch(file.name.lower())
        if found and (near := get_close_matches(found["stem"], absent, n=1, cutoff=_NEAR)):
            yield _problem(relative(file, root), f"{SETTINGS}{near[0]}.yaml")


def misplaced(root: Path) -> Iterator[Problem]:
    """Yield the problems with what stands beside the folders that are read, and looks like them."""
    for parent, folders in _FOLDERS.items():
        for entry in entries_in(root / parent):
            path = relative(entry, root)
            if entry.is_file():
                if found := _YAML.fullmatch(entry.name):
                    yield _problem(path, f"{parent}/{folders[0]}/{found['stem']}.yaml")
            elif (meant := _meant(entry, folders)) and entries_below(entry):
                yield _problem(path, f"{parent}/{meant}", "folder")


def _meant(folder: Path, folders: Sequence[str]) -> str:
    """Return the one of ``folders`` beside it that another folder is meant to be, or nothing."""
    if folder.name in folders:
        return ""
    small = folder.name.lower()
    near = [get_close_matches(one, folders, n=1, cutoff=_NEAR) for one in (f"{small}s", small)]
    meant = next((found[0] for found in near if found), "")
    place = folder.with_name(meant or folder.name)
    return "" if place.exists() and place.samefile(folder) else meant  # in other capitals


def _problem(path: str, expected: str, what: str = "file") -> Problem:
    facts = {"what": what, "name": path.rpartition("/")[2], "expected": expected}
    return Problem(code="SCH008", path=path, facts=facts, line=1, column=1)
