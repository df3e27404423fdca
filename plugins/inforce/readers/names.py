"""The names of a site's files: they become addresses, and must be text."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from inforce.domain.errors import InforceError


def require_names(paths: Iterable[str]) -> None:
    """Raise InforceError where a name is not UTF-8, as after an archive from another system."""
    listed = tuple(paths)
    if not _is_text("".join(listed)):
        names = (written(path) for path in listed if not _is_text(path))
        raise InforceError(
            "\n".join(f"{name}: the name is not UTF-8; rename the file" for name in names)
        )


def require_text(folder: Path) -> None:
    """Raise InforceError where the path of a site or of an output is not UTF-8."""
    if not _is_text(str(folder)):
        raise InforceError(f"{written(str(folder))}: the path is not UTF-8; rename the folder")


def written(path: str) -> str:
    """Return ``path`` as a text can hold it, though it be not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
