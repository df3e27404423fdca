"""Addresses that the output before had, and this one has no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from inforce.domain.editions.edition import Edition
from inforce.domain.site.finding import Problem
from inforce.pipeline.output.manifest import NAME, Manifest
from inforce.readers.json_reader import read_json
from inforce.readers.regular import octets_of

# The further pages of a long list come and go with its length.
_PART = re.compile(
    r"(?:[a-z]{2,3}(?:-\w+)?/)?(?:families/[^/]+|notices/[^/]+|withdrawn)/\d+/index\.html"
)
_PAGE = "index.html"


def manifest_of(folder: Path) -> Manifest | None:
    """Return the manifest of a finished output, None where there is none that can be read."""
    try:
        return read_json(octets_of(folder / NAME), Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def gone(
    before: Manifest | None, edition: Edition, files: Mapping[str, str], left_out: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem for each page of the output before that ``files`` no longer have.

    An output is compared with an earlier edition for the same audience only, and no preview with
    anything. ``left_out`` are the folders of locales that this build was told to leave out. Where
    a whole folder is gone, it is one problem.
    """
    if before is None or _incomparable(before, edition):
        return
    missing = sorted(before.files.keys() - files.keys())
    kept = {path.partition("/")[0] for path in files if "/" in path} if missing else set()
    whole: dict[str, int] = {}
    for path in missing:
        if not _is_page(path) or path.startswith(left_out):
            continue
        head = path.partition("/")[0]
        if "/" in path and head not in kept:
            whole[head] = whole.get(head, 0) + 1
        else:
            yield _problem(path, path.removesuffix(_PAGE) or "/")
    for head, count in whole.items():
        yield _problem(f"{head}/{_PAGE}", f"{head}/" if count == 1 else f"{head}/, {count} pages")


def _incomparable(before: Manifest, edition: Edition) -> bool:
    return (
        before.preview
        or edition.preview
        or before.audience != edition.audience
        or before.as_of > edition.as_of
    )


def _is_page(path: str) -> bool:
    return path.endswith(".html") and path != "404.html" and not _PART.fullmatch(path)


def _problem(path: str, address: str) -> Problem:
    return Problem(
        code="PUB001",
        path=path,
        line=1,
        column=1,
        facts={"address": address, "fault": "was there in the build before"},
    )
