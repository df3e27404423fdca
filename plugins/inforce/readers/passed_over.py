"""Files that look like data of the site, and are not read because of their name or place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from inforce.domain.site.finding import Problem
from inforce.readers.site import SETTINGS, entries_below, entries_in, relative

# What an editor or a system leaves behind has another ending, or a dot in front.
_DATA = re.compile(r"(?P<stem>[^.].*)\.(?:ya?ml|json)(?:\.txt)?", re.IGNORECASE | re.DOTALL)
_OPTIONAL = frozenset({"brand", "communication", "people", "waivers"})


def misnamed(paths: Iterable[str], folder: str = "") -> Iterator[Problem]:
    """Yield the problem SCH008 with each of ``paths``, which are not read, that looks like data.

    Data are read from ``folder`` alone, if one is given, and else from where they lie.
    """
    for path in paths:
        place, _, name = path.rpartition("/")
        if found := _DATA.fullmatch(name):
            yield _problem(path, f"{folder or place}/{found['stem']}.yaml")


def passed_over(root: Path, read: Iterable[Path], folder: str) -> Iterator[Problem]:
    """Yield the problems with what lies below ``folder``, from which alone some were ``read``."""
    known = frozenset(read)
    others = (file for file in entries_below(root / folder) if file not in known)
    return misnamed((relative(file, root) for file in others), folder)


def settings_passed_over(root: Path) -> Iterator[Problem]:
    """Yield the problems with files in ``site_config/`` that stand for one that is not there."""
    for file in entries_in(root / SETTINGS):
        found = _DATA.fullmatch(file.name.lower())
        if found and found["stem"] in _OPTIONAL:
            path = f"{SETTINGS}{found['stem']}.yaml"
            if not (root / path).exists():
                yield _problem(relative(file, root), path)


def _problem(path: str, expected: str) -> Problem:
    facts = {"name": path.rpartition("/")[2], "expected": expected}
    return Problem(code="SCH008", path=path, facts=facts, line=1, column=1)
