"""A file that is written in one step: whoever reads it sees the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from inforce.domain.errors import naming


def write_whole(path: Path, octets: bytes) -> None:
    """Put ``octets`` at ``path`` in one step; a reader sees the old file or the new one.

    A file that is there keeps its permissions.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with naming(path), os.fdopen(handle, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
